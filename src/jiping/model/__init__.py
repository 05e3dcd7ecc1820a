"""Records and nothing else (standard library only)."""
