"""Tables in text dumps: a grammar for each order in which a producer of dumps prints the cells of a table."""
