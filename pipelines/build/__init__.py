"""From the `raw` schema to checked tables: running dbt, what a build is made of, and which checks failed."""
