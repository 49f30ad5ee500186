"""The form as data, and the one matcher that turns a document into readings.

Knows the Spanish of the printed form; knows nothing about file formats, numbers or business rules.
"""

from pipelines.form.gaps import Gap, find_gaps
from pipelines.form.labels.title import Title, recognise
from pipelines.form.matcher import match
from pipelines.form.page import EVALUATION_PAGE, match_page
from pipelines.form.readings.reading import STATUSES, Reading, Status
from pipelines.form.spec.model import SpecError
from pipelines.form.stream.volume import PageRange, report_pages
from pipelines.form.unsupported import keep_lines, names_in
from pipelines.form.version import EXTRACTOR_VERSION

__all__ = [
    "EVALUATION_PAGE",
    "EXTRACTOR_VERSION",
    "STATUSES",
    "Gap",
    "PageRange",
    "Reading",
    "SpecError",
    "Status",
    "Title",
    "find_gaps",
    "keep_lines",
    "match",
    "match_page",
    "names_in",
    "recognise",
    "report_pages",
]
