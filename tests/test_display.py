"""What a terminal shows while a stage is under way."""

from rich.progress import Progress

from pipelines.display import Pace


def test_rate_and_time_left_are_shown_once_they_are_known() -> None:
    now = [0.0]
    bars = Progress(get_time=lambda: now[0])
    stage = bars.add_task("Reading reports", total=10)
    assert Pace().render(bars.tasks[0]).plain == ""
    for _ in range(4):
        now[0] += 0.5
        bars.update(stage, advance=1)
    assert Pace().render(bars.tasks[0]).plain == "2.0 a second, 0:00:03 left"
