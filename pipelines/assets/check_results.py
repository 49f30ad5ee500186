"""Results of failed checks for Dagster: severity and first rows."""

from collections.abc import Iterable, Iterator, Sequence

from dagster import AssetCheckResult, AssetCheckSeverity, MetadataValue

from pipelines.build.failed_checks import FailedCheck

FIRST_ROWS = "first_rows"
FOUND = "found"


def with_rows(
    results: Iterable[AssetCheckResult], failed: Sequence[FailedCheck], warned: Sequence[FailedCheck]
) -> Iterator[AssetCheckResult]:
    """``results`` with the number of rows that each failed check found, and the first rows, as metadata.

    Checks in ``failed`` stop the release and get the severity ERROR, those in ``warned`` WARN.
    """
    known = {check.name: (check, AssetCheckSeverity.WARN) for check in warned}
    known |= {check.name: (check, AssetCheckSeverity.ERROR) for check in failed}
    for result in results:
        check, severity = known.get(result.check_name or "", (None, AssetCheckSeverity.ERROR))
        if check is None:
            yield result
            continue
        rows = {
            FOUND: MetadataValue.int(check.failures),
            FIRST_ROWS: MetadataValue.json(list(check.rows)),
        }
        yield AssetCheckResult(
            passed=result.passed,
            asset_key=result.asset_key,
            check_name=result.check_name,
            metadata={**result.metadata, **rows},
            severity=severity,
            description=f"{check.path}: {check.message}",
        )
