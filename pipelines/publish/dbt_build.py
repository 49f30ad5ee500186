"""dbt in this process: parse the project, build and test it into the build database.

Not through dagster-dbt's command-line resource, which starts dbt three times for one build and
asks the package index for newer versions each time.
"""

import json
import os
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import Any

import stamina
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.artifacts.resources.types import NodeType
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest
from dbt_common.events.base_types import BaseEvent, EventLevel, EventMsg
from dbt_common.events.event_manager import EventManager
from dbt_common.events.event_manager_client import ctx_set_event_manager
from dbt_common.events.functions import msg_to_dict
from filelock import FileLock

from pipelines.config import Settings
from pipelines.publish.dbt_results import Build, DbtError, Event, NodeResult
from pipelines.publish.growing_copy import growing_copy
from pipelines.publish.kept_manifest import keep_manifest, kept_manifest, manifest_source
from pipelines.publish.table_keys import TableName

BUILD_DATABASE_VARIABLE = "PANELSOCIAL_BUILD_DATABASE"

BUSY = "connection is busy with another call"
"""DuckDB 2.0 refuses a connection that two threads ask at once. A build under heavy load has ended so once;
why is not known. Nothing is wrong with the project then, and a build may be repeated."""

_DONE = frozenset({"success", "pass"})
_FOUND = frozenset({"fail", "warn"})
_KEPT = "kept"


class _BusyError(DbtError):
    """A connection was busy: the same may work now."""


class _Told(EventManager):
    """Makes no messages of what dbt says for debugging, several for each statement: nobody hears them."""

    def fire_event(
        self,
        e: BaseEvent,
        level: EventLevel | None = None,
        node: Any = None,
        force_warn_or_error_handling: bool = False,
    ) -> None:
        if force_warn_or_error_handling or (level or e.level_tag()) is not EventLevel.DEBUG:
            super().fire_event(e, level, node, force_warn_or_error_handling)


