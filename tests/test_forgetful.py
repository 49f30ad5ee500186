"""A run on an instance that forgets ends as one on Dagster's own."""

from collections.abc import Callable

import pytest
from dagster import (
    AssetCheckResult,
    AssetChecksDefinition,
    AssetsDefinition,
    DagsterInstance,
    asset,
    asset_check,
    materialize,
)

from pipelines.forgetful import forgetful_instance

Instance = Callable[[], DagsterInstance]


@asset
def above() -> int:
    return 7


@asset
def below(above: int) -> int:
    return above + 1


def _check(*, passes: bool) -> AssetChecksDefinition:
    @asset_check(asset=above, blocking=True)
    def is_seven(above: int) -> AssetCheckResult:
        return AssetCheckResult(passed=passes, metadata={"value": above})

    return is_seven


@pytest.mark.parametrize("new", [forgetful_instance, DagsterInstance.ephemeral])
def test_assets_are_made_and_read_and_the_run_is_known(new: Instance) -> None:
    assets: list[AssetsDefinition] = [above, below]
    with new() as instance:
        result = materialize([*assets, _check(passes=True)], instance=instance)
        assert result.success
        assert result.output_for_node("below") == 8
        assert len(result.get_asset_materialization_events()) == len(assets)
        assert [one.passed for one in result.get_asset_check_evaluations()] == [True]
        run = instance.get_run_by_id(result.run_id)
        assert run is not None
        assert run.is_success


@pytest.mark.parametrize("new", [forgetful_instance, DagsterInstance.ephemeral])
def test_a_blocking_check_stops_what_comes_after(new: Instance) -> None:
    with new() as instance:
        result = materialize([above, below, _check(passes=False)], instance=instance, raise_on_error=False)
        assert not result.success
        assert [event.asset_key for event in result.get_asset_materialization_events()] == [above.key]
        failed = [event.step_key for event in result.filter_events(lambda event: event.is_step_failure)]
        assert failed == ["above_is_seven"]


def test_nothing_is_kept_of_what_happened() -> None:
    with forgetful_instance() as instance:
        run_id = materialize([above], instance=instance).run_id
        assert list(instance.all_logs(run_id)) == []
        assert instance.get_latest_materialization_event(above.key) is None
