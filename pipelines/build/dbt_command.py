"""``panelsocial-dbt``: dbt's command, whose ``--version`` does not ask the package index for newer versions.

dagster-dbt runs ``dbt --version`` before each build. A refresh connects only to the source of the reports, so
the installed version is printed without a request.
"""

import sys
from importlib.metadata import version


def main() -> None:
    """Print the installed version for ``--version``; hand everything else to dbt."""
    if sys.argv[1:] == ["--version"]:
        print(f"installed: {version('dbt-core')}")
        return
    from dbt.cli.main import cli  # noqa: PLC0415 - takes seconds, and --version does not need it

    cli(prog_name="dbt")
