"""The archive for third parties: an RO-Crate with the report, what it was made from and by, and how to check it."""

from laporan.writers.crate.describe import CORRECTED as CORRECTED
from laporan.writers.crate.describe import METADATA as METADATA
from laporan.writers.crate.write import CHECKSUMS as CHECKSUMS
from laporan.writers.crate.write import LIBRARY as LIBRARY
from laporan.writers.crate.write import SOURCES as SOURCES
from laporan.writers.crate.write import write_crate as write_crate
