"""`panelsocial match`: a person decides which proposed names, programmes or labels are the same."""
