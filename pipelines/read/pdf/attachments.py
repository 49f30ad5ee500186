"""PDFs of which only the attachments are encrypted: everything that is shown is open."""

import re

from pdfminer.pdftypes import dict_value
from pdfminer.psparser import literal_name

from pipelines.read.pdf.structure import Structure

# The entry of the trailer, or of a table of objects in a stream; not "/EncryptMetadata".
_ENTRY = re.compile(rb"/Encrypt(?=[\s/<\[])")
_SET_ASIDE = "Encrypx"

_CRYPT_FILTERS = 4  # the least version of encryption that has filters of its own for attachments


def without_locked_attachments(data: bytes) -> bytes | None:
    """The PDF ``data`` without the entry that says it is encrypted, if only its attachments are; they stay
    unreadable. None where pages are encrypted, too.

    ISO 32000-1, 7.6.5: strings and streams pass a crypt filter each, "Identity" where none is named.
    """
    opened = _ENTRY.sub(b"/" + _SET_ASIDE.encode(), data)
    for table in Structure(opened).xrefs:
        entry = table.get_trailer().get(_SET_ASIDE)
        if entry is None:
            continue
        rules = dict_value(entry)
        filters = {_name(rules.get(name)) for name in ("StmF", "StrF")}
        version = rules.get("V")
        has_filters = isinstance(version, int) and version >= _CRYPT_FILTERS and "EFF" in rules
        if not has_filters or filters != {"Identity"}:
            return None
    return opened


def _name(stated: object) -> object:
    return "Identity" if stated is None else literal_name(stated)
