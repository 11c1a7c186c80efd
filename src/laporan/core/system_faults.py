"""What the system refuses, in words that say what to do: a full disk, a folder that can't be written, a limit."""

from __future__ import annotations

import errno
import os
import time

from laporan.core.errors import ReportError

KEPT = "Laporan yang sudah jadi tetap ada"
FAULTS = {
    errno.ENOSPC: ("disk penuh", f"Kosongkan tempat, lalu ulangi perintahnya. {KEPT}"),
    errno.EDQUOT: ("jatah disk habis", f"Kosongkan tempat, lalu ulangi perintahnya. {KEPT}"),
    errno.EFBIG: ("berkas melebihi batas ukuran di komputer ini", f"Lihat ulimit -f, lalu ulangi. {KEPT}"),
    errno.EROFS: ("tempatnya hanya dapat dibaca", f"Pindahkan proyek ke tempat yang dapat ditulis. {KEPT}"),
    errno.EACCES: ("izinnya tidak ada", f"Periksa pemilik dan izin berkas itu. {KEPT}"),
    errno.EPERM: ("izinnya tidak ada", f"Periksa pemilik dan izin berkas itu. {KEPT}"),
    errno.EEXIST: ("di situ sudah ada sesuatu yang lain", "Pindahkan yang ada di situ, lalu ulangi"),
    errno.ENOTDIR: ("itu berkas, bukan folder", "Pindahkan berkas itu, lalu ulangi"),
    errno.EISDIR: ("itu folder, bukan berkas", "Pindahkan folder itu, lalu ulangi"),
    errno.ENOENT: ("tidak ada", "Periksa namanya, lalu ulangi"),
    errno.EMFILE: ("terlalu banyak berkas terbuka", "Naikkan ulimit -n, atau kurangi --jobs"),
    errno.ENOMEM: ("memori habis", "Kurangi --jobs, lalu ulangi"),
    errno.ENAMETOOLONG: ("namanya terlalu panjang", "Pindahkan proyek ke folder dengan nama yang lebih pendek"),
}
CLOCK = (1980, 2107)  # years that a ZIP can tell, as which Word files, workbooks and bundles are written
FAULTS_OF_THE_SYSTEM = (OSError, MemoryError, ImportError)


def system_fault(error: Exception) -> str:
    """One line for an error of the system: where, what, and what to do.

    Parameters
    ----------
    error : OSError, MemoryError or ImportError
        As Python raised it.
    """
    if isinstance(error, MemoryError):
        return f"memori habis. {FAULTS[errno.ENOMEM][1]}. {KEPT}."
    if isinstance(error, ImportError):
        return (
            f"{error.name or 'sebuah paket'} tidak dapat dimuat: {error}. Pasang lagi paketnya (make set-up). {KEPT}."
        )
    return _refused(error) if isinstance(error, OSError) else str(error)


def _refused(error: OSError) -> str:
    where = ", ".join(os.fsdecode(name) for name in (error.filename, error.filename2) if isinstance(name, str | bytes))
    known = FAULTS.get(error.errno or 0)
    if known and not where and error.errno in (errno.ENOENT, errno.ENOTDIR):
        where = str(error.strerror)  # as where no temporary folder can be written to
    what, remedy = known or (error.strerror or str(error), f"Ulangi perintahnya. {KEPT}")
    return ": ".join(filter(None, (where, what))) + f". {remedy}"


def refuse_wrong_clock() -> None:
    """Before anything is made: a machine whose clock is far off can't write it, and would date it wrongly.

    Raises
    ------
    ReportError
        With what the clock shows.
    """
    year = time.localtime(time.time()).tm_year
    if not CLOCK[0] <= year <= CLOCK[1]:
        raise ReportError(
            f"jam komputer ini menunjuk tahun {year}, di luar {CLOCK[0]}–{CLOCK[1]}. Betulkan jamnya, lalu ulangi"
        )
