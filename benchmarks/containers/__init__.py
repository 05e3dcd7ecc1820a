"""What share of the values each container gives back, and whether findings stay."""
