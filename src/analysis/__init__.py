"""What the chapters of BKN's report compute and show: a folder a subject, and `methods` for all of them.

`%load_ext analysis` is `%load_ext laporan` by the name that analysts know.
"""

from laporan import load_ipython_extension

__all__ = ["load_ipython_extension"]
