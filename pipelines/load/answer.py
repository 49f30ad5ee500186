"""What a reading process answers, as text: its parent takes nothing else from it.

An answer is a line of JSON for each report, an object with the fields of ``Extraction``, and an empty line.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from pipelines.load.extraction import Extraction, quarantine

END = b"\n"


def encoded(extractions: Sequence[Extraction]) -> bytes:
    """The answer about a document of these reports. One with half a surrogate pair, no text, is put aside."""
    try:
        return b"".join(map(_line, extractions)) + END
    except UnicodeEncodeError as error:
        detail = f"The file contains invalid characters ({error.reason})."
        return _line(quarantine("damaged_pdf", detail)) + END


def _line(extraction: Extraction) -> bytes:
    text = json.dumps(extraction, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def _plain(value: Any) -> object:
    """A time as ISO 8601; a row as its fields."""
    if isinstance(value, date):
        return value.isoformat()
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
