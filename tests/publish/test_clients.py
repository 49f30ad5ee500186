"""Other clients read a release and its exports. One that cannot be installed here is skipped."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.warehouse import PROJECT

pytestmark = pytest.mark.slow

UV = shutil.which("uv") or str(PROJECT / ".uv" / "bin" / "uv")

OPEN = """
import json, sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
names = con.execute(
    "select schema_name, table_name from duckdb_tables()"
    " union all select schema_name, view_name from duckdb_views() where not internal"
).fetchall()
rows = [con.execute('select * from "{}"."{}"'.format(*name)).fetchall() for name in names]
print(json.dumps([[*name, len(of_table)] for name, of_table in zip(names, rows)]))
"""

PANDAS = """
import sys, pandas
folder, table = sys.argv[1:]
read = pandas.read_csv(f"{folder}/csv/{table}.csv", low_memory=False)
columns = read.dropna(axis=1, how="all").dtypes
numbers = sorted(name for name, kind in columns.items() if kind.kind in "iuf")
assert len(pandas.read_parquet(f"{folder}/parquet/{table}.parquet").columns) == len(read.columns)
import json; print(json.dumps(numbers))
"""

POLARS = """
import sys, polars, json
folder, table = sys.argv[1:]
columns = polars.read_csv(f"{folder}/csv/{table}.csv", infer_schema_length=None).schema
assert list(polars.read_parquet(f"{folder}/parquet/{table}.parquet").schema) == list(columns)
print(json.dumps(sorted(name for name, kind in columns.items() if kind.is_numeric())))
"""

NODE = """
import duckdb from '@duckdb/node-api';
const instance = await duckdb.DuckDBInstance.create(process.argv[2], {access_mode: 'READ_ONLY'});
const con = await instance.connect();
const found = await con.runAndReadAll(
  "select year, count(*)::int, sum(executed_clp)::double from fct_spending group by year order by year");
console.log(JSON.stringify(found.getRowsJson()));
"""


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., object]:
    """``ask(script, arguments, packages)``: what a Python that has these packages too prints as JSON."""

    def run(script: str, arguments: list[str], *packages: str) -> object:
        target = tmp_path / "packages"
        install = [UV, "pip", "install", "--python", sys.executable, "--target", str(target), *packages]
        _installed(install, cwd=tmp_path)
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            env=os.environ | {"PYTHONPATH": str(target)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def _installed(command: list[str], cwd: Path) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not here")
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"cannot be installed here: {done.stderr.strip()[-200:]}")


def _tables(release: Path) -> list[list[object]]:
    with duckdb.connect(str(release), read_only=True) as con:
        names = con.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        return [
            [*name, *con.execute('select count(*) from "{}"."{}"'.format(*name)).fetchall()[0]]
            for name in names
        ]


@pytest.mark.parametrize("version", ["==1.1.3", "==1.2.2", "==1.3.2", "==1.4.5", "==1.5.6", ""])
def test_every_duckdb_since_1_1_reads_every_row(
    version: str, ask: Callable[..., object], sample_warehouse: Path
) -> None:
    found = ask(OPEN, [str(sample_warehouse)], f"duckdb{version}")
    assert isinstance(found, list)
    assert sorted(found) == sorted(_tables(sample_warehouse))


@pytest.mark.parametrize("table", ["fct_spending", "provenance", "vintages"])
@pytest.mark.parametrize(
    ("script", "packages"), [(PANDAS, ("pandas", "pyarrow")), (POLARS, ("polars",))], ids=["pandas", "polars"]
)
def test_the_exports_have_their_types_without_being_told(
    script: str, packages: tuple[str, ...], table: str, ask: Callable[..., object], sample_warehouse: Path
) -> None:
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        numbers = con.execute(
            "select column_name from duckdb_columns() where table_name = ? and numeric_precision is not null"
            " order by 1",
            [table],
        ).fetchall()
    found = ask(script, [str(sample_warehouse.parent / "exports"), table], *packages)
    # A column without any value has no type that could be told.
    assert isinstance(found, list)
    assert found == [name for (name,) in numbers if _has_values(sample_warehouse, table, name)]


def _has_values(release: Path, table: str, column: str) -> bool:
    with duckdb.connect(str(release), read_only=True) as con:
        return con.execute(f'select count("{column}") > 0 from {table}').fetchall()[0][0] is True


def test_node_reads_a_release(tmp_path: Path, sample_warehouse: Path) -> None:
    _installed(["npm", "install", "--no-save", "--silent", "@duckdb/node-api"], cwd=tmp_path)
    (tmp_path / "ask.mjs").write_text(NODE, "utf-8")
    done = subprocess.run(
        ["node", "ask.mjs", str(sample_warehouse)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    with duckdb.connect(str(sample_warehouse), read_only=True) as con:
        wanted = con.execute(
            "select year, count(*), sum(executed_clp) from fct_spending group by year order by year"
        ).fetchall()
    assert [tuple(row) for row in json.loads(done.stdout)] == wanted
