"""Labels of the form in other words, as a later edition of it might print them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NamedTuple

import yaml

from tests.corpus.blocks import Block, Caption, Field, Heading, TableBlock, TitleLine

REWORDED: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(
    Path(__file__).with_name("labels_reworded.yaml").read_text(encoding="utf-8")
)


class Reworded(NamedTuple):
    """A label in other words, and the item whose label it is."""

    item: str
    text: str


def random_rewordings(random: Random, count: int, wording: int) -> dict[str, str]:
    """``count`` labels by chance, each in its other words with this number: by their keys in the file."""
    every = {
        f"{kind}/{name}": texts[wording] for kind, named in REWORDED.items() for name, texts in named.items()
    }
    return {key: every[key] for key in random.sample(sorted(every), count)}


def reworded(
    blocks: Sequence[Block], year: int, chosen: Mapping[str, str]
) -> tuple[list[Block], list[Reworded]]:
    """``blocks`` of a report of ``year`` with the ``chosen`` labels, and those of them that it prints."""
    found: list[Block] = []
    printed: list[Reworded] = []
    for block in blocks:
        key, item = _key(block)
        text = chosen.get(key, "").format(year=year, next=year + 1)
        if text:
            printed.append(Reworded(item, text))
        if text and isinstance(block, Field):
            found.append(replace(block, label=text))
        elif text and isinstance(block, Heading | Caption):
            found.append(replace(block, piece=replace(block.piece, text=text)))
        else:
            found.append(block)
    return found, printed


def _key(block: Block) -> tuple[str, str]:
    """The key of a block's label, and its item."""
    if isinstance(block, TitleLine | TableBlock):
        return "", ""
    piece = block.piece
    if isinstance(block, Heading):
        return f"headings/{piece.section}", piece.item
    kind = "fields" if isinstance(block, Field) else "captions"
    return f"{kind}/{piece.item.removesuffix('.caption')}", piece.item
