"""What a dump leaves one place for, told on tables of a few cells."""

import pytest

from tests.corpus.blocks import Block, Cell, Field, Heading, Piece, Row, TableBlock, TitleLine
from tests.corpus.decidable import decidable_pieces


def _cell(item: str, column: str, text: str, row_no: int) -> Cell:
    return Cell((text,), (Piece("3.3", item, row_no, column, text, "value" if text else "blank"),))


def _table(name: str, rows: dict[str, tuple[str, ...]]) -> TableBlock:
    """A table of names and figures, or of labelled rows where ``name`` is "coverage"."""
    names = ("label", "previous", "current") if name == "coverage" else ("region", "beneficiaries")
    printed = ("", "2020", "2021") if name == "coverage" else ("Región", "Beneficiarios")
    header = tuple(_cell(name, column, text, 0) for column, text in zip(names, printed, strict=True))
    body: list[Row] = []
    for number, (label, figures) in enumerate(rows.items(), start=1):
        item = f"{name}.{label.lower()}" if name == "coverage" else name
        cells = zip(names, (label, *figures), strict=False)
        body.append(tuple(_cell(item, column, text, number) for column, text in cells))
    return TableBlock(name, header, tuple(body), (1.0,) * len(names), ())


REACHED = Field("Beneficiados:", "3", Piece("3.3", "beneficiaries", None, "value", "3", "value"))
END = Heading(Piece("4", "heading", None, "value", "4. ESTRATEGIA", "value"), new_page=False)
REGIONS = _table("regional_beneficiaries", {"Maule": ("2",), "Ñuble": ("1",)})
COVERAGE = _table("coverage", {"Meta": ("9", "8"), "Personas": ("7", "6")})


def _decided(table: TableBlock, printed: str) -> list[str]:
    text = f"Beneficiados: 3\n\n{printed}\n\n4. ESTRATEGIA\n"
    pieces = decidable_pieces([REACHED, table, END], text, [])
    return [piece.text for piece in pieces if piece.row_no]


@pytest.mark.parametrize(
    ("table", "printed"),
    [
        pytest.param(REGIONS, "Región Beneficiarios\nMaule 2\nÑuble 1", id="lines"),
        pytest.param(REGIONS, "Región\n\nBeneficiarios\n\nMaule\n\nÑuble\n\n2\n\n1", id="columns"),
        pytest.param(COVERAGE, "Meta\n\nPersonas\n\n2020\n\n9\n\n7\n\n2021\n\n8\n\n6", id="below headers"),
        pytest.param(COVERAGE, "2020\n\n2021\n\nMeta\n\n9\n\n8\n\nPersonas\n\n7\n\n6", id="rows"),
    ],
)
def test_a_full_count_in_a_known_order_leaves_one_place(table: TableBlock, printed: str) -> None:
    cells = [cell.lines[0] for row in table.rows for cell in row]
    assert _decided(table, printed) == cells


@pytest.mark.parametrize(
    ("table", "printed"),
    [
        pytest.param(REGIONS, "Región\n\nBeneficiarios\n\nÑuble\n\nMaule\n\n2\n\n1", id="another order"),
        pytest.param(COVERAGE, "Meta\n\nPersonas\n\n2020\n\n2021\n\n9\n\n7\n\n8\n\n6", id="headers first"),
        pytest.param(
            _table("regional_beneficiaries", {"Maule": ("2",), "Ñuble": ("9",)}),
            "Región\n\nBeneficiarios\n\nMaule\n\nÑuble\n\n2\n\n9",
            id="another sum",
        ),
        pytest.param(
            _table("regional_beneficiaries", {"Maule": ("3",), "Ñuble": ("0",)}),
            "Región\n\nBeneficiarios\n\nMaule\n\nÑuble\n\n3\n\n0",
            id="a zero among others",
        ),
        pytest.param(
            _table("coverage", {"Meta": ("9", ""), "Personas": ("7", "6")}),
            "Meta\n\nPersonas\n\n2020\n\n9\n\n7\n\n2021\n\n6",
            id="a blank cell",
        ),
    ],
)
def test_otherwise_no_cell_is_decidable(table: TableBlock, printed: str) -> None:
    assert _decided(table, printed) == []


def test_a_broken_phrase_before_an_unbroken_figure_may_stand_right_of_it() -> None:
    table = _table(
        "coverage", {"Meta": ("9", "8"), "Personas": ("El programa no presenta información.", "6")}
    )
    printed = "2020\n\n2021\n\nMeta\n\n9\n\n8\n\nPersonas\n\n{}\n\n6"
    broken = _decided(table, printed.format("El programa no\npresenta información."))
    assert broken == ["Meta", "9", "8"]
    whole = _decided(table, printed.format("El programa no presenta información."))
    assert whole == [*broken, "Personas", "El programa no presenta información.", "6"]


