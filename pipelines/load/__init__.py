"""From documents to the schema `raw`: extraction, its cache, and loading."""
