"""What the argument of `panelsocial query` means: SQL, a file, or the name of an example question."""

from pathlib import Path

import click

from pipelines.config import QUERIES
from pipelines.language import _
from pipelines.query.questions import questions


def sql_of(text: str) -> str:
    """The SQL that ``text`` means.

    That is the content of the file of that path, of the example question with that name or number, or else
    the text itself. Raises ``click.ClickException`` for one word that is none of these,
    ``click.NoSuchOption`` for one that begins as an option does, and ``OSError``.
    """
    words = text.split()
    if not words:
        raise click.ClickException(_("The query is empty."))
    if len(words) == 1:
        if text.startswith("-"):
            raise click.NoSuchOption(text)
        return _read(_file(words[0]))
    if len(text) < 1000 and "\n" not in text and Path(text).is_file():  # a path with a space in it
        return _read(Path(text))
    return text


def _file(name: str) -> Path:
    path = Path(name)
    if path.is_file():
        return path
    wanted = name.removesuffix(".sql").lower()
    found = [name for name in questions() if wanted in (name, name.partition("_")[2])]
    if wanted.isdecimal():
        found = [name for name in questions() if int(name.partition("_")[0]) == int(wanted)]
    found = found or [name for name in questions() if wanted in name]
    if len(found) == 1:
        return QUERIES / f"{found[0]}.sql"
    if path.suffix or len(path.parts) > 1:
        raise click.ClickException(_("There is no file {file}.").format(file=name))
    said = (
        _("Several questions are called like {name!r}:")
        if found
        else _("{name!r} is neither SQL, nor a file, nor one of these questions:")
    )
    names = [f"  {name}" for name in found or questions()]
    raise click.ClickException("\n".join([said.format(name=name), *names]))


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise click.ClickException(_("{file} is no text in UTF-8.").format(file=file)) from None