def test_a_label_and_its_value_are_decidable_as_one_stretch() -> None:
    blocks: list[Block] = [REACHED, END]
    assert [one.item for one in decidable_pieces(blocks, "Beneficiados:\n3\n4. ESTRATEGIA", [])] == [
        "beneficiaries",
        "heading",
    ]
    torn = decidable_pieces(blocks, "Beneficiados:\n4. ESTRATEGIA\n3", [])
    assert [one.item for one in torn] == ["heading"]


def test_lines_below_the_title_are_decidable_as_one_stretch() -> None:
    printed = {"title": "Informe", "program_name": "Faros", "ministry": "Ministerio X", "service": "Mareas"}
    blocks = [TitleLine(Piece("0", item, None, "value", text, "value")) for item, text in printed.items()]
    whole = decidable_pieces(blocks, "Informe\nFaros\nMinisterio X\nMareas", [])
    assert [one.item for one in whole] == list(printed)
    torn = decidable_pieces(blocks, "Faros\nInforme\nMinisterio X\nMareas", [])
    assert [one.item for one in torn] == ["title"]


def test_a_value_above_a_cell_of_a_table_may_go_on_with_it() -> None:
    blocks: list[Block] = [REGIONS, REACHED, END]
    printed = "Región Beneficiarios\nMaule 2\nÑuble 1\nBeneficiados:\n3\n\n{}\n\n4. ESTRATEGIA"
    for between, items in (
        ("Beneficiarios", ["heading"]),
        ("1", ["heading"]),
        ("", ["beneficiaries", "heading"]),
    ):
        found = decidable_pieces(blocks, printed.format(between), [])
        assert [one.item for one in found if not one.row_no] == items


def test_a_heading_below_the_header_of_its_table_is_out_of_place() -> None:
    printed = "4. ESTRATEGIA\n\nRegión\n\nBeneficiarios"
    assert [one.item for one in decidable_pieces([END, REGIONS], printed, [])] == ["heading"]
    printed = "Región\n\nBeneficiarios\n\n4. ESTRATEGIA"
    assert decidable_pieces([END, REGIONS], printed, []) == []


def test_what_components_spent_is_decidable_where_each_name_is_printed_in_one_stretch() -> None:
    def prose(name: str, columns: tuple[str, str], row: tuple[str, str]) -> TableBlock:
        header = tuple(_cell(name, column, column, 0) for column in columns)
        cells = tuple(_cell(name, column, text, 1) for column, text in zip(columns, row, strict=True))
        return TableBlock(name, header, (cells,), (1.0, 1.0), ())

    components = prose("components", ("Nombre", "Descripción"), ("Faros del sur Beca", "Luz para todos"))
    spending = prose("component_spending", ("Componente", "Detalle"), ("Faros del sur", "Cera"))
    below = "Componente\n\nDetalle\n\nFaros del sur\n\nCera\n\n4. ESTRATEGIA"
    for above, told in (
        ("Faros del sur Beca\n\nLuz para todos", True),
        ("Faros del Luz\nsur Beca para todos", False),
    ):
        text = f"Nombre\n\nDescripción\n\n{above}\n\n{below}"
        found = decidable_pieces([components, spending, END], text, [])
        assert any(piece.text == "Cera" for piece in found) == told


def test_a_cell_of_prose_may_be_cut_where_the_header_is_printed_again() -> None:
    header = (_cell("components", "name", "Nombre", 0), _cell("components", "description", "Descripción", 0))
    row = (_cell("components", "name", "Faros", 1), _cell("components", "description", "Luz y sombra", 1))
    table = TableBlock("components", header, (row,), (1.0, 1.0), ())
    assert _decided(table, "Nombre\n\nDescripción\n\nFaros\n\nLuz y sombra")
    again = "Nombre\n\nDescripción\n\nFaros\n\nLuz\n\nNombre\n\nDescripción\n\ny sombra"
    assert _decided(table, again) == []


def test_prose_is_decidable_with_the_next_label_directly_behind_it() -> None:
    note = Field("Nota:", "Sólo tres.", Piece("3.3", "note", None, "value", "Sólo tres.", "value"))
    whole = decidable_pieces([note, END], "Nota: Sólo\ntres.\n\n4. ESTRATEGIA", [])
    assert [one.item for one in whole] == ["note", "heading"]
    followed = decidable_pieces([note, END], "Nota: Sólo\ntres.\n\nTotal\n\n4. ESTRATEGIA", [])
    assert [one.item for one in followed] == ["heading"]


def test_a_header_printed_again_is_left_out_at_the_head_of_a_page_only() -> None:
    header = "Región Beneficiarios"
    assert _decided(REGIONS, f"{header}\nMaule 2\n\f{header}\nÑuble 1") == ["Maule", "2", "Ñuble", "1"]
    assert _decided(REGIONS, f"{header}\nMaule 2\n\fÑuble 1\n{header}") == []
