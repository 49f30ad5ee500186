"""The exports described as a Frictionless data package (https://datapackage.org, version 1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.build.dictionary import Dictionary, Entry
from pipelines.build.table_keys import Keys
from pipelines.build.tables import Column, Table, TableName
from pipelines.exports.files import ExportedFile

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
    """A table, its CSV file, and its files in other formats by the name of the format."""

    table: Table
    keys: Keys
    csv: ExportedFile
    others: Mapping[str, ExportedFile]


def datapackage(
    resources: Sequence[Resource], dictionary: Dictionary, workbook: ExportedFile, version: str
) -> dict[str, Any]:
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
        "workbook": _file(workbook),
        "resources": [_resource(resource, names, dictionary) for resource in resources],
    }


def _file(file: ExportedFile) -> dict[str, Any]:
    return {"path": file.path, "bytes": file.bytes, "hash": f"sha256:{file.sha256}"}


def _resource(
    resource: Resource, names: Mapping[TableName, Resource], dictionary: Dictionary
) -> dict[str, Any]:
    table = resource.table
    fields = [_field(column, dictionary.get((table.public_name, column.name))) for column in table.columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
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
    return {
        "profile": "tabular-data-resource",
        "name": table.public_name,
        "description": table.comment,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_file(resource.csv),
        "schema": schema,
        **{name: _file(file) for name, file in resource.others.items()},
    }


def _field(column: Column, entry: Entry | None) -> dict[str, Any]:
    """Name, type and description; unit, price basis and the form's label where the dictionary has them."""
    known = {
        "description": column.comment,
        "unit": entry and entry.unit,
        "priceBasis": entry and entry.price_basis,
        "spanishLabel": entry and entry.spanish_label,
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
