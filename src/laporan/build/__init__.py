"""From wanted reports to finished folders: what has to run, where it runs, how it is put together."""
