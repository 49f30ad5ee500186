"""Pages of a long document, and what is read from them, kept small.

Objects for a million words would take hundreds of megabytes.
"""

import pickle
import zlib
from collections.abc import Iterable, Sequence
from typing import TypeVar, cast, overload

LONG = 200
"""Pages. Reports have about ten; only bound volumes are beyond."""

T = TypeVar("T")


class Packed(Sequence[T]):
    """Objects that are compressed while nobody looks at them. Each look gives new, equal objects."""

    def __init__(self, objects: Iterable[T]) -> None:
        self._packed = [zlib.compress(pickle.dumps(one, pickle.HIGHEST_PROTOCOL), 1) for one in objects]

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self._unpacked(packed) for packed in self._packed[index]]
        return self._unpacked(self._packed[index])

    def _unpacked(self, packed: bytes) -> T:
        return cast("T", pickle.loads(zlib.decompress(packed)))


def pack_if_long(objects: Iterable[T], page_count: int) -> Sequence[T]:
    """``objects``, made from a document of ``page_count`` pages, in the form that suits its length."""
    return Packed(objects) if page_count > LONG else tuple(objects)
