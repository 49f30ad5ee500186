"""The sections of the site, in the order of the menu."""

from pipelines.language import N_

SECTIONS = (
    ("", N_("Home")),
    ("programas/", N_("Programmes")),
    ("ministerios/", N_("Ministries")),
    ("regiones/", N_("Regions")),
    ("indicadores/", N_("Indicators")),
    ("hallazgos/", N_("Findings")),
    ("calidad/", N_("Quality")),
    ("diccionario/", N_("Dictionary")),
    ("consultas/", N_("Queries")),
    ("ayuda/", N_("Help")),
)
"""Path and name of each."""
