"""The documents themselves: the very bytes that reports were read from."""

import codecs
from collections.abc import Iterable

from pipelines.explain.model import NotFoundError, Report
from pipelines.explain.source_file import bytes_of
from pipelines.site.figure_paths import document_path
from pipelines.site.release import Release
from pipelines.site.security import DOCUMENT_POLICY
from pipelines.site.visit import Body, File, NoSuchPageError, Parameters, Visit

TYPES = {"pdf": "application/pdf", "txt": "text/plain"}
"""What a browser shows; it only saves everything else, such as a web page of somebody else."""

_COLUMNS = "report_id, year, revision, is_current, source_file, file_sha256"


def report_of(visit: Visit, column: str, value: str) -> Report:
    """A report by ``column``, "report_id" or "file_sha256". Raises ``NoSuchPageError``."""
    _ = visit.text
    query = f"select {_COLUMNS} from quality.documents where {column} = $value limit 1"
    rows = visit.rows(query, value=value)
    if not rows:
        raise NoSuchPageError(_("The present release has no report with this document."))
    return Report(*rows[0].values())


def bytes_read(visit: Visit, report: Report) -> bytes:
    """The bytes of the report's file. Raises ``NoSuchPageError`` where they are not those that were read."""
    _ = visit.text
    try:
        return bytes_of(report, visit.raw)
    except NotFoundError:
        sentence = _("The document is not here any more, or has changed since it was read.")
        raise NoSuchPageError(sentence) from None


def content(visit: Visit, file_sha256: str, ending: str) -> Body:
    """A document."""
    _ = visit.text
    report = report_of(visit, "file_sha256", file_sha256)
    if document_path(file_sha256, report.source_file) != f"documentos/{file_sha256}.{ending}":
        raise NoSuchPageError(_("The present release has no report with this document."))
    shown = TYPES.get(ending)
    name = f"{file_sha256[:12]}.{ending}"
    read = bytes_read(visit, report)
    headers = {
        # The address is the checksum of the bytes.
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": DOCUMENT_POLICY,
        "Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{name}"',
    }
    kind = shown or "application/octet-stream"
    return Body(read, f"{kind}; charset={_charset(read)}" if ending == "txt" else kind, headers)


def _charset(text: bytes) -> str:
    """The encoding of a text dump, as ``pipelines.read.decoding`` finds it."""
    if text.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        text.decode()
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _every(release: Release) -> Iterable[Parameters]:
    for row in release.rows("select distinct file_sha256, source_file from quality.documents order by all"):
        path = document_path(row["file_sha256"], row["source_file"])
        yield {"file_sha256": row["file_sha256"], "ending": path.rpartition(".")[2]}


FILE = File("documentos/{file_sha256}.{ending}", content, _every)
