"""Which programmes are one: proposals of the warehouse, judged by a person."""
