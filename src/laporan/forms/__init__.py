"""What offices fill in, and what came back: one workbook an office, and the board of a year."""
