"""From documents to the `raw` schema: extraction, its cache, and the load."""
