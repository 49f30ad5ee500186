"""Raw folders of text dumps, which are quick to read: a sample report under other years."""

from pathlib import Path

from tests.warehouse import PROJECT

DUMP = PROJECT / "data" / "raw" / "sample" / "senda_de_los_condores_2020.txt"
CLOSING = "diciembre - 2020"


def put_dump(raw: Path, name: str, year: int) -> Path:
    """A report of ``year`` as ``raw/name``: the year of its title decides, not its name."""
    text = DUMP.read_text("utf-8")
    assert CLOSING in text
    path = raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(CLOSING, f"diciembre - {year}"), "utf-8")
    return path
