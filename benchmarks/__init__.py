"""Programs that print the figures the README quotes."""
