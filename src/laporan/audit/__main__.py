"""`python -m laporan.audit FILE [--json]`: the audit without the suite's command line."""

from __future__ import annotations

import argparse
import sys

from . import AuditError, as_json, as_text, audit


def main(arguments: list[str] | None = None) -> int:
    """Prints the findings; 0 when there are none, 1 when there are, 2 when the file cannot be read."""
    parser = argparse.ArgumentParser(prog="laporan.audit", description="Memeriksa angka sebuah laporan.")
    parser.add_argument("file", help="laporan: TXT, Markdown, HTML, DOCX atau PDF")
    parser.add_argument("--json", action="store_true", help="cetak daftar temuan sebagai JSON")
    options = parser.parse_args(arguments)
    try:
        findings = audit(options.file)
    except AuditError as error:
        print(error, file=sys.stderr)
        return 2
    print(as_json(findings) if options.json else as_text(findings))
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
