"""Traces a number back to its rows, and verifies that a report follows from its inputs."""
