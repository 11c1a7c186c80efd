"""Numbers of a report: their exact values, the rows and expressions they come from, and how they are printed."""
