"""Has a process that a test starts followed, too: `make coverage` puts this folder on PYTHONPATH.

coverage brings a .pth file for that, which Python reads in its own site-packages alone; its package stands apart.
"""

import coverage

coverage.process_startup()
