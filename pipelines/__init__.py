"""Chile's social programme reports as one DuckDB warehouse."""
