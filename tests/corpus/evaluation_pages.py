"""Draws evaluation pages of the years since 2022, in several markups: nobody here has a real one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

Parts = Sequence[tuple[str, Sequence[str]]]
"""Labels, each with the paragraphs below it; a label without paragraphs is a heading."""

NO_FINDING = "Sin hallazgos en la dimensión de {}."
DIMENSIONS = ("Focalización", "Eficiencia", "Eficacia")


@dataclass(frozen=True)
class EvaluationPage:
    """What a page says. ``findings`` are the labels and sentences of each dimension; none without a finding.

    ``fields`` are the other labels without their colon and what stands below them; a field with several
    paragraphs is a list.
    """

    name: str
    fields: Mapping[str, Sequence[str]]
    findings: Mapping[str, Parts] = field(default_factory=dict)
    table_year: int = 2026

    def parts(self, order: Sequence[str] = ("findings", "description", "criteria")) -> list[Parts]:
        """The parts of the page in an order: findings by dimension, then the two groups of fields."""
        groups = {"findings": self._findings(), "description": self._fields(0), "criteria": self._fields(1)}
        return [groups[name] for name in order]

    def _findings(self) -> Parts:
        parts: list[tuple[str, Sequence[str]]] = []
        for number, dimension in enumerate(DIMENSIONS, start=1):
            parts.append((f"{number}. {dimension}", ()))
            found = self.findings.get(dimension)
            parts += found or [("", [NO_FINDING.format(dimension)])]
        return [*parts, ("Otras dimensiones evaluadas", ())]

    def _fields(self, group: int) -> Parts:
        criteria = ("Criterios de focalización", "Criterios de priorización", "Población Objetivo")
        second = (*criteria, "Gasto por beneficiario", "Propósito")
        wanted = second if group else [name for name in self.fields if name not in second]
        parts = [
            (name if name == "Propósito" else f"{name}:", self.fields[name])
            for name in wanted
            if name in self.fields
        ]
        return [*parts, (f"Gasto por beneficiario (M${self.table_year})", ["12.345"])] if group else parts


def definition_lists(parts: Iterable[Parts]) -> str:
    """Labels are terms, what they say are their definitions."""
    return "\n".join(
        "<dl>"
        + "".join(f"<dt>{escape(label)}</dt>" * bool(label) + _each("dd", below) for label, below in part)
        + "</dl>"
        for part in parts
    )


def tables(parts: Iterable[Parts]) -> str:
    """A row for each label, and a line of its right cell for each paragraph."""
    rows = "".join(
        f"<tr><td>{escape(label)}</td><td>{'<br>'.join(map(escape, below))}</td></tr>\n"
        for part in parts
        for label, below in part
    )
    return f"<table><tbody>{rows}</tbody></table>"


def nested_spans(parts: Iterable[Parts]) -> str:
    """Inline elements in other inline elements, also in the middle of labels and sentences."""

    def torn(text: str) -> str:
        middle = len(text) // 2
        return f"{escape(text[:middle])}<span>{escape(text[middle:])}</span>"

    return "".join(
        f"<div><span class='et'><b>{torn(label)}</b></span>"
        + "".join(f"<div><span><span>{torn(one)}</span></span></div>" for one in below)
        + "</div>\n"
        for part in parts
        for label, below in part
    )


def paragraphs(parts: Iterable[Parts]) -> str:
    """A label and its text in one paragraph, the label in bold."""
    return "".join(
        f"<p><strong>{escape(label)}</strong> {'<br>'.join(map(escape, below))}</p>"
        for part in parts
        for label, below in part
    )


def flat(parts: Iterable[Parts]) -> str:
    """Everything is a paragraph: nothing but its words makes a label one."""
    return "".join(
        _each("p", ([label] if label else []) + list(below)) for part in parts for label, below in part
    )


MARKUPS: Mapping[str, Callable[[Iterable[Parts]], str]] = {
    one.__name__: one for one in (definition_lists, tables, nested_spans, paragraphs, flat)
}


def drawn(page: EvaluationPage, markup: str = "definition_lists", **order: Sequence[str]) -> str:
    """The whole page as HTML."""
    return (
        "<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>Informe</title>"
        "<script>var oculto = '<p>Descripción:</p>';</script><style>p { margin: 0 }</style></head>"
        f"<body><h1>{escape(page.name)}</h1>\n{MARKUPS[markup](page.parts(**order))}\n"
        "<div style='display: none'>Descripción:</div></body></html>\n"
    )


def _each(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)
