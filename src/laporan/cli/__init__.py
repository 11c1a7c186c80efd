"""The command line, `laporan`."""
