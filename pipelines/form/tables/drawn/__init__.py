"""Tables of PDFs that are not ruled all around: columns and rows are told by rules and blank space."""
