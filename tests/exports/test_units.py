"""Units, price bases and Spanish labels of published columns."""

import pytest

from pipelines.build.tables import Column
from pipelines.exports.units import price_basis_of, spanish_label, unit_of


@pytest.mark.parametrize(
    ("column", "unit", "price_basis"),
    [
        (Column("executed_clp", "BIGINT", ""), "pesos", "nominal"),
        (Column("uf_mean_of_year_ends_clp", "DOUBLE", ""), "pesos", "nominal"),
        (
            Column("spending_per_beneficiary_real_clp", "BIGINT", ""),
            "pesos",
            "constant prices of dim_year.base_year",
        ),
        (
            Column("printed_clp", "BIGINT", ""),
            "pesos",
            "prices of price_base_year",
        ),
        (Column("coverage_pct", "DOUBLE", ""), "percent", ""),
        (Column("administrative_share", "DOUBLE", ""), "fraction", ""),
        (Column("reference_year", "INTEGER", ""), "year", ""),
        (Column("printed_value", "DOUBLE", ""), "as printed_unit", ""),
        (Column("printed_value", "VARCHAR", ""), "", ""),
        (Column("x0", "DOUBLE", ""), "points", ""),
        (Column("revision", "INTEGER", ""), "", ""),
        (Column("is_latest", "BOOLEAN", ""), "", ""),
    ],
)
def test_the_name_tells_unit_and_price_basis(column: Column, unit: str, price_basis: str) -> None:
    assert (unit_of(column), price_basis_of(column)) == (unit, price_basis)


@pytest.mark.parametrize(
    ("comment", "label"),
    [
        ('Executed budget, pesos ("Recursos ejecutados (a)" of 5.8).', "Recursos ejecutados (a)"),
        ('Whom it reached ("Total", else "Beneficiarios").', "Total | Beneficiarios"),
        ('Entry: before ("Ingreso previo"), during ("Ingreso nuevo").', "Ingreso previo | Ingreso nuevo"),
        ("Web page. Label: Página web (oficial)", "Página web (oficial)"),
        ('Joined by "; ". Label: Tipo de institución', "Tipo de institución"),
        ('Two digits; NC is "Nivel central".', ""),
        ("Pages.", ""),
    ],
)
def test_the_label_is_what_the_comment_quotes_in_parentheses(comment: str, label: str) -> None:
    assert spanish_label(comment) == label
