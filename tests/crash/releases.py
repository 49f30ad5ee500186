"""Small releases, quick to publish, whose content is one number."""

from pathlib import Path

import duckdb

from pipelines.publish.release import publish

BUILD = "build/panel_social.duckdb"
CURRENT = "current/panel_social.duckdb"


def set_content(warehouse: Path, number: int) -> None:
    """Let the build say ``number``, in two tables that a reader can compare."""
    database = warehouse / BUILD
    database.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(database)) as con:
        for table in ("one", "two"):
            con.execute(
                f"create or replace table {table} as select {number} as said, range as n from range(5000)"
            )


def write_beside(folder: Path) -> None:
    """A file in a folder, as exports are."""
    (folder / "exports").mkdir()
    (folder / "exports" / "note.txt").write_text("beside", "utf-8")


def publish_content(warehouse: Path, number: int) -> Path:
    """Publish ``number`` and keep nothing older."""
    set_content(warehouse, number)
    return publish(warehouse / BUILD, warehouse, write_beside, keep=1)


def content(warehouse: Path) -> set[int]:
    """What the published release says; more than one number would be a torn one."""
    with duckdb.connect(str(warehouse / CURRENT), read_only=True) as con:
        rows = con.execute("select distinct said from one union select distinct said from two").fetchall()
    assert (warehouse / "current/exports/note.txt").read_text("utf-8") == "beside"
    return {said for (said,) in rows}
