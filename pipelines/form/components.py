"""The components of a programme: how many the report lists so far, and what it calls them."""

from collections.abc import Iterable, Sequence

from pipelines.form.anchors import Anchor
from pipelines.form.folding import fold
from pipelines.form.reading import Reading
from pipelines.form.spec import Table
from pipelines.form.text_cells import Names


class Components:
    """Counts the components from 1 on and remembers their names; ``anchors`` tell how many there are."""

    def __init__(self, anchors: Sequence[Anchor]) -> None:
        self._expected = sum(
            anchor.expected.kind == "field" and anchor.expected.group is not None for anchor in anchors
        )
        self.number = 1
        self.names: list[tuple[str, ...]] = []

    @property
    def is_complete(self) -> bool:
        """Whether there is a name for each component of the whole report."""
        return len(self.names) == self._expected

    def remember(self, found: Iterable[Reading], table: Table) -> None:
        """What the components of ``table`` are called: the texts that begin with their names, folded."""
        rows: dict[int, str] = {}
        for one in found:
            if one.row_no and one.item == table.id and table.columns[0].id in one.column.split("|"):
                rows[one.row_no] = f"{rows.get(one.row_no, '')} {one.text}"
        self.names += [tuple(fold(word) for word in text.split()) for text in rows.values() if text.strip()]

    def names_in(self, table: Table) -> Names:
        """The names, if ``table`` has a row for each component so far and all of their names were read."""
        kinds = [column.kind for column in table.columns]
        return (
            self.names if kinds == ["text", "number", "text"] and len(self.names) >= self.number - 1 else ()
        )
