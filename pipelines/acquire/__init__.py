"""Getting reports: what lies in the raw folder."""
