"""An archive as files: one PDF for each document."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.corpus.archive import draw
from tests.corpus.archive_model import Archive, Published


def draw_archive(archive: Archive, folder: Path, processes: int | None = None) -> None:
    """Write every document of the archive into ``folder``, in several processes (one per processor).

    Documents of another archive that lie there are removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for other in folder.glob("archive_*.pdf"):
        other.unlink()
    jobs = [(one, folder) for one in archive.published]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(_write, jobs, chunksize=8))


def _write(job: tuple[Published, Path]) -> None:
    published, folder = job
    (folder / published.file).write_bytes(draw(published))
