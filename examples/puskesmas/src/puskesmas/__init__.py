"""What the chapters of the health centre's report compute and show: a folder a subject."""
