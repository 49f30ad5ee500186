"""What this project takes of dagster-dbt, without dbt, which it would import: a second of every start.

dagster-dbt also serves machines without dbt (see its ``compat`` module), and needs none for the assets of a
whole project. What runs dbt is a process of its own.
"""

import sys

_WITHOUT = "dbt" not in sys.modules
if _WITHOUT:
    # Python's way to say that it is not to be imported.
    sys.modules["dbt"] = None  # type: ignore[assignment]
try:
    from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject, dbt_assets
    from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage
finally:
    if _WITHOUT:
        del sys.modules["dbt"]

__all__ = [
    "DagsterDbtTranslator",
    "DagsterDbtTranslatorSettings",
    "DbtCoreCliEventMessage",
    "DbtProject",
    "dbt_assets",
]
