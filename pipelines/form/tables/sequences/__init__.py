"""Tables of text dumps: a sequence of tokens laid into the cells of a table, in every good way."""
