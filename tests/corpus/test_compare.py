"""The comparison itself: every kind of mistake is counted, and nothing else."""

from collections.abc import Sequence

from tests.corpus.blocks import Piece
from tests.corpus.compare import HEADERS, LABELS, Comparison, Entry, Score, compare
from tests.corpus.model import Status

TABLE = "regional_beneficiaries"
GROUPS = {TABLE: TABLE, "website": LABELS}


def _cell(row_no: int, column: str, text: str, status: Status = "value") -> Piece:
    return Piece("3.3", TABLE, row_no, column, text, status)


TRUTH = [
    Piece("1", "website", None, "value", "www.ejemplo.invalid", "value"),
    _cell(0, "region", "Región"),
    _cell(1, "region", "Maule"),
    _cell(1, "beneficiaries", "5"),
    _cell(2, "region", "Biobío"),
    _cell(2, "beneficiaries", "", "blank"),
]
READ = [Entry(one.section, one.item, one.row_no, one.column, one.text, one.status) for one in TRUTH]
RIGHT = Score(printed=4, found=4, exact=4, claimed=4, wrong=0)


def _compare(readings: Sequence[Entry]) -> Comparison:
    return compare(TRUTH, readings, GROUPS)


def test_readings_that_say_what_is_printed_are_exact() -> None:
    compared = _compare(READ)
    assert compared.scores[TABLE] == RIGHT
    assert compared.scores[LABELS] == compared.scores[HEADERS] == Score(1, 1, 1, 1, 0)
    assert not compared.missing and not compared.wrong and not compared.undecided


def test_a_missing_reading_costs_recall_not_precision() -> None:
    compared = _compare([one for one in READ if one.text != "5"])
    assert compared.scores[TABLE] == Score(4, 3, 3, 3, 0)
    assert compared.missing == [READ[3]]


def test_an_invented_reading_costs_precision_not_recall() -> None:
    invented = READ[2]._replace(row_no=3, text="Ñuble")
    compared = _compare([*READ, invented])
    assert compared.scores[TABLE] == Score(4, 4, 4, 5, 1)
    assert compared.wrong == [invented]


def test_a_value_in_the_wrong_column_is_found_but_wrong() -> None:
    shifted = READ[3]._replace(column="region")
    compared = _compare([shifted if one == READ[3] else one for one in READ])
    assert compared.scores[TABLE] == Score(4, 4, 3, 4, 1)
    assert (compared.missing, compared.wrong) == ([READ[3]], [shifted])


def test_a_value_under_another_label_is_not_found() -> None:
    compared = _compare([one._replace(item="purpose") if one.item == "website" else one for one in READ])
    assert compared.scores[LABELS] == Score(1, 0, 0, 0, 0)
    assert compared.scores["other"].wrong == 1


def test_a_row_read_twice_is_wrong() -> None:
    compared = _compare([*READ, *READ[2:4]])
    assert compared.scores[TABLE] == Score(4, 4, 4, 6, 2)


def test_a_header_repeated_on_the_next_page_counts_once() -> None:
    assert _compare([*READ, READ[1]]).scores[HEADERS] == Score(1, 1, 1, 1, 0)


def test_an_undecided_reading_is_no_find_and_no_mistake() -> None:
    undecided = READ[3]._replace(status="ambiguous", column="region|beneficiaries")
    compared = _compare([undecided if one == READ[3] else one for one in READ])
    assert compared.scores[TABLE] == Score(4, 4, 3, 3, 0)
    assert compared.undecided == [undecided]


def test_another_status_is_wrong() -> None:
    changed = READ[5]._replace(status="not_reported")
    compared = _compare([changed if one == READ[5] else one for one in READ])
    assert compared.scores[TABLE] == Score(4, 4, 3, 4, 1)


LOST = [_cell(1, "previous|current", "251", "ambiguous")]
KEPT = [_cell(1, "previous", "251"), _cell(1, "current", "", "blank")]


def _of_dump(column: str, status: Status) -> Comparison:
    return compare(LOST, [Entry("3.3", TABLE, 1, column, "251", status)], GROUPS, KEPT)


def test_what_a_dump_lost_is_exact_as_ambiguous() -> None:
    assert _of_dump("previous|current", "ambiguous").scores[TABLE] == Score(1, 1, 1, 0, 0)


def test_what_a_dump_lost_is_exact_where_the_document_decides_it() -> None:
    assert _of_dump("previous", "value").scores[TABLE] == Score(1, 1, 1, 1, 0)


def test_what_a_dump_lost_is_wrong_in_another_column() -> None:
    assert _of_dump("current", "value").scores[TABLE] == Score(1, 1, 0, 1, 1)


def test_an_empty_cell_that_a_dump_lost_may_be_read() -> None:
    readings = [
        Entry("3.3", TABLE, 1, "previous", "251", "value"),
        Entry("3.3", TABLE, 1, "current", "", "blank"),
    ]
    assert compare(LOST, readings, GROUPS, KEPT).wrong == []
    assert compare(LOST, [*readings, readings[1]], GROUPS, KEPT).wrong == [readings[1]]
