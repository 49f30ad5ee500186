"""The languages of what people read: English in the code, Spanish in the catalogue ``locale/es``.

The terminal speaks the language of the environment (``LC_ALL``, ``LC_MESSAGES`` or ``LANG``), the site that of the
page's address. `make messages` writes new texts of the code into the catalogue.
"""

import gettext
from functools import cache
from pathlib import Path

DOMAIN = "panelsocial"
LOCALE = Path(__file__).resolve().parent / "locale"

# click takes its own words, such as "Usage", from the domain of the process.
gettext.bindtextdomain(DOMAIN, str(LOCALE))
gettext.textdomain(DOMAIN)

_ = gettext.gettext
ngettext = gettext.ngettext


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The texts of ``language``, such as "es"; those of the code where it has no catalogue."""
    return gettext.translation(DOMAIN, str(LOCALE), languages=[language], fallback=True)
