"""Results in the order of the documents, while many of them are read at once."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

AHEAD = 8
"""Documents under way for each process that reads. It bounds the memory: what is read waits for its turn."""


def in_order(
    documents: Iterable[tuple[Path, bytes]],
    submit: Callable[[Path, bytes], Future[Result]],
    ahead: Callable[[], int],
    result: Callable[[Future[Result]], Result] = Future.result,
) -> Iterator[tuple[Path, Result]]:
    """Each of ``documents``, a name and its bytes, with its result; at most ``ahead()`` are under way.

    ``result`` waits for a future, and raises what it raises.
    """
    under_way: deque[tuple[Path, Future[Result]]] = deque()
    for path, content in documents:
        under_way.append((path, submit(path, content)))
        while len(under_way) >= ahead():
            name, future = under_way.popleft()
            yield name, result(future)
    while under_way:
        name, future = under_way.popleft()
        yield name, result(future)
