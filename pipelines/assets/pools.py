"""Dagster pools: resources that one run at a time may use (dagster.yaml sets the limit)."""

BUILD_DATABASE = "build_database"
"""The build database, a DuckDB file, which allows one writer."""
