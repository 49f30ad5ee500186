"""`panelsocial match`: a person decides which proposed names or programmes are the same."""
