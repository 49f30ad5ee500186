"""One published figure, told whole: what was printed and where, its vintages, the checks it is in."""
