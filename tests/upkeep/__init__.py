"""Nothing grows by itself."""
