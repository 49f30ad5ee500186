"""dbt's command without its question to the package index: ``panelsocial-dbt``.

dagster-dbt runs ``dbt --version`` before each build, and dbt answers by asking the package index for newer
versions. A refresh asks nobody but the source of the reports, so the version is told from the installation.
"""

import sys
from importlib.metadata import version


def main() -> None:
    """Print the installed version for ``--version``; hand everything else to dbt."""
    if sys.argv[1:] == ["--version"]:
        print(f"installed: {version('dbt-core')}")
        return
    from dbt.cli.main import cli  # noqa: PLC0415 - takes seconds, and a version does not need it

    cli(prog_name="dbt")
