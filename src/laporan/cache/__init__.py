"""What was made before and can be used again: where it is kept, what it was made from, what was read for it."""
