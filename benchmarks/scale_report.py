"""What whole refreshes of several sizes took: as tables, against their targets, and as a picture."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import correlation, linear_regression

import altair

from benchmarks.scale_place import Measured

READING = "Reading reports"
AFTER = ("Loading readings", "Building and checking tables", "Publishing")
STAGES = (READING, *AFTER)

MOST_MEMORY = 3_000_000_000
"""Bytes."""

NEAR = 100
"""Smaller archives say nothing about growth: what a stage takes to begin is most of their time."""


def print_report(results: Sequence[Measured]) -> bool:
    """Print tables and targets; whether every target is met."""
    firsts = [one for one in results if one.what == "first"]
    largest, smaller = firsts[-1], firsts[-1].reports // 10
    _print_first(firsts)
    _print_growth(firsts)
    print("\n| refresh | reports | documents read | seconds | peak of memory, MB |\n|---|---|---|---|---|")
    for one in results:
        if one.what not in {"first", "naive script"}:
            print(f"| {one.what} | {one.reports:,} | {one.read:,} | {one.wall:.0f} | {one.peak / 1e6:.0f} |")
    print()
    idle = [one for one in results if one.what == "nothing new"]
    judged = [
        _is_most(
            "seconds after the extraction, of those of the extraction",
            sum(largest.stages[stage] for stage in AFTER) / largest.stages[READING],
            0.5,
        ),
        _is_most("peak of memory, GB", max(one.peak for one in results) / 1e9, MOST_MEMORY / 1e9),
        _is_most("documents read with nothing new", sum(one.read for one in idle), 0),
    ]
    for one in results:
        if one.what == "naive script":
            times = _rate(largest) / (one.reports / one.wall)
            judged.append(_is_least("times the naive script, documents a second", times, 10))
    by_size = {one.reports: one for one in firsts}
    if smaller in by_size:
        judged.append(
            _is_least(
                f"documents a second at {largest.reports:,}, of those at {smaller:,}",
                _rate(largest) / _rate(by_size[smaller]),
                0.8,
            )
        )
    added = {one.reports: one.wall for one in results if one.what == "one new report"}
    if len(added) > 1:
        few, many = sorted(added)
        judged.append(_is_most(f"one new report at {many:,}, times at {few:,}", added[many] / added[few], 4))
    return all(judged)


def _print_first(firsts: Sequence[Measured]) -> None:
    print("\n| reports | seconds |" + "".join(f" {stage} |" for stage in STAGES), end="")
    print(" documents a second | peak of memory, MB | kB on disk a report |")
    print("|---" * (len(STAGES) + 5) + "|")
    for one in firsts:
        stages = "".join(f" {one.stages[stage]:.1f} |" for stage in STAGES)
        kilobytes, megabytes = sum(one.disk.values()) / one.reports / 1e3, one.peak / 1e6
        print(f"| {one.reports:,} | {one.wall:.0f} |{stages} {_rate(one):.1f}", end="")
        print(f" | {megabytes:.0f} | {kilobytes:.0f} |")
    disk = ", ".join(
        f"{name} {size / firsts[-1].reports * 1e-3:.1f}" for name, size in firsts[-1].disk.items()
    )
    print(f"\nOn disk at {firsts[-1].reports:,}, MB a thousand reports: {disk}.")


def _print_growth(firsts: Sequence[Measured]) -> None:
    """The line that each stage follows, and how well; and by how much twice the reports take longer."""
    near = [one for one in firsts if one.reports >= NEAR]
    reports = [one.reports for one in near]
    if len(near) < 3:
        return
    print("\n| stage | seconds a thousand reports | seconds to begin | R² |\n|---|---|---|---|")
    for stage in STAGES:
        seconds = [one.stages[stage] for one in near]
        line = linear_regression(reports, seconds)
        fit = correlation(reports, seconds) ** 2
        print(f"| {stage} | {1000 * line.slope:.1f} | {line.intercept:.1f} | {fit:.4f} |")
    for one, other in pairwise(firsts):
        if other.reports == 2 * one.reports:
            times = ", ".join(f"{stage} {other.stages[stage] / one.stages[stage]:.2f}" for stage in STAGES)
            print(f"\nFrom {one.reports:,} to {other.reports:,} reports, times: {times}.")


def _rate(one: Measured) -> float:
    """Documents a second while they are read."""
    return one.reports / max(one.stages[READING], 0.1)


def _is_most(what: str, value: float, most: float) -> bool:
    print(f"{'met' if value <= most else 'MISSED'}: {what}: {value:.2f} (at most {most:g})")
    return value <= most


def _is_least(what: str, value: float, least: float) -> bool:
    print(f"{'met' if value >= least else 'MISSED'}: {what}: {value:.2f} (at least {least:g})")
    return value >= least


def draw_picture(results: Sequence[Measured], target: Path) -> None:
    """Seconds of each stage and peak of memory against the number of reports, both axes logarithmic."""
    firsts = [one for one in results if one.what == "first"]
    seconds = [
        {"reports": one.reports, "seconds": max(one.stages[stage], 0.1), "stage": stage}
        for one in firsts
        for stage in STAGES
    ]
    memory = [{"reports": one.reports, "MB": one.peak / 1e6} for one in firsts]
    reports = altair.X("reports:Q", scale=altair.Scale(type="log"), axis=altair.Axis(format="~s"))
    stages = (
        altair.Chart(altair.InlineData(values=seconds), width=380, height=280, title="Seconds by stage")
        .mark_line(point=True)
        .encode(
            reports,
            altair.Y("seconds:Q", scale=altair.Scale(type="log")),
            altair.Color("stage:N", sort=list(STAGES)),
        )
    )
    peak = (
        altair.Chart(
            altair.InlineData(values=memory), width=280, height=280, title="Peak of memory, all processes"
        )
        .mark_line(point=True)
        .encode(reports, altair.Y("MB:Q"))
    )
    (stages | peak).save(str(target))
