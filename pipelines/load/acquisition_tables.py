"""The tables about requests to the source: their columns, types and comments."""

# The fields of a line of the ledger; a missing one is NULL.
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


ACQUISITIONS_DDL = (
    _table("acquisitions", ENTRY_COLUMNS, _REQUIRED - {"source_file"})
    + _table("bips_index", INDEX_COLUMNS, _REQUIRED | {"id_programa"})
    + """
comment on table raw.acquisitions is
    'The ledger: a row per attempt to fetch an index, report or robots.txt, and per file added by hand.';
comment on column raw.acquisitions.kind is 'index, document, robots or inbox.';
comment on column raw.acquisitions.status is
    'How the attempt ended: a closed list, explained in the dbt project and in pipelines/acquire/status.py.';
comment on column raw.acquisitions.attempted_at is 'When the attempt began, UTC.';
comment on column raw.acquisitions.finished_at is 'When it ended, UTC.';
comment on column raw.acquisitions.url is 'Requested address; NULL for a file added by hand.';
comment on column raw.acquisitions.final_url is 'Address after redirects.';
comment on column raw.acquisitions.year is 'Year of the index.';
comment on column raw.acquisitions.id_bips is 'Identifier of the programme over all years, from the index.';
comment on column raw.acquisitions.id_programa is 'Identifier of the programme in this year, from the index.';
comment on column raw.acquisitions.attempt is 'Number of the attempt within one sync, from 1.';
comment on column raw.acquisitions.http_status is 'Status code of the response; NULL without a response.';
comment on column raw.acquisitions.byte_count is
    'Bytes received; for not_modified and vanished, the size of the stored file.';
comment on column raw.acquisitions.sha256 is
    'sha256 of a complete response body; for not_modified and vanished, of the stored file.';
comment on column raw.acquisitions.headers is 'Some headers of the response, a JSON object.';
comment on column raw.acquisitions.source_file is
    'Path below the folder of raw reports; for an index, below the folder of acquisitions.';
comment on column raw.acquisitions.detail is 'Details of the status.';
comment on table raw.bips_index is
    'Programmes of the BIPS index: one row per year and id_programa, from the newest index that has it.';
comment on column raw.bips_index.index_year is 'Year of the index.';
comment on column raw.bips_index.id_bips is 'Programme over all years; NULL if not a number.';
comment on column raw.bips_index.source_file is 'Path of the index below the folder of acquisitions.';
comment on column raw.bips_index.fetched_at is 'When that index was fetched, UTC.';
comment on column raw.bips_index.is_listed is 'Whether the newest index of the year still has the programme.';
"""
)
