"""A number back to its rows, and a report built again to compare."""
