"""Rules on weights and scores: sums, rows, the whole (DF)."""
