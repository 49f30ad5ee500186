"""Documents by their ids and revisions on the disk."""

from pathlib import Path

from pipelines.acquire.document_files import DocumentFiles


def put(raw: Path, *names: str) -> DocumentFiles:
    folder = raw / "bips" / "2019"
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes(b"x")
    return DocumentFiles(raw)


def test_revisions_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    revisions = put(tmp_path, "8-10.pdf", "8-2.pdf", "8.pdf", "80.pdf", "18.pdf")
    assert [one.path.name for one in revisions.of(2019, "8")] == ["8.pdf", "8-2.pdf", "8-10.pdf"]
    assert revisions.next(2019, "8", ".pdf").path.name == "8-11.pdf"
    assert revisions.ids(2019) == {"8", "80", "18"}


def test_a_page_behind_a_report_is_its_next_revision(tmp_path: Path) -> None:
    revisions = put(tmp_path, "8.pdf", "8-2.html")
    assert [one.path.name for one in revisions.of(2019, "8")] == ["8.pdf", "8-2.html"]
    assert revisions.next(2019, "8", ".html").path.name == "8-3.html"


def test_a_revision_that_was_removed_leaves_its_number_unused(tmp_path: Path) -> None:
    revisions = put(tmp_path, "8-3.pdf")
    assert revisions.next(2019, "8", ".pdf").path.name == "8-4.pdf"


def test_other_files_are_no_documents(tmp_path: Path) -> None:
    revisions = put(tmp_path, ".8.pdf.part", "8.txt", "ocho.pdf", "8-0.pdf", "8-01.pdf", "8-2-3.pdf", "٣.pdf")
    assert revisions.ids(2019) == set()
    assert revisions.ids(2020) == set()


def test_an_added_revision_is_known(tmp_path: Path) -> None:
    revisions = put(tmp_path)
    first = revisions.next(2019, "8", ".pdf")
    revisions.add(2019, "8", first)
    assert (revisions.source_file(first), revisions.next(2019, "8", ".pdf").number) == ("bips/2019/8.pdf", 2)
