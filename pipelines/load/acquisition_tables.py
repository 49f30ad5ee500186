"""The tables about requests to the source: their columns and types."""

# The fields of an entry of the ledger; a missing one is NULL.
ENTRY_COLUMNS: dict[str, str] = {
    "kind": "varchar",
    "status": "varchar",
    "attempted_at": "timestamp",
    "finished_at": "timestamp",
    "url": "varchar",
    "final_url": "varchar",
    "year": "integer",
    "id_bips": "varchar",
    "id_programa": "varchar",
    "attempt": "integer",
    "http_status": "integer",
    "byte_count": "bigint",
    "sha256": "varchar",
    "headers": "varchar",
    "source_file": "varchar",
    "detail": "varchar",
}

INDEX_COLUMNS: dict[str, str] = {
    "index_year": "integer",
    "id_programa": "varchar",
    "id_bips": "varchar",
    "periodo": "varchar",
    "tipo_formulario": "varchar",
    "nombre_tipo_oferta": "varchar",
    "nombre": "varchar",
    "ministerio": "varchar",
    "servicio": "varchar",
    "url_informe": "varchar",
    "url_archivo": "varchar",
    "source_file": "varchar",
    "fetched_at": "timestamp",
    "is_listed": "boolean",
}

_REQUIRED = {"kind", "status", "attempted_at", "index_year", "source_file", "fetched_at", "is_listed"}


def _table(name: str, columns: dict[str, str], required: set[str]) -> str:
    listed = ", ".join(
        f"{column} {kind}{' not null' if column in required else ''}" for column, kind in columns.items()
    )
    return f"create table if not exists raw.{name} ({listed});\n"


ACQUISITIONS_DDL = _table("acquisitions", ENTRY_COLUMNS, _REQUIRED - {"source_file"}) + _table(
    "bips_index", INDEX_COLUMNS, _REQUIRED | {"id_programa"}
)