class Dbt:
    """One dbt project."""

    def __init__(self, settings: Settings) -> None:
        ctx_set_event_manager(_Told())
        self.project = settings.dbt_project
        self._build_database = settings.build_database
        self._base_year = settings.base_year
        self._manifest: Manifest | None = None
        # Of the project as it is before it is parsed: what is changed meanwhile is built by no one yet.
        self._source = manifest_source(settings)

    def parse(self) -> Manifest:
        """The project's manifest, also written to ``target/manifest.json``, where assets come from.

        Parsed only if the project is not as it was last time. Raises ``DbtError`` when that fails.
        """
        if self._manifest is None:
            target = self.project / "target"
            target.mkdir(exist_ok=True)
            # Several processes may start at the same moment: one writes, the others wait and take that.
            with FileLock(target / ".manifest.lock"):
                self._manifest = kept_manifest(target, self._source) or self._parsed(target)
        return self._manifest

    def _parsed(self, target: Path) -> Manifest:
        result = self._invoke(dbtRunner(), ["parse"], self._build_database, target)
        assert isinstance(result.result, Manifest)
        keep_manifest(target, self._source)
        return result.result

    def warm_up(self) -> None:
        """Let dbt find out about its own classes, half a second of its first command, while nobody waits."""
        with suppress(DbtError):  # a build will meet it too, and tell
            self._results(dbtRunner(manifest=self.parse()), ["list"], self._build_database)

    def build(
        self,
        database: Path,
        select: Sequence[str],
        told: Callable[[Event], object] = lambda _: None,
        keep: Collection[str] | None = None,
        copy_to: Path | None = None,
    ) -> Build:
        """Build and test exactly ``select`` (the whole project when empty) into ``database``.

        The nodes whose ids are in ``keep`` are left as they are, tables by report grow by new reports, and
        contracts are not compared again: only for a database that was built from the same project. None
        begins anew.
        ``told`` is called with the event of each table and test: of what went well at once, from any
        thread, of the rest at the end. The rows that make a test fail or warn stay in the database, in
        the table that its result names. Unit tests are about the project, not about the data: they do not
        run here. ``copy_to`` is the file for the release's copy of the database, made meanwhile: it is there
        afterwards only if everything passed (``growing_copy``). Raises ``DbtError`` when dbt cannot run.
        """
        told_of: set[str] = set()
        held_back: list[Event] = []
        warnings: list[str] = []
        made: Callable[[TableName], None] = _nobody

        def listen(message: EventMsg) -> None:
            if not (message.info.name.startswith("Log") and message.info.name.endswith("Result")):
                if message.info.level == "warn":
                    warnings.append(msg_to_dict(message)["info"]["msg"])
                return
            event = msg_to_dict(message)
            node = event["data"]["node_info"]
            if node["resource_type"] == "model":
                made((node["node_relation"]["schema"], node["node_relation"]["alias"]))
            if node["node_status"] not in _DONE:
                held_back.append(event)
            elif node["unique_id"] not in told_of:  # a build that is begun again does it again
                told_of.add(node["unique_id"])
                told(event)

        manifest = self.parse()
        for unique_id, node in manifest.nodes.items():
            # One criterion for all: of names, dbt asks each node about each.
            tags = [tag for tag in node.tags if tag != _KEPT]
            node.tags = [*tags, _KEPT] if keep and unique_id in keep else tags
        runner = dbtRunner(manifest=manifest, callbacks=[listen])
        arguments = ["build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "exposure"]
        if keep is None:
            arguments.append("--full-refresh")
        elif keep:
            arguments += ["--exclude", f"tag:{_KEPT}"]
        if select:
            arguments += ["--select", *select]
        if select or keep:
            arguments += ["--indirect-selection", "empty"]  # tests are named, or left out, themselves
        for attempt in stamina.retry_context(_BusyError, attempts=3, timeout=None, wait_initial=0.5):
            with attempt:
                held_back.clear()
                warnings.clear()
                with self._copying(database, copy_to, keep or ()) as made:
                    results = self._results(runner, arguments, database, is_same_project=keep is not None)
        if copy_to and not {result.status for result in results} <= _DONE | {"warn"}:
            copy_to.unlink(missing_ok=True)
        for event in held_back:
            told(event)
        if names := [result.fqn for result in results if result.status in _FOUND]:
            # Again, now keeping the rows: keeping those of every check makes a build half as long again.
            again = ["test", "--store-failures", "--select", *(f"fqn:{name}" for name in names)]
            with_rows = self._results(dbtRunner(manifest=self.parse()), again, database)
            results = [result for result in results if result.status not in _FOUND] + with_rows
        return Build(tuple(results), tuple(warnings))

    def _copying(
        self, database: Path, copy_to: Path | None, keep: Collection[str]
    ) -> AbstractContextManager[Callable[[TableName], None]]:
        if copy_to is None:
            return nullcontext(_nobody)
        models = [node for node in self.parse().nodes.values() if node.resource_type is NodeType.Model]
        awaited = [(node.schema, node.alias) for node in models if node.unique_id not in keep]
        return growing_copy(database, copy_to, awaited)

    def _results(
        self, runner: dbtRunner, arguments: list[str], database: Path, *, is_same_project: bool = False
    ) -> list[NodeResult]:
        result = self._invoke(
            runner, arguments, database, database.parent / "dbt", is_same_project=is_same_project
        )
        return [_plain(one) for one in getattr(result.result, "results", ())]

    def _invoke(
        self,
        runner: dbtRunner,
        arguments: list[str],
        database: Path,
        target: Path,
        *,
        is_same_project: bool = False,
    ) -> dbtRunnerResult:
        os.environ[BUILD_DATABASE_VARIABLE] = str(database)
        folder = str(self.project)
        options = ["--project-dir", folder, "--profiles-dir", folder, "--target-path", str(target)]
        options += ["--vars", json.dumps({"base_year": self._base_year, "is_same_project": is_same_project})]
        if arguments[0] != "parse":
            options.append("--no-write-json")  # nobody reads megabytes of results from there
        quiet = [
            "--log-path",
            str(target),
            "--no-use-colors",
            "--log-level",
            "none",
            "--log-level-file",
            "none",
        ]
        try:
            result = runner.invoke([*arguments, *options, *quiet])
        finally:
            # dbt keeps its connection, and with it the lock on the database, until told otherwise.
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        if result.exception:
            kind = _BusyError if BUSY in str(result.exception) else DbtError
            raise kind(f"dbt {arguments[0]} of {self.project} failed: {result.exception}")
        return result


def _nobody(_: object) -> None:
    """Nobody listens."""


def _plain(result: Any) -> NodeResult:
    node = result.node
    return NodeResult(
        node.name,
        ".".join(node.fqn),
        node.original_file_path,
        str(result.status),
        result.failures,
        result.message,
        node.relation_name,
        getattr(node, "compiled_code", None),
    )
