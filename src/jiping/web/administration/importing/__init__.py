"""Units and people from Excel: the workbook, what its rows would do, and doing it."""
