"""Rules on the money of a filing: amounts, budgets, execution (ZJ)."""
