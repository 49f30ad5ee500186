"""Pages of a long document, kept small: objects for a million words would take hundreds of megabytes."""

import pickle
import zlib
from collections.abc import Iterable, Sequence
from typing import overload

from pipelines.read.document import Page

LONG = 200
"""Pages. Reports have about ten; only bound volumes are beyond."""


class PackedPages(Sequence[Page]):
    """Pages that are compressed while nobody looks at them. Each look gives new, equal objects."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._packed = [zlib.compress(pickle.dumps(page, pickle.HIGHEST_PROTOCOL), 1) for page in pages]

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> list[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | list[Page]:
        if isinstance(index, slice):
            return [_unpacked(packed) for packed in self._packed[index]]
        return _unpacked(self._packed[index])


def _unpacked(packed: bytes) -> Page:
    page = pickle.loads(zlib.decompress(packed))
    assert isinstance(page, Page)
    return page


def kept(pages: Iterable[Page], count: int) -> Sequence[Page]:
    """``pages``, of which there are ``count``, in the form that suits their number."""
    return PackedPages(pages) if count > LONG else tuple(pages)
