import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.read.characters import printed_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gasto\N{NO-BREAK SPACE}Total\tM$", ["Gasto", "Total", "M$"]),
        ("bene\N{LATIN SMALL LIGATURE FI}ciarios", ["beneficiarios"]),
        ("Poblacio\N{COMBINING ACUTE ACCENT}n", ["Población"]),
        ("N\N{COMBINING TILDE}uble", ["Ñuble"]),
        ("presu\N{SOFT HYPHEN} puesto", ["presu", "puesto"]),
        ("31 \N{SOFT HYPHEN} diciembre", ["31", "-", "diciembre"]),
        ("COVID\N{SOFT HYPHEN}19", ["COVID-19"]),
        ("\N{ZERO WIDTH NO-BREAK SPACE}Total\N{ZERO WIDTH SPACE}", ["Total"]),
        ("\N{ZERO WIDTH SPACE}", []),
        ("efecti\x02", ["efecti\N{REPLACEMENT CHARACTER}"]),
        ("4° (M$) ¿N/A? «5.000»", ["4°", "(M$)", "¿N/A?", "«5.000»"]),
    ],
)
def test_one_spelling_for_the_same_print(text: str, words: list[str]) -> None:
    assert printed_words(text) == words


@given(st.text())
def test_words_are_composed_and_hold_no_white_space(text: str) -> None:
    for word in printed_words(text):
        assert word
        assert word.split() == [word]
        assert unicodedata.is_normalized("NFC", word)


@given(st.text())
def test_reading_the_words_again_changes_nothing(text: str) -> None:
    words = printed_words(text)
    assert printed_words(" ".join(words)) == words


@given(st.text())
def test_letters_and_digits_are_never_lost(text: str) -> None:
    def kept(printed: str) -> str:
        decomposed = unicodedata.normalize("NFKD", printed)
        return "".join(character for character in decomposed if character.isalnum())

    assert kept("".join(printed_words(text))) == kept(text)
