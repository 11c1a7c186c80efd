"""Indonesian words that several rules read: months, days, number words, nouns that are counted."""

from __future__ import annotations

import re

MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
MONTH_FORMS = {name: number for number, name in enumerate(MONTHS, 1)} | {
    "jan": 1, "feb": 2, "peb": 2, "pebruari": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "ags": 8,
    "agt": 8, "agust": 8, "agst": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "nopember": 11, "des": 12,
}  # fmt: skip
DAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "jum’at": 4, "sabtu": 5,
        "minggu": 6, "ahad": 6}  # fmt: skip
MONTH = r"(?:" + "|".join(sorted(MONTH_FORMS, key=len, reverse=True)) + r")"

_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SMALL = {word: value for value, word in enumerate(_UNITS)} | {"sepuluh": 10, "sebelas": 11}
_SCALE = {"belas": None, "puluh": 10, "ratus": 100, "seratus": 100, "ribu": 1000, "seribu": 1000, "juta": 10**6,
          "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}  # fmt: skip
_WORD = r"(?:nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|seribu|belas|puluh|ratus|ribu|juta|miliar|milyar|triliun)"
NUMBER_WORDS = rf"\b{_WORD}(?:\s+{_WORD})*\b"
ORDINAL_WORDS = ("pertama", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan", "kesembilan",
                 "kesepuluh")  # fmt: skip
MULTIPLIERS = {"ribu": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}


def number_from_words(text: str) -> int | None:
    """The value of number words ("dua puluh tiga" is 23), None when they make no number."""
    total = group = pending = 0
    for word in text.lower().split():
        if word in _SMALL:
            pending += _SMALL[word]
        elif word == "belas":
            pending += 10
        elif word in ("seratus", "ratus", "puluh"):
            group += max(pending, 1) * (_SCALE[word] or 1)
            pending = 0
        elif word in _SCALE:
            total += max(group + pending, 1) * (_SCALE[word] or 1)
            group = pending = 0
        else:
            return None
    return total + group + pending


# Population nouns: people, files and things that a report counts. A share of one of these cannot
# pass 100%, and two of them are never added to each other by accident.
COUNTED = frozenset(
    [
        "orang",
        "responden",
        "pegawai",
        "peserta",
        "pengguna",
        "pelanggan",
        "pelamar",
        "masyarakat",
        "penduduk",
        "warga",
        "siswa",
        "guru",
        "dosen",
        "pasien",
        "laporan",
        "pengaduan",
        "aduan",
        "berkas",
        "permohonan",
        "permintaan",
        "dokumen",
        "kasus",
        "perkara",
        "tiket",
        "surat",
        "usulan",
        "usul",
        "pertanyaan",
        "kegiatan",
        "program",
        "dokumen",
        "unit",
        "kantor",
        "instansi",
        "satker",
        "opd",
        "sekolah",
        "puskesmas",
        "desa",
        "kelurahan",
        "kecamatan",
        "kabupaten",
        "kota",
        "provinsi",
        "sop",
        "layanan",
        "aplikasi",
        "kanal",
        "loket",
        "auditor",
        "pns",
        "asn",
        "cpns",
        "pppk",
        "formasi",
        "jabatan",
        "user",
        "akun",
        "keluarga",
        "rumah",
        "kk",
        "kepala",
        "ton",
        "kg",
        "hektare",
        "hektar",
        "ha",
        "km",
        "meter",
        "hari",
        "jam",
        "menit",
        "minggu",
        "bulan",
        "rupiah",
        "kali",
        "buah",
        "lembar",
        "judul",
        "artikel",
        "berita",
        "siaran",
        "rekomendasi",
        "temuan",
        "indikator",
        "sasaran",
        "unsur",
        "dimensi",
        "butir",
        "paket",
        "kontrak",
        "kendaraan",
        "ruas",
        "titik",
        "lokasi",
        "ekor",
        "nasabah",
        "wajib",
        "perusahaan",
        "koperasi",
        "umkm",
        "kelompok",
        "tim",
        "angkatan",
        "kelas",
        "pelatihan",
        "rapat",
        "sidang",
        "putusan",
        "izin",
        "sertifikat",
        "bidang",
        "akta",
        "paspor",
        "kunjungan",
        "panggilan",
        "pemohon",
        "penerima",
        "karyawan",
        "petugas",
        "tenaga",
        "dokter",
        "perawat",
        "bidan",
        "anak",
        "balita",
        "ibu",
        "perempuan",
        "laki",
        "pria",
        "wanita",
        "mahasiswa",
        "lulusan",
        "alumni",
        "peneliti",
        "publikasi",
        "buku",
        "inovasi",
        "desain",
        "kuesioner",
        "formulir",
        "sampel",
        "dosis",
        "vaksin",
        "ekspedisi",
        "transaksi",
        "konten",
        "unggahan",
        "pengunjung",
        "pengikut",
        "media",
        "saluran",
        "negara",
        "daerah",
    ]
)
# Nouns for people: a count of one is a part of a count of another.
PEOPLE = frozenset(
    [
        "orang",
        "pegawai",
        "responden",
        "peserta",
        "laki",
        "perempuan",
        "pria",
        "wanita",
        "pns",
        "asn",
        "cpns",
        "pppk",
        "guru",
        "dosen",
        "siswa",
        "mahasiswa",
        "warga",
        "pelamar",
        "pasien",
        "tenaga",
        "pengguna",
        "pelanggan",
        "pemohon",
        "jiwa",
        "penduduk",
        "karyawan",
        "petugas",
        "pengunjung",
    ]
)
TIME_UNITS = frozenset(["hari", "minggu", "bulan", "tahun", "triwulan", "semester", "jam", "menit", "detik"])


def words(text: str) -> list[str]:
    """Lower-case words and numbers of a text, in order."""
    return re.findall(r"[a-zà-ÿ]+|\d+", text.lower())
