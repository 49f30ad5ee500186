import pytest

from pipelines.read.pdf.creation_date import iso_date


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("D:20220131093005-03'00'", "2022-01-31T09:30:05-03:00"),
        ("D:20220131093005-03'00", "2022-01-31T09:30:05-03:00"),
        ("D:20220131093005+0530", "2022-01-31T09:30:05+05:30"),
        ("D:20220131093005Z", "2022-01-31T09:30:05+00:00"),
        ("D:20220131093005Z00'00'", "2022-01-31T09:30:05+00:00"),
        ("D:20220131093005", "2022-01-31T09:30:05"),
        ("20220131", "2022-01-31T00:00:00"),
        ("D:2022", "2022-01-01T00:00:00"),
    ],
)
def test_a_pdf_date_becomes_iso(printed: str, expected: str) -> None:
    assert iso_date(printed) == expected


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "D:",
        "31/01/2022",
        "D:00010101000000Z",
        "D:00000101",
        "D:19920101",
        "D:2022013124",
        "D:20220231",
        "D:20221301",
        "D:20220131093005-99'00'",
        None,
        b"D:2022",
        2022,
    ],
)
def test_what_is_no_date_is_none(printed: object) -> None:
    assert iso_date(printed) is None
