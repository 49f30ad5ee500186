"""Pools: what only one run at a time may use (their limit is in dagster.yaml)."""

BUILD_DATABASE = "build_database"
"""The private DuckDB file, which has one writer."""
