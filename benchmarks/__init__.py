"""What jiping costs, as ratios measured in one run against a floor and against peers."""
