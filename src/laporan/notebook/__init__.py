"""What a chapter imports: the report with its parameters and data, and the results of all subjects."""

from laporan.notebook.report import Report, open_report
from laporan.notebook.result_frame import to_frame
from laporan.notebook.results import Results

__all__ = ["Report", "Results", "open_report", "to_frame"]
