"""Before a report leaves the office: what its files say, and whether that may leave."""
