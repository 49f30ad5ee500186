"""When a run is started again by itself."""

from dagster._core.storage.tags import (
    MAX_RETRIES_TAG,
    RETRY_ON_ASSET_OR_OP_FAILURE_TAG,
    RETRY_STRATEGY_TAG,
)

# A run whose process died is begun again, from the first stage: what is unchanged costs nothing.
# One that a check or a stage stopped is not: the same documents would be stopped again.
RETRIES = {
    MAX_RETRIES_TAG: "2",
    RETRY_STRATEGY_TAG: "ALL_STEPS",
    RETRY_ON_ASSET_OR_OP_FAILURE_TAG: "false",
}
