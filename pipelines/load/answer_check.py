"""Whether an answer of a reading process is one: its types, and the closed lists of words."""

from collections.abc import Iterable, Iterator, Sequence

from pydantic import TypeAdapter, ValidationError

from pipelines.load.answer import END
from pipelines.load.extraction import Extraction
from pipelines.read.packed import Packed

_LINE = TypeAdapter(Extraction)


class InvalidAnswerError(Exception):
    """A reading process answered something else than the extractions of a document."""


def decoded(answer: bytes) -> Sequence[Extraction]:
    """The extractions, at least one, of an answer (see ``pipelines.load.answer``).

    Those of a bound volume are kept packed. Raises ``InvalidAnswerError``, whose message says what is wrong.
    """
    lines = answer.removesuffix(b"\n" + END).split(b"\n")
    return Packed(_parts(lines)) if len(lines) > 1 else (_report(lines[0]),)


def _parts(lines: Iterable[bytes]) -> Iterator[Extraction]:
    """The reports of one file: each begins behind the one before."""
    before = 0
    for report in map(_report, lines):
        if not (report.first_page and report.last_page and before < report.first_page <= report.last_page):
            raise InvalidAnswerError(f"pages {report.first_page} to {report.last_page} follow page {before}")
        before = report.last_page
        yield report


def _report(line: bytes) -> Extraction:
    try:
        return _LINE.validate_json(line, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or "a line"
        raise InvalidAnswerError(f"{place}: {first['msg']}") from None
