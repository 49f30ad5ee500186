"""Which programmes, and which institutions, are one: proposals of the warehouse, judged by a person."""
