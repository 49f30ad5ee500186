"""`panelsocial site`: pages over the published release, for analysts, journalists and officials."""
