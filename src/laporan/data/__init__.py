"""Raw files to validated tables: `load` reads, parses, checks, and remembers where each row came from."""
