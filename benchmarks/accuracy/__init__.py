"""How much is noticed: mutations of clean samples, and what careful reading found."""
