"""The components of a programme: how many the report lists so far, and what it calls them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipelines.form.labels.chain import Anchor
from pipelines.form.readings.reading import Reading
from pipelines.form.readings.tokens import tokens_of, words_in
from pipelines.form.readings.values import status_of
from pipelines.form.spec.folding import fold
from pipelines.form.spec.load import the_form
from pipelines.form.spec.model import Table
from pipelines.form.stream.units import Stream
from pipelines.form.tables.sequences.cells import Names, has_end
from pipelines.form.tables.sequences.stray_cells import below_header, page_boxes


class Components:
    """Counts the components from 1 on and remembers their names; ``anchors`` of ``stream`` tell how many
    there are.
    """

    def __init__(self, stream: Stream, anchors: Sequence[Anchor]) -> None:
        self._stream = stream
        self._anchors = anchors
        self._expected = sum(
            anchor.expected.kind == "field" and anchor.expected.group is not None for anchor in anchors
        )
        self.number = 1
        group = [anchor.expected.kind for anchor in anchors if anchor.expected.group is not None]
        self.is_ahead = group[:1] == ["field"]
        """Whether the field that comes once for each component stands before its table."""
        self.waiting = 0
        """How many such fields have come since the last table."""
        self._names: dict[int, tuple[str, ...]] = {}
        self._doubtful: set[int] = set()

    @property
    def names(self) -> Names:
        """A name for each component of the whole report, an empty one where it is not told."""
        count = max(self._expected, *self._names, 0)
        return [self._names.get(number, ()) for number in range(1, count + 1)]

    @property
    def are_told(self) -> bool:
        """Whether the name of each component is known for certain: it may be blank, and its text another."""
        return self.is_complete and not self._doubtful

    @property
    def is_complete(self) -> bool:
        """Whether there is a name for each component of the whole report."""
        return len(self._names) == self._expected

    def all_names(self) -> Names:
        """A name for each component of the whole text dump, or none: those of the boxes that end in a type of
        component, wherever in their section they stand, or else those that were read.
        """
        typed = self._typed()
        if len(typed) == self._expected:
            return typed
        return self.names if self.are_told else ()

    def _typed(self) -> Names:
        groups = [place for place, one in enumerate(self._anchors) if one.expected.group]
        if not groups:
            return ()
        before, after = self._anchors[: groups[0]][-1:], self._anchors[groups[-1] + 1 :][:1]
        start, end = before[0].end if before else 0, after[0].start if after else len(self._stream)
        # A field of the form begins a box, with or without a blank line above it.
        fields = [self._anchors[place] for place in groups if self._anchors[place].expected.kind == "field"]
        bounds = pairwise([start, *(one.start for one in fields), end])
        boxes = [box for one in bounds for box in page_boxes(tokens_of(self._stream, *one))]
        columns = [column for table in the_form().tables() for column in table.columns if column.ends]
        named = [
            below_header(box, column) for box in boxes for column in columns if has_end(box, column.ends)
        ]
        return [tuple(fold(word.text) for word in words_in(box)) for box in named]

    def remember(self, found: Iterable[Reading], table: Table) -> None:
        """What the components of ``table`` are called: the texts that begin with their names, folded."""
        rows: dict[int, list[Reading]] = {}
        for one in found:
            if one.row_no and one.item == table.id and table.columns[0].id in one.column.split("|"):
                rows.setdefault(one.row_no, []).append(one)
        for number, cells in rows.items():
            text = " ".join(one.text for one in cells)
            # A phrase in place of a value names nothing.
            if status_of(text) == "value":
                self._names[number] = tuple(fold(word) for word in text.split())
            if cells[0].status == "ambiguous":
                self._doubtful.add(number)

    def names_in(self, table: Table) -> Names:
        """The names, if ``table`` has a row for each component so far and all of their names were read."""
        kinds = [column.kind for column in table.columns]
        is_told = len(self._names) >= self.number - 1
        return list(self._names.values()) if kinds == ["text", "number", "text"] and is_told else ()
