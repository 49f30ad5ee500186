"""The documentation as pages: Markdown to HTML, with links between documents that are links of the site."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markupsafe import Markup

Address = Callable[[str], str | None]
"""What a link's target becomes; None where the site has no such page, and the text alone is shown."""


def title(text: str) -> str:
    """The first heading, as plain text."""
    return next((_plain(after) for token, after in _pairs(_parser().parse(text)) if _is_title(token)), "")


def html(text: str, address: Address) -> Markup:
    """The document without its first heading. HTML in it is shown as text."""
    tokens = _parser().parse(text)
    start = next((at + 3 for at, token in enumerate(tokens) if _is_title(token)), 0)
    body = tokens[start:]
    for token, after in _pairs(body):
        if token.type == "heading_open":
            token.attrSet("id", anchor(_plain(after)))
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        if token.children:
            token.children = _linked(token.children, address)
    parser = _parser()
    # Escaped by the renderer, which knows no HTML of its own (`html` is off).
    return Markup(parser.renderer.render(body, parser.options, {}))


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _pairs(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    """Each token and the one behind it."""
    return list(zip(tokens, [*tokens[1:], Token("", "", 0)], strict=True))


def _is_title(token: Token) -> bool:
    return token.type == "heading_open" and token.tag == "h1"


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())


def _linked(tokens: Sequence[Token], address: Address) -> list[Token]:
    """``tokens`` with the targets of links changed; a link or picture without one becomes its text."""
    kept: list[Token] = []
    is_open = False
    for token in tokens:
        if token.type == "link_open":
            target = address(str(token.attrGet("href")))
            is_open = target is not None
            if target is not None:
                token.attrSet("href", target)
                kept.append(token)
        elif token.type == "link_close":
            if is_open:
                kept.append(token)
        elif token.type == "image":
            kept.append(Token("text", "", 0, content=token.content))
        else:
            kept.append(token)
    return kept


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    for block in ("fence", "code_block"):
        plain = parser.renderer.rules[block]  # type: ignore[attr-defined]
        parser.add_render_rule(block, _reachable(plain))
    return parser


def _table_open(_: RendererProtocol, *__: Any) -> str:
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_close(_: RendererProtocol, *__: Any) -> str:
    return "</table></div>\n"


def _reachable(plain: Callable[..., str]) -> Callable[..., str]:
    """A rule as ``plain``, whose block the keyboard reaches: it may be wider than the page."""

    def rule(
        _: RendererProtocol, tokens: Sequence[Token], at: int, options: Any, env: Mapping[str, Any]
    ) -> str:
        return plain(tokens, at, options, env).replace("<pre>", '<pre tabindex="0">', 1)

    return rule
