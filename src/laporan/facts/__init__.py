"""Numbers that know what they were computed from: their rows, their expression, how they are printed."""
