"""Extractions in a store, where other machines and later ones find them; each machine works on copies."""

import os
from collections.abc import Collection
from functools import cached_property
from pathlib import Path

from pipelines.store import Store


class SharedCache:
    """The extractions in ``store``, of which ``folder`` has copies under the same names.

    ``fetches`` is False where no copies are to be taken from the store.
    """

    def __init__(self, store: Store, folder: Path, *, fetches: bool) -> None:
        self._store = store
        self._folder = folder
        self._fetches = fetches
        self._new: set[str] = set()

    def note(self, name: str) -> None:
        """The extraction ``name`` of the folder is new: the next ``exchange`` puts it into the store."""
        self._new.add(name)

    def exchange(self, names: Collection[str]) -> None:
        """Copy those extractions ``names`` that only the store has, or only the folder.

        Raises ``StoreError``.
        """
        here = {entry.name for entry in os.scandir(self._folder)} if self._folder.is_dir() else set()
        fresh = here.intersection(names) - (self._there - self._new)
        self._store.put({self._stored(name): self._folder / name for name in sorted(fresh)})
        self._there.update(fresh)
        self._new -= fresh
        if self._fetches:
            lacking = self._there.intersection(names) - here
            copies = {self._stored(name): self._folder / name for name in sorted(lacking)}
            self._store.fetch(copies, self._folder)

    @cached_property
    def _there(self) -> set[str]:
        return {name.rpartition("/")[2] for name in self._store.files(self._folder.name)}

    def _stored(self, name: str) -> str:
        return f"{self._folder.name}/{name}"
