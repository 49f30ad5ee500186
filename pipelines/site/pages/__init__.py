"""The pages: what each asks of the release, and what it shows."""
