"""`laporan lab`: JupyterLab as analysts need it, on the project's chapters."""
