"""When a run is started again by itself."""

# A run whose process died is begun again, from the first stage: what is unchanged costs nothing.
# One that a check or a stage stopped is not: the same documents would be stopped again.
RETRIES = {
    "dagster/max_retries": "2",
    "dagster/retry_strategy": "ALL_STEPS",
    "dagster/retry_on_asset_or_op_failure": "false",
}
