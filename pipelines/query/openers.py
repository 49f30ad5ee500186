"""Ready lines by which other programs open a release read-only."""

import json
import shlex
from pathlib import Path

from pipelines.language import _


def openers(database: Path) -> list[tuple[str, list[str]]]:
    """For each program its name and the lines that open ``database``, with the path quoted as it needs it.

    The path goes by way of the link `current`, so that the lines stay right when a new release is published.
    """
    path = str(database.absolute())
    quoted = json.dumps(path, ensure_ascii=False)  # also a text of Python and of R
    return [
        (_("DuckDB in a terminal"), [f"duckdb -readonly {shlex.quote(path)}"]),
        (_("DBeaver and other clients of JDBC, as the URL"), [f"jdbc:duckdb:{path};access_mode=READ_ONLY"]),
        ("Python", ["import duckdb", f"con = duckdb.connect({quoted}, read_only=True)"]),
        ("R", ["library(duckdb)", f"con <- dbConnect(duckdb(), dbdir = {quoted}, read_only = TRUE)"]),
    ]
