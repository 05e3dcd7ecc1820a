"""Rules about what the prose of a filing says, claims and leaves out (WZ)."""
