"""What reaches the terminal: text is shown and not obeyed, nothing is cut, and a reader may stop reading."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.terminal import Terminal, visible
from tests.assets.dumps import put_dump
from tests.match.terminal import in_terminal
from tests.publish.test_releases import publish_reports
from tests.warehouse import panelsocial

ESCAPES = "\x1b[31mrojo\x1b]0;título\x07 \x9b2J \rencima \u202eoderever\u2066 \x7f"
# A dump with control characters is put aside as undecodable.
IN_A_DUMP = "\u202eoderever\u2066"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ñandúes\u00a0[bold]que :smile: leen[/]", "Ñandúes\u00a0[bold]que :smile: leen[/]"),
        ("\x1b[2J", r"\u001b[2J"),
        ("a\r\nb\tc", r"a\r\nb\tc"),
        ("\x9b\x7f", r"\u009b\u007f"),
        ("\u202efdp.exe\u2066", r"\u202efdp.exe\u2066"),
        ("\udcff\U000e0041", r"\udcff\udb40\udc41"),
    ],
)
def test_what_has_no_shape_is_written_out_and_all_else_stays(
    text: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert visible(text) == visible(shown) == shown
    Terminal().say(text)
    assert capsys.readouterr().out == f"{shown}\n"


def test_text_that_the_terminal_cannot_encode_is_written_out(tmp_path: Path) -> None:
    name = publish_reports(tmp_path, 1)
    (tmp_path / "releases" / name).rename(tmp_path / "releases" / "ñandú")
    run = panelsocial("releases", "--warehouse", str(tmp_path), env={"PYTHONIOENCODING": "ascii"})
    assert (run.returncode, r"\xf1and\xfa" in run.stdout) == (0, True), run.stderr


def test_an_error_shows_the_names_in_it(tmp_path: Path) -> None:
    warehouse = tmp_path / ESCAPES.replace("\x07", "")
    run = panelsocial("status", "--warehouse", str(warehouse))
    assert run.returncode == 1
    assert visible(str(warehouse)) in run.stderr


def test_long_names_are_not_cut_when_piped(tmp_path: Path) -> None:
    name = publish_reports(tmp_path, 1)
    longer = name + 150 * "x"
    (tmp_path / "releases" / name).rename(tmp_path / "releases" / longer)
    run = panelsocial("releases", "--warehouse", str(tmp_path))
    assert longer in run.stdout
    assert "cannot be" not in run.stdout


def _without_a_reader(*arguments: str) -> tuple[int, str]:
    """Exit code and stderr of ``panelsocial`` into a pipe that nobody reads, as after `| head`."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [str(Path(sys.executable).with_name("panelsocial")), *arguments]
    run = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    return run.returncode, run.stderr


@pytest.mark.parametrize(
    "arguments",
    [["status"], ["releases"], ["match"], ["explain", "Senda Ficticia", "2019", "executed_clp"]],
    ids=lambda arguments: arguments[0],
)
def test_a_command_ends_quietly_when_nobody_reads(sample_warehouse: Path, arguments: list[str]) -> None:
    assert _without_a_reader(*arguments, "--warehouse", str(sample_warehouse.parents[1])) == (0, "")


def test_a_rollback_happens_also_when_nobody_reads(tmp_path: Path) -> None:
    first, _ = (publish_reports(tmp_path, count) for count in (1, 2))
    assert _without_a_reader("rollback", "--warehouse", str(tmp_path)) == (0, "")
    assert (tmp_path / "current").resolve().name == first


def test_a_refresh_fails_for_its_own_reason_when_nobody_reads(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    folders = [f"--{name}={tmp_path / name}" for name in ("raw", "warehouse", "extracted")]
    code, told = _without_a_reader("refresh", *folders)
    assert code == 1
    assert "There is no report in" in told
    assert "BrokenPipe" not in told


@pytest.mark.slow
def test_escapes_in_names_and_texts_of_reports_are_never_obeyed(tmp_path: Path) -> None:
    report = put_dump(tmp_path / "raw", f"{ESCAPES}\n[bold].txt", 2020)
    text = report.read_text("utf-8")
    printed = "Senda Ficticia de los Cóndores"
    assert printed in text
    report.write_text(text.replace(printed, f"Senda {visible(ESCAPES)} {IN_A_DUMP} Ficticia"), "utf-8")
    bad = tmp_path / "raw" / f"{ESCAPES} vacío.pdf"
    bad.write_bytes(b"")
    folders = {name: str(tmp_path / name) for name in ("raw", "warehouse", "extracted")}
    options = [f"--{name}={folder}" for name, folder in folders.items()]
    code, screen = in_terminal("refresh", *options, answers="", env={})
    assert code == 0, screen
    warehouse = f"--warehouse={folders['warehouse']}"
    runs = [
        panelsocial("refresh", *options),
        panelsocial("status", warehouse),
        panelsocial("explain", "Senda", "2020", "executed_clp", warehouse),
        panelsocial("explain", "Senda", "2020", "executed_clp", "--json", warehouse),
        panelsocial("match", warehouse),
    ]
    assert [run.returncode for run in runs] == [0] * len(runs)
    assert "\x1b[31mrojo" not in screen
    for run in runs:
        assert all(one.isprintable() or one in "\n\xa0" for one in run.stdout + run.stderr)
    assert r"\x1b[31mrojo" in runs[1].stdout  # a file's name, in quotes as Python writes it
    assert visible(IN_A_DUMP) in runs[2].stdout
