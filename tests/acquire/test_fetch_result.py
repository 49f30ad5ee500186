"""Retry-After as a number and as a date, and the headers that are kept."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.acquire.fetch_result import kept_headers, retry_after

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("Sun, 22 Nov 2026 12:01:00 GMT", 60),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0),
        ("Sun, 22 Nov 2026 09:01:00 -0300", 60),
        ("9" * 400, None),
        ("Fri, 31 Dec 9999 23:59:59 -2359", None),
        ("Mon, 01 Jan 0001 00:00:00 +2359", 0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("٣", None),
        (None, None),
    ],
)
def test_seconds_of_a_retry_after_header(text: str | None, seconds: float | None) -> None:
    assert retry_after(text, AT) == seconds


@given(st.integers(0, 2_600_000))
def test_a_number_and_the_same_date_give_the_same_seconds(seconds: int) -> None:
    date = format_datetime(AT + timedelta(seconds=seconds), usegmt=True)
    assert retry_after(str(seconds), AT) == retry_after(date, AT) == seconds


@given(st.text())
def test_no_text_gives_negative_seconds_or_an_error(text: str) -> None:
    found = retry_after(text, AT)
    assert found is None or found >= 0


def test_only_listed_headers_are_stored_and_long_ones_are_cut() -> None:
    headers = {"etag": '"1"', "set-cookie": "session=1", "x-user": "a@b.cl", "last-modified": "x" * 1000}
    assert kept_headers(headers) == {"etag": '"1"', "last-modified": "x" * 200}
