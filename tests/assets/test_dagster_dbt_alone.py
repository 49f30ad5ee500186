"""What Dagster starts with."""

import subprocess
import sys

WIRED_WITHOUT_DBT = """
import sys
import pipelines.definitions
assert not [name for name in sys.modules if name.split(".")[0] == "dbt"]
import dbt.version
"""


def test_the_assets_are_wired_without_dbt_which_may_be_imported_later() -> None:
    subprocess.run([sys.executable, "-c", WIRED_WITHOUT_DBT], check=True)


DBT_FIRST = """
import dbt.version
import pipelines.definitions
assert sys.modules["dbt"].version is dbt.version
"""


def test_dbt_stays_imported_where_it_was_before() -> None:
    subprocess.run([sys.executable, "-c", f"import sys\n{DBT_FIRST}"], check=True)
