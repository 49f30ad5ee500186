"""The public tables as files for other programs."""
