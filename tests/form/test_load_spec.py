from importlib.resources import files

import pytest

from pipelines.form.spec.load import SPEC_FILE, load_form, the_form
from pipelines.form.spec.model import SpecError

SPEC = files("pipelines.form.spec").joinpath(SPEC_FILE).read_text(encoding="utf-8")


def test_every_section_of_the_form_is_there_in_order() -> None:
    sections = [section.id for section in the_form().sections]
    assert sections == sorted(sections)
    assert {name.split(".")[0] for name in sections} == set("012345678")


def test_item_names_are_unique_over_the_whole_form() -> None:
    tables = [table.id for table in the_form().tables()]
    assert len(tables) == len(set(tables)) == 17


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (("{year} trimestre", "x"), None),
        (('label: "Problema principal:"', "label: 5"), "expected text or a list of texts"),
        (('label: "Problema principal:"', 'label: "Problema {yaer}:"'), "unknown placeholder 'yaer'"),
        (("{body: previous_evaluations}", "{text: previous_evaluations}"), "expected a field, body, table"),
        (("kind: code}", "kind: cod}"), "expected one of text, number, percent, code, subtitle, found 'cod'"),
        (("only: [spending]", "only: [spendin]"), "unknown column spendin"),
        (("form: informe_detalle\nversion", "form: informe_detalle\n- version"), "not valid YAML"),
        (("sections:\n", "section:\n"), "'sections' is missing"),
        (("extent: box}", "extent: page}"), "expected one of text, box, found 'page'"),
    ],
)
def test_a_mistake_in_the_specification_names_its_place(wrong: tuple[str, str], message: str | None) -> None:
    text = SPEC.replace(*wrong)
    if message is None:
        assert load_form(text)
        return
    assert text != SPEC
    with pytest.raises(SpecError, match=message):
        load_form(text)


def test_a_file_that_is_no_mapping_is_a_specification_error() -> None:
    with pytest.raises(SpecError, match="expected a mapping, found list"):
        load_form("[]")
