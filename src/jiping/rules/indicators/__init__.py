"""Rules on indicators and objectives: targets, actual values, structure (ZB)."""
