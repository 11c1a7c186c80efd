"""The lowest room of the library: errors, Indonesian formatting of numbers and dates, and the paths of a project."""
