"""Programs that measure the project; CONTRIBUTING.md lists them."""
