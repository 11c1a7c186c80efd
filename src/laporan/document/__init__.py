"""From executed notebooks to one document, and the checks that it must pass before anything is written."""
