"""RUT numbers, e-mails and telephones are found; names, figures, years and identifiers are left alone."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.load.contacts import EMAIL_MARKER, PHONE_MARKER, RUT_MARKER, SUSPECT, without_contacts

EMAILS = [
    "juana.perez@fosis.gob.cl",
    "J_Perez-2@minvu.cl",
    "contacto+programa@desarrollo-social.gob.cl",
    "ñandú@ñuble.cl",
    "juana.perez@desarrollo social.gob.cl",
    "juana.perez @fosis.gob.cl",
    "juana.perez@ fosis.gob.cl",
    "juana.perez@fosis.gob. cl",
    "juana.perez(at)fosis.cl",
    "juana.perez [arroba] fosis.cl",
    "juana.perez＠fosis.cl",
    "juana punto perez arroba fosis punto gob punto cl",
    "juana.perez arroba fosis.gob.cl",
    "juana.perez (arroba) fosis (punto) cl",
    "juana guion bajo perez arroba fosis punto cl",
]
RUTS = ["12.345.678-5", "12345678-5", "12.345.678 - 5", "6.000.000-K", "6.000.000-k", "11.111.111-1"]
ANNOUNCED_RUTS = [
    "RUT 123456785",
    "R.U.T.: 12 345 678 5",
    "cédula de identidad N° 12.345.678-5",
    "RUN 12345678 5",
]
PHONES = [
    "+56 (0)2 2675 1400",
    "+56 02 675 1400",
    "+56 9 8765 4321",
    "+56987654321",
    "+56 2 2675 1400",
    "(+56 2) 2675 1400",
    "+56 (2) 2675-1400",
    "+56-45-2210045",
    "0056 2 26751400",
    "(56-2) 2675 1400",
    "(56 2) 26751400",
    "(2) 2675 1400",
    "(02) 26751400",
]
ANNOUNCED = [
    "Teléfono: 226751400",
    "teléfonos 2 2675 1400",
    "TELÉFONO 2675-1400",
    "Fono: 45-2210045",
    "Fono 675 14 00",
    "fono (45) 2210045",
    "Cel. 9 8765 4321",
    "celular 98765432",
    "WhatsApp +56 9 8765 4321",
    "Tel. 2675 1400 / 2675 1401",
    "Fono Infancia 800 200 818",
    "Fono Salud Responde 600 360 7777",
    "Móvil Nº 09-87654321",
    "llame al 9 8765 4321",
    "contacto: 9-8765-4321",
]
WRITTEN_PHONE = "nueve ocho siete seis cinco cuatro tres dos uno"
KEPT = [
    "niñ@s y alumn@s de www.fosis.cl",
    "usuari@s, l@s jóvenes",
    "Fonoinfancia",
    "Llamado telefónico a todos los egresados.",
    "Celulares: 12.500",
    "Teléfonos 2019 2020 2021",
    "atención por teléfono 2020-2021",
    "(2) 2020-2021",
    "(2) 2020 2021",
    "+56.789.123.456",
    "+560 100 1950",
    "+56 100 1950 12",
    "9 2020 2021",
    "9 5123 2295",
    "21 05 01 24 03 334 186025",
    "Hotel 226751400",
    "12.345.678-4",  # not its check digit
    "Código BIPS 30123456-2",
    "entre 12.345.678-5.000.000",
    "Una arroba de trigo. Cada arroba vale",
    "uno dos tres",
    "https://www.fosis.gob.cl/contacto",
]


@pytest.mark.parametrize("text", EMAILS)
def test_an_email_is_marked_and_the_sentence_stays(text: str) -> None:
    sentence = f"Escribir a {text}, o en persona."
    assert without_contacts(sentence) == f"Escribir a {EMAIL_MARKER}, o en persona."


@pytest.mark.parametrize("text", PHONES)
def test_a_telephone_number_is_marked_wherever_it_stands(text: str) -> None:
    for around in ("{}", "Llamar al {}, de 9 a 14 horas", "a {}; b {}."):
        sentence = around.replace("{}", text)
        assert without_contacts(sentence) == around.replace("{}", PHONE_MARKER)


@pytest.mark.parametrize("text", ANNOUNCED)
def test_a_number_that_a_word_announces_is_marked_and_the_word_stays(text: str) -> None:
    marked = without_contacts(f"Anexo 3. {text}. Fin 12")
    assert PHONE_MARKER in marked
    assert sum(map(str.isdigit, marked)) == 3
    assert marked[9:12] == text[:3]


@pytest.mark.parametrize("text", RUTS)
def test_a_rut_is_marked_by_its_check_digit(text: str) -> None:
    assert without_contacts(f"Don Juan, {text}, vive") == f"Don Juan, {RUT_MARKER}, vive"


@pytest.mark.parametrize("text", ANNOUNCED_RUTS)
def test_a_rut_that_a_word_announces_needs_no_dash(text: str) -> None:
    marked = without_contacts(f"Anexo 3. {text}. Fin 12")
    assert RUT_MARKER in marked
    assert sum(map(str.isdigit, marked)) == 3


def test_a_telephone_number_in_words_is_marked() -> None:
    assert without_contacts(f"Llame al {WRITTEN_PHONE}.") == f"Llame al {PHONE_MARKER}."


def test_a_label_announces_the_number_in_its_value() -> None:
    assert without_contacts("226751400", before="Teléfono de contacto:") == PHONE_MARKER
    assert without_contacts("226751400", before="Monto") == "226751400"


@pytest.mark.parametrize(
    "text", ["a" * 10**5 + "@", "a." * 50_000, "fono " * 20_000, "a punto " * 12_000, "1" * 10**5]
)
def test_no_text_takes_long(text: str) -> None:
    begun = time.process_time()
    without_contacts(text)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_one_is_kept(text: str) -> None:
    assert without_contacts(text) == text


amounts = st.integers(0, 10**12).map(lambda number: f"{number:,}".replace(",", "."))
printed = st.one_of(
    amounts,
    # After "+56" comes a telephone: what could be the rest of one is taken for it.
    st.builds("{}{}".format, st.sampled_from("-+$"), amounts).filter(lambda text: text[:3] != "+56"),
    st.builds("{},{}%".format, st.integers(0, 200), st.integers(0, 99)),
    st.integers(1950, 2060).map(str),
    st.builds("{}-{}".format, st.integers(1950, 2060), st.integers(1950, 2060)),
    st.integers(0, 999).map("{:02}".format),
    st.integers(10**4, 10**6 - 1).map(str),
    st.builds("({})".format, st.integers(0, 99)),
    st.sampled_from(["N/A", "24 (Transferencias Corrientes)", "teléfonos", "Fono:", "a)", "RSH"]),
)


@settings(max_examples=300)
@given(st.lists(printed, min_size=1, max_size=8).map(" ".join))
def test_figures_years_and_identifiers_are_never_marked(row: str) -> None:
    assert without_contacts(row) == row


def _with_check_digit(number: int) -> str:
    """As printed. The check digit is worked out here as the law has it, from the right, times 2 to 7."""
    total = sum(
        int(digit) * factor
        for digit, factor in zip(reversed(str(number)), [2, 3, 4, 5, 6, 7] * 2, strict=False)
    )
    return (
        f"{number:,}".replace(",", ".") + "-" + {11: "0", 10: "K"}.get(11 - total % 11, str(11 - total % 11))
    )


ruts = st.integers(1_000_000, 99_999_999).map(_with_check_digit)
phones = st.integers(30_000_000, 99_999_999).map(
    lambda number: f"+56 9 {number // 10**4} {number % 10**4:04}"
)


@given(ruts | phones, st.lists(printed, max_size=3).map(" ".join), st.integers(0, 20))
def test_a_number_is_omitted_also_where_a_line_ends_in_it(secret: str, around: str, cut: int) -> None:
    ends = [0, *(match.end() for match in re.finditer("[ -]", secret))]
    cut = ends[cut % len(ends)]
    first, second = f"{around} a {secret[:cut]}", f"{secret[cut:]} {around}"
    told = without_contacts(first, "", second) + without_contacts(second, first, "")
    assert re.sub(r"\D", "", secret) not in re.sub(r"\D", "", told)
    assert RUT_MARKER in told or PHONE_MARKER in told


@given(st.text(alphabet="ab@.9+5632() -ñ:Tel[]/'\"", max_size=60))
def test_what_is_omitted_once_stays_as_it_is(text: str) -> None:
    told = without_contacts(text)
    assert without_contacts(told) == told
    assert told == text or re.search(SUSPECT, text)
