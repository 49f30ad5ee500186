"""The commands that look into a release: query, tables, columns, programs, open and completion."""
