"""Files below an address that fsspec reaches, such as ``s3://bucket/raw``, copied from it and to it.

What Panel Social works on are local files: these copies. Credentials and servers are found by fsspec's
libraries in their own ways, those of S3 as by every program for S3.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.durable import make_folder, replace_durably
from pipelines.language import _

BATCH = 64
"""Files copied at a time."""


class StoreError(OSError):
    """A store cannot be reached, read or written; the message says why."""


class Store:
    """The files below ``address``; a name has "/" between its parts. Every method raises ``StoreError``."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        with self._plain_words():
            import fsspec  # noqa: PLC0415 - slow to import, as the libraries that it imports

            self._files, self._root = fsspec.url_to_fs(self.address)

    def files(self, folder: str = "") -> dict[str, str]:
        """The names of all files, or of those below ``folder``, each with a sign that changes with the file.

        There are none where there is no such folder.
        """
        with self._plain_words():
            self._files.invalidate_cache()
            found = self._files.find(f"{self._root}/{folder}".rstrip("/"), detail=True)
        return {
            path.removeprefix(f"{self._root}/"): hashlib.sha256(str(about).encode()).hexdigest()
            for path, about in found.items()
            if not path.endswith("/")  # S3 has empty objects that stand for folders
        }

    def fetch(self, targets: Mapping[str, Path], folder: Path) -> None:
        """Copy each file to its target below ``folder``, replacing it; a target is whole or as it was."""
        names = iter(targets)
        while batch := list(islice(names, BATCH)):
            make_folder(folder.parent)
            with self._plain_words(), TemporaryDirectory(dir=folder.parent, prefix=".copies-") as place:
                unfinished = {name: Path(place) / str(number) for number, name in enumerate(batch)}
                self._files.get(
                    [f"{self._root}/{name}" for name in batch], list(map(str, unfinished.values()))
                )
                for name, path in unfinished.items():
                    make_folder(targets[name].parent)
                    replace_durably(path, targets[name])

    def put(self, sources: Mapping[str, Path]) -> None:
        """Copy each source to the file of its name, replacing it."""
        if sources:
            with self._plain_words():
                self._files.put(
                    list(map(str, sources.values())), [f"{self._root}/{name}" for name in sources]
                )

    @contextmanager
    def _plain_words(self) -> Iterator[None]:
        try:
            yield
        except ImportError as error:
            said = _("{address} needs more packages: pip install 'panel-social[cluster]' ({error}).")
            raise StoreError(said.format(address=self.address, error=error)) from None
        except Exception as error:  # every library has errors of its own
            said = _("{address} could not be read or written ({error}).")
            told = f"{type(error).__name__}: {error}"
            raise StoreError(said.format(address=self.address, error=told)) from error
