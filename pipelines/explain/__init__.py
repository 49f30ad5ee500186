"""`panelsocial explain`: where one published figure was printed, its vintages, and its checks."""
