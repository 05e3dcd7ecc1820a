"""Rules that compare a filing with last year's of the same unit (BN)."""
