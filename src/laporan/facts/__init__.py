"""Numbers of a report: their exact values, the rows and expressions they come from, and how they are printed."""

KEY = "laporan"  # under which the metadata of an output carries its facts
