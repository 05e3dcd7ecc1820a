"""Rules about what a package must hold: tables, fields, chapters, numbers (BD)."""
