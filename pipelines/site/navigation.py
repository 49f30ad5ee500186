"""The sections of the site, in the order of the menu."""


def _(text: str) -> str:
    """Mark a text for the catalogue; templates translate it."""
    return text


SECTIONS = (
    ("", _("Home")),
    ("programas/", _("Programmes")),
    ("ministerios/", _("Ministries")),
    ("regiones/", _("Regions")),
    ("indicadores/", _("Indicators")),
    ("hallazgos/", _("Findings")),
    ("calidad/", _("Quality")),
    ("diccionario/", _("Dictionary")),
    ("consultas/", _("Queries")),
    ("ayuda/", _("Help")),
)
"""Path and name of each."""
