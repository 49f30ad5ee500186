"""E-mails and telephone numbers are found; names, figures, years and identifiers are left alone."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.load.contacts import EMAIL_MARKER, PHONE_MARKER, without_contacts, without_contacts_sql

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
    "https://www.fosis.gob.cl/contacto",
]


def in_sql(text: str) -> str:
    with duckdb.connect() as con:
        row = con.execute(f"select {without_contacts_sql('$text')}", {"text": text}).fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize("text", EMAILS)
def test_an_email_is_marked_and_the_sentence_stays(text: str) -> None:
    sentence = f"Escribir a {text}, o en persona."
    assert without_contacts(sentence) == f"Escribir a {EMAIL_MARKER}, o en persona."
    assert in_sql(sentence) == without_contacts(sentence)


@pytest.mark.parametrize("text", PHONES)
def test_a_telephone_number_is_marked_wherever_it_stands(text: str) -> None:
    for around in ("{}", "Llamar al {}, de 9 a 14 horas", "a {}; b {}."):
        sentence = around.replace("{}", text)
        assert without_contacts(sentence) == around.replace("{}", PHONE_MARKER)
        assert in_sql(sentence) == without_contacts(sentence)


@pytest.mark.parametrize("text", ANNOUNCED)
def test_a_number_that_a_word_announces_is_marked_and_the_word_stays(text: str) -> None:
    marked = without_contacts(f"Anexo 3. {text}. Fin 12")
    assert PHONE_MARKER in marked
    assert sum(map(str.isdigit, marked)) == 3
    assert marked[9:12] == text[:3]
    assert in_sql(f"Anexo 3. {text}. Fin 12") == marked


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_one_is_kept(text: str) -> None:
    assert without_contacts(text) == text
    assert in_sql(text) == text


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


@settings(max_examples=150)
@given(st.text(alphabet="ab@.9+5632() -ñ:Tel[]/'\"", max_size=60))
@pytest.mark.slow
def test_sql_and_python_agree(text: str) -> None:
    assert in_sql(text) == without_contacts(text)
    assert without_contacts(without_contacts(text)) == without_contacts(text)
