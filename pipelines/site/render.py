"""Pages as HTML: the templates, with everything that comes from documents escaped."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from pipelines.language import catalogue
from pipelines.site import formats
from pipelines.site.assets import path_of
from pipelines.site.navigation import SECTIONS
from pipelines.site.notes import notes
from pipelines.site.security import META_POLICY
from pipelines.site.visit import LANGUAGES, Content, Visit

TEMPLATES = Path(__file__).resolve().parent / "templates"


def render(visit: Visit, template: str, content: Content) -> str:
    """The page as HTML."""
    return (
        _environment(visit.language)
        .get_template(template)
        .render(
            visit=visit,
            page=content,
            language=visit.language,
            languages=LANGUAGES,
            sections=SECTIONS,
            policy=META_POLICY,
            notes=notes(visit),
            **content.values,
        )
    )


@cache
def _environment(language: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    made.filters["shown"] = _shown
    made.filters["millions"] = _millions
    made.globals["link"] = _link
    made.globals["asset"] = _asset
    made.globals["data_file"] = _data_file
    return made


@pass_context
def _shown(context: Context, value: Any, kind: formats.Kind) -> str:
    return formats.shown(value, kind, context["language"])


@pass_context
def _millions(context: Context, value: Any) -> str:
    return formats.millions(value, context["language"])


@pass_context
def _link(context: Context, path: str, language: str | None = None) -> str:
    visit: Visit = context["visit"]
    return visit.link(path, language)


@pass_context
def _asset(context: Context, name: str) -> str:
    visit: Visit = context["visit"]
    return visit.shared(path_of(name))


@pass_context
def _data_file(context: Context, block: str, kind: str) -> str:
    visit: Visit = context["visit"]
    return visit.shared(f"{visit.path}datos/{block}.{kind}")
