"""*Calidad*: how far to trust the figures."""
