"""The exports described as a Frictionless data package (https://datapackage.org, version 1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.build.table_keys import Keys
from pipelines.build.tables import Column, Table, TableName
from pipelines.exports.files import ExportedFile
from pipelines.exports.units import price_basis_of, spanish_label, unit_of

TITLE = "Panel Social"
DESCRIPTION = (
    "What Chile's social programmes spent, whom they reached and whether it worked,"
    " as their yearly reports print it."
)
ORIGIN = {
    "title": "Ministerio de Desarrollo Social y Familia: Informe de Detalle de Programas Sociales",
    "path": "https://programassociales.ministeriodesarrollosocial.gob.cl",
}
LICENSE = {"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"}

FIELD_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "DOUBLE": "number",
    "FLOAT": "number",
    "TINYINT": "integer",
    "SMALLINT": "integer",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "UBIGINT": "integer",
    "HUGEINT": "integer",
}
"""DuckDB types and their types in Table Schema. Decimals are "number", all others "any"."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A table and its files; ``parquet`` is None for the lists, which are written as CSV only."""

    table: Table
    keys: Keys
    csv: ExportedFile
    parquet: ExportedFile | None


def datapackage(resources: Sequence[Resource], version: str) -> dict[str, Any]:
    """The content of ``datapackage.json``. ``version`` identifies the content, not the time."""
    names: dict[TableName, Resource] = {
        (resource.table.schema, resource.table.name): resource for resource in resources
    }
    return {
        "profile": "tabular-data-package",
        "name": "panel-social",
        "title": TITLE,
        "description": f"{DESCRIPTION} README.txt says how to read it.",
        "version": version,
        "licenses": [LICENSE],
        "sources": [ORIGIN, {"title": "Every document and reference table", "path": "sources.csv"}],
        "keywords": ["Chile", "social programmes", "public spending", "beneficiaries", "indicators"],
        "resources": [_resource(resource, names) for resource in resources],
    }


def _resource(resource: Resource, names: Mapping[TableName, Resource]) -> dict[str, Any]:
    table = resource.table
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if resource.keys.primary:
        schema["primaryKey"] = list(resource.keys.primary)
    foreign = [
        {
            "fields": key.column,
            "reference": {
                "resource": names[key.target].table.public_name if names[key.target] is not resource else "",
                "fields": key.target_column,
            },
        }
        for key in resource.keys.foreign
        if key.target in names
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    described = {
        "profile": "tabular-data-resource",
        "name": table.public_name,
        "path": resource.csv.path,
        "description": table.comment,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": resource.csv.bytes,
        "hash": f"sha256:{resource.csv.sha256}",
        "schema": schema,
    }
    if resource.parquet:
        described["parquet"] = {
            "path": resource.parquet.path,
            "bytes": resource.parquet.bytes,
            "hash": f"sha256:{resource.parquet.sha256}",
        }
    return described


def _field(column: Column) -> dict[str, Any]:
    """Name, type and description; unit, price basis and the form's label where they are known."""
    known = {
        "description": column.comment,
        "unit": unit_of(column),
        "priceBasis": price_basis_of(column),
        "spanishLabel": spanish_label(column.comment),
    }
    if column.is_list:
        kind = "string"
    else:
        kind = "number" if column.type.startswith("DECIMAL") else FIELD_TYPES.get(column.type, "any")
    return {
        "name": column.name,
        "type": kind,
        **{name: text for name, text in known.items() if text},
    }
