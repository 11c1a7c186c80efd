"""A finished report leaves: approved, signed, copied to a folder that stays as it is."""
