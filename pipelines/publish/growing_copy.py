"""A release's database that is copied while dbt, in this process, still builds.

What dbt does between queries is Python's work, on one processor; the copy may have another.

It is published only if the whole build has passed; until then it lies beside the build.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

import duckdb

from pipelines.publish.release_copy import begin_copy, end_copy, fill
from pipelines.publish.table_keys import TableName

logger = logging.getLogger(__name__)


@contextmanager
def growing_copy(
    build_database: Path, target: Path, awaited: Collection[TableName]
) -> Iterator[Callable[[TableName], None]]:
    """Copy ``build_database`` to the new file ``target``; yields what to call with each table that is done.

    Tables that are not ``awaited`` are copied at once, those that nobody told of at the end. The database
    has all tables from the start, with the columns that they will have. ``target`` is there afterwards if
    all went well. If the copy fails, or the block does, it is not, and may be made another way.
    """
    done = SimpleQueue[TableName | bool]()
    target.unlink(missing_ok=True)
    is_whole = False
    with ThreadPoolExecutor(1) as pool:
        copying = pool.submit(_copy, build_database, target, frozenset(awaited), done)
        try:
            yield done.put
            is_whole = True
        finally:
            done.put(is_whole)
            if not _ended_well(copying.exception()) or not is_whole:
                target.unlink(missing_ok=True)


def _copy(
    build_database: Path, target: Path, awaited: frozenset[TableName], done: SimpleQueue[TableName | bool]
) -> None:
    # The same database that dbt has open: a process opens a file once.
    with duckdb.connect(str(build_database)) as con:
        ((build,),) = con.execute("select current_database()").fetchall()
        left = dict.fromkeys(begin_copy(con, build, target))
        for table in [table for table in left if table not in awaited]:
            fill(con, build, table)
            del left[table]
        while not isinstance(table_or_end := done.get(), bool):
            if table_or_end in left:
                fill(con, build, table_or_end)
                del left[table_or_end]
        if table_or_end:
            for table in left:
                fill(con, build, table)
        end_copy(con)


def _ended_well(error: BaseException | None) -> bool:
    if error is None:
        return True
    if not isinstance(error, duckdb.Error | OSError):
        raise error
    logger.warning("the release is copied once the build is done: %s", error)
    return False
