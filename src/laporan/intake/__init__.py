"""An office's data comes in: a source (file or database) and a map become a dataset, whole or not at all."""
