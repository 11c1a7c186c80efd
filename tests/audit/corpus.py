"""Fragments of reports with planted faults, and clean ones that look dangerous.

Every fragment is ours. `PLANTED` holds (id, kinds that must be found, text); `CLEAN` holds
(id, text) where nothing may be found. Text is Markdown, so that the same fragment can be put
to the audit as TXT, Markdown, HTML, DOCX and PDF (`forms.py`).
"""

from __future__ import annotations

PLANTED: list[tuple[str, set[str], str]] = [
    # ---- sums in prose
    (
        "sum-terdiri",
        {"sum"},
        "Jumlah pegawai Dinas Kesehatan sebanyak 412 orang, terdiri atas 187 laki-laki dan 235 perempuan.",
    ),
    (
        "sum-rincian",
        {"sum"},
        "Sampai akhir 2021 terdapat 18.450 pelanggan dengan rincian 12.300 pelanggan rumah tangga, 4.150 pelanggan niaga, dan 1.900 pelanggan industri.",
    ),
    (
        "sum-yaitu",
        {"sum"},
        "Pada triwulan I diterbitkan 340 izin, yaitu 210 izin usaha mikro, 95 izin lingkungan, dan 45 izin bangunan.",
    ),
    (
        "sum-total-behind",
        {"sum"},
        "Balai menyelenggarakan 24 pelatihan teknis dan 17 pelatihan manajerial, total 43 pelatihan.",
    ),
    (
        "sum-sehingga",
        {"sum"},
        "Terdapat 1.250 siswa kelas X, 1.180 siswa kelas XI, dan 1.095 siswa kelas XII, sehingga jumlah seluruhnya 3.625 siswa.",
    ),
    (
        "sum-money",
        {"sum"},
        "Pagu anggaran sebesar Rp4.250.000.000 terdiri dari belanja pegawai Rp2.100.000.000, belanja barang Rp1.650.000.000, dan belanja modal Rp600.000.000.",
    ),
    (
        "sum-miliar",
        {"sum"},
        "Realisasi pendapatan Rp12,5 miliar, terdiri atas pajak Rp7,8 miliar dan retribusi Rp3,7 miliar.",
    ),
    (
        "sum-secara-keseluruhan",
        {"sum"},
        "Bidang Pertama menangani 312 berkas. Bidang Kedua menangani 188 berkas. Secara keseluruhan terdapat 510 berkas yang ditangani.",
    ),
    (
        "sum-list",
        {"sum"},
        "Jumlah aset kendaraan sebanyak 86 unit dengan rincian sebagai berikut:\n\n1. Roda dua sebanyak 52 unit\n2. Roda empat sebanyak 29 unit\n3. Roda enam sebanyak 7 unit",
    ),
    (
        "sum-sop",
        {"sum"},
        "Tim merevisi 27 SOP yang terdiri atas 9 SOP layanan, 6 SOP keuangan, serta 11 SOP kepegawaian.",
    ),
    (
        "sum-masing",
        {"sum"},
        "Penyuluhan diikuti 600 peserta yang berasal dari Kecamatan Sukamaju 220 peserta, Kecamatan Mekarsari 190 peserta, dan Kecamatan Cibodas 180 peserta.",
    ),
    (
        "sum-jumlahnya",
        {"sum"},
        "Tercatat 45 kasus ringan, 30 kasus sedang, dan 12 kasus berat sehingga jumlahnya 97 kasus.",
    ),
    # ---- digits and words
    ("words-dua-belas", {"number-words"}, "Kegiatan dilaksanakan di 12 (dua puluh) kecamatan."),
    ("words-lima", {"number-words"}, "Penyelesaian berkas paling lama 5 (enam) hari kerja."),
    # ---- shares in prose
    ("share-dari", {"share"}, "Sebanyak 342 dari 480 responden (61,3%) menyatakan puas."),
    ("share-atau", {"share"}, "Dari 1.200 berkas yang diperiksa, sebanyak 960 berkas atau 85% dinyatakan lengkap."),
    (
        "share-paren",
        {"share"},
        "Responden berjumlah 250 orang. Responden perempuan sebanyak 140 orang (65%) dan laki-laki 110 orang (44%).",
    ),
    ("share-persen-kata", {"share"}, "Dari 75 puskesmas, 60 puskesmas atau 75 persen sudah terakreditasi."),
    ("share-before", {"share"}, "Sebesar 82,5% (165 dari 210 desa) telah memiliki jaringan internet."),
    ("share-sisa", {"share"}, "Sebanyak 540 permohonan selesai (95%) dan sisa 60 masih diproses."),
    (
        "share-sum-komposisi",
        {"share-sum"},
        "Komposisi usia responden terdiri atas 32% usia 17–25 tahun, 41% usia 26–40 tahun, dan 37% usia di atas 40 tahun.",
    ),
    (
        "share-sum-sisanya",
        {"share-sum"},
        "Sebanyak 68% responden berpendidikan sarjana, 25% diploma, dan sisanya 17% lulusan SMA.",
    ),
    ("share-over", {"share"}, "Hasil survei menunjukkan 112% responden mengetahui maklumat layanan."),
    ("share-half", {"share"}, "Lebih dari separuh pemohon (43%) mendaftar secara daring."),
    # ---- balance
    (
        "balance-prose",
        {"balance"},
        "Selama 2020 diterima 865 pengaduan. Dari jumlah itu 790 pengaduan telah diselesaikan dan 95 pengaduan masih dalam proses.",
    ),
    (
        "balance-over",
        {"balance"},
        "Unit layanan menerima 1.120 permohonan informasi sepanjang tahun. Sebanyak 1.310 permohonan telah diselesaikan tepat waktu.",
    ),
    (
        "balance-sisa",
        {"balance"},
        "Perkara yang masuk selama tahun 2019 sebanyak 420 perkara. Perkara yang diputus 385 perkara, sedangkan sisanya 55 perkara belum selesai.",
    ),
    (
        "balance-table",
        {"balance"},
        "| Kanal | Masuk | Selesai | Dalam Proses |\n|---|---|---|---|\n| Telepon | 120 | 110 | 10 |\n| Surel | 85 | 80 | 5 |\n| Aplikasi | 240 | 205 | 25 |\n| Tatap muka | 60 | 58 | 2 |",
    ),
    # ---- changes
    (
        "change-naik",
        {"change"},
        "Jumlah kunjungan perpustakaan naik 35% dari 8.000 kunjungan pada 2021 menjadi 10.000 kunjungan pada 2022.",
    ),
    ("change-turun", {"change"}, "Waktu tunggu rata-rata turun dari 45 menit menjadi 27 menit atau berkurang 50%."),
    (
        "change-years",
        {"change"},
        "Pada tahun 2018 rata-rata penyelesaian 20,5 hari, sedangkan pada tahun 2019 menjadi 16,4 hari atau mengalami perbaikan sebesar 30%.",
    ),
    ("change-direction", {"change"}, "Angka stunting meningkat dari 24,4% menjadi 21,6% pada tahun 2022."),
    (
        "change-abs",
        {"change"},
        "Jumlah pelanggan bertambah 150 pelanggan dari 1.200 pelanggan menjadi 1.400 pelanggan.",
    ),
    ("change-kali", {"change"}, "Pengunjung laman naik 4 kali lipat dari 5.000 pengunjung menjadi 12.500 pengunjung."),
    (
        "change-paren",
        {"change"},
        "PNBP meningkat dari Rp2,4 miliar menjadi Rp3,0 miliar (35%) dibandingkan tahun sebelumnya.",
    ),
    # ---- rates
    (
        "rate-week",
        {"rate"},
        "Sepanjang tahun 2022 humas menerbitkan 156 siaran pers atau rata-rata 3,6 siaran pers per minggu.",
    ),
    ("rate-month", {"rate"}, "Selama tahun 2020 layanan aduan menerima 1.440 panggilan atau 135 panggilan per bulan."),
    ("rate-unit", {"rate"}, "Sebanyak 480 laporan masuk dari 16 kantor atau rata-rata 35 laporan per kantor."),
    ("rate-six", {"rate"}, "Selama 6 bulan diterima 900 surat atau rata-rata 175 surat per bulan."),
    # ---- counts
    (
        "count-inline",
        {"count"},
        "Program ini terdiri atas 5 kegiatan, yaitu (1) sosialisasi, (2) pendampingan, (3) pemantauan, dan (4) evaluasi.",
    ),
    (
        "count-commas",
        {"count"},
        "Pengaduan dapat disampaikan melalui tiga saluran, yaitu telepon, surel, laman, dan kotak saran.",
    ),
    (
        "count-list",
        {"count"},
        "Terdapat empat kendala utama sebagai berikut:\n\n1. Keterbatasan tenaga\n2. Jaringan lambat\n3. Gedung sempit\n4. Anggaran terbatas\n5. Data ganda",
    ),
    (
        "count-back",
        {"count"},
        "Survei disebarkan melalui WhatsApp, melalui surel, kuesioner cetak, dan laman. Kedua cara tersebut berjalan baik.",
    ),
    (
        "count-meliputi",
        {"count"},
        "Ada 6 area perubahan meliputi manajemen perubahan, tata laksana, sumber daya manusia, akuntabilitas, dan pengawasan.",
    ),
    (
        "count-letters",
        {"count"},
        "Instrumen memuat 4 dimensi, yakni: (a) budaya organisasi, (b) pengelolaan anggaran, dan (c) pengelolaan pegawai.",
    ),
    (
        "count-bullets",
        {"count"},
        "Inovasi tahun ini meliputi dua aplikasi berikut:\n\n- Sijempol\n- Laperpus\n- Simantap",
    ),
    # ---- ordinals
    (
        "ordinal-list-dup",
        {"ordinal"},
        "Langkah perbaikan:\n\n1. Menyusun rencana kerja\n2. Menetapkan petugas\n2. Melatih petugas\n3. Mengevaluasi hasil",
    ),
    (
        "ordinal-table-dup",
        {"ordinal"},
        "| No | Kegiatan | Lokasi |\n|---|---|---|\n| 1 | Bimbingan teknis | Bandung |\n| 2 | Sosialisasi | Garut |\n| 3 | Pemantauan | Ciamis |\n| 3 | Evaluasi | Banjar |\n| 5 | Pelaporan | Cimahi |",
    ),
    (
        "ordinal-table-skip",
        {"ordinal"},
        "| No. | Nama SOP |\n|---|---|\n| 1 | SOP Surat Masuk |\n| 2 | SOP Surat Keluar |\n| 4 | SOP Arsip |\n| 5 | SOP Peminjaman |\n| 6 | SOP Pemusnahan |",
    ),
    (
        "ordinal-heading",
        {"ordinal"},
        "# BAB II HASIL\n\n## 2.1. Umum\n\nUraian umum.\n\n## 2.2. Khusus\n\nUraian khusus.\n\n## 2.4. Lainnya\n\nUraian lain.",
    ),
    (
        "ordinal-caption",
        {"ordinal"},
        "Gambar 1. Kantor pusat\n\nUraian.\n\nGambar 2. Kantor cabang\n\nUraian.\n\nGambar 4. Ruang layanan\n\nUraian.",
    ),
    (
        "ordinal-caption-dup",
        {"ordinal"},
        "Tabel 1. Jumlah pegawai\n\nUraian.\n\nTabel 2. Jumlah layanan\n\nUraian.\n\nTabel 2. Jumlah pengaduan\n\nUraian.",
    ),
    (
        "ordinal-inline",
        {"ordinal"},
        "Tahapan survei adalah (1) persiapan, (2) pengumpulan, (4) pengolahan, dan (5) pelaporan.",
    ),
    (
        "ordinal-spoken",
        {"ordinal"},
        "Ada beberapa hasil. Pertama, layanan makin cepat. Kedua, biaya makin murah. Keempat, warga makin puas.",
    ),
    # ---- table sums
    (
        "tsum-column",
        {"sum"},
        "Tabel 1. Pegawai menurut golongan\n\n| Golongan | Jumlah |\n|---|---|\n| I | 12 |\n| II | 145 |\n| III | 310 |\n| IV | 58 |\n| Jumlah | 535 |",
    ),
    (
        "tsum-row",
        {"sum"},
        "| Unit | Laki-laki | Perempuan | Jumlah |\n|---|---|---|---|\n| Sekretariat | 20 | 15 | 35 |\n| Bidang A | 12 | 18 | 30 |\n| Bidang B | 14 | 11 | 27 |\n| Bidang C | 9 | 16 | 25 |\n| Total | 55 | 60 | 117 |",
    ),
    (
        "tsum-money",
        {"sum"},
        "| Uraian | Anggaran (Rp) |\n|---|---|\n| Belanja pegawai | 1.250.000.000 |\n| Belanja barang | 740.500.000 |\n| Belanja modal | 310.000.000 |\n| Total | 2.310.500.000 |",
    ),
    (
        "tsum-subtotal",
        {"sum"},
        "| Wilayah | Pengaduan |\n|---|---|\n| Utara | 40 |\n| Timur | 35 |\n| Subtotal | 75 |\n| Barat | 22 |\n| Selatan | 28 |\n| Subtotal | 50 |\n| Total | 135 |",
    ),
    # ---- table shares
    (
        "tshare-column",
        {"share"},
        "| Pendidikan | Responden | Persentase |\n|---|---|---|\n| SMA | 60 | 30% |\n| Diploma | 40 | 20% |\n| Sarjana | 80 | 45% |\n| Magister | 20 | 10% |\n| Jumlah | 200 | 100% |",
    ),
    (
        "tshare-cell",
        {"share"},
        "| Jawaban | Kota | Desa |\n|---|---|---|\n| Ya | 45 (56%) | 30 (50%) |\n| Tidak | 35 (44%) | 30 (50%) |\n| Jumlah | 80 | 60 |\n\n| Jawaban | Pagi | Sore |\n|---|---|---|\n| Puas | 90 (75%) | 66 (66%) |\n| Tidak | 30 (25%) | 44 (40%) |\n| Jumlah | 120 | 110 |",
    ),
    (
        "tshare-capaian",
        {"share"},
        "| Indikator | Target | Realisasi | Capaian (%) |\n|---|---|---|---|\n| Bimtek | 40 | 38 | 95 |\n| Sertifikasi | 120 | 132 | 110 |\n| Kunjungan | 200 | 150 | 85 |\n| Publikasi | 50 | 50 | 100 |",
    ),
    (
        "tshare-sum",
        {"share-sum"},
        "| Media | Persentase |\n|---|---|\n| Televisi | 42% |\n| Radio | 18% |\n| Media sosial | 45% |\n| Total | 100% |",
    ),
    (
        "tdiff-gap",
        {"sum"},
        "| Unsur | Kinerja | Harapan | Gap |\n|---|---|---|---|\n| Persyaratan | 3,20 | 3,60 | -0,40 |\n| Prosedur | 3,10 | 3,55 | -0,45 |\n| Waktu | 2,90 | 3,70 | -0,60 |\n| Biaya | 3,50 | 3,40 | 0,10 |",
    ),
    (
        "tserapan",
        {"share"},
        "| Program | Pagu | Realisasi | % |\n|---|---|---|---|\n| A | 1.000.000 | 950.000 | 95,00 |\n| B | 2.000.000 | 1.500.000 | 75,00 |\n| C | 500.000 | 410.000 | 92,00 |",
    ),
    # ---- bands
    (
        "band-overlap",
        {"band"},
        "| Nilai | Kategori |\n|---|---|\n| 0 - 50 | Kurang |\n| 51 - 75 | Cukup |\n| 70 - 90 | Baik |\n| 91 - 100 | Sangat Baik |",
    ),
    (
        "band-gap",
        {"band"},
        "| Interval | Kategori |\n|---|---|\n| 1,00 – 1,75 | Tidak Baik |\n| 1,76 – 2,50 | Kurang Baik |\n| 2,61 – 3,25 | Baik |\n| 3,26 – 4,00 | Sangat Baik |",
    ),
    (
        "band-columns",
        {"band-columns"},
        "| Nilai Interval | Nilai Konversi | Mutu | Kinerja |\n|---|---|---|---|\n| 1,00 - 1,75 | 25,00 - 43,75 | D | Tidak Baik |\n| 1,76 - 2,50 | 43,76 - 62,50 | C | Kurang Baik |\n| 2,51 - 3,25 | 62,51 - 78,25 | B | Baik |\n| 3,26 - 4,00 | 81,26 - 100,00 | A | Sangat Baik |",
    ),
    (
        "heading-swap",
        {"heading-swap"},
        "| Nilai | Kategori | Mutu |\n|---|---|---|\n| 25,00 - 64,99 | D | Tidak Baik |\n| 65,00 - 76,60 | C | Kurang Baik |\n| 76,61 - 88,30 | B | Baik |\n| 88,31 - 100,00 | A | Sangat Baik |",
    ),
    (
        "band-label",
        {"band-label"},
        "| Interval IKM | Mutu | Kinerja |\n|---|---|---|\n| 25,00 - 64,99 | D | Tidak Baik |\n| 65,00 - 76,60 | B | Kurang Baik |\n| 76,61 - 88,30 | C | Baik |\n| 88,31 - 100,00 | A | Sangat Baik |",
    ),
    (
        "category-14",
        {"category"},
        "Survei kepuasan masyarakat disusun menurut Peraturan Menteri PANRB Nomor 14 Tahun 2017. Nilai IKM sebesar 82,40 dengan kategori sangat baik.",
    ),
    (
        "category-own",
        {"category"},
        "Hasil survei memberi indeks 72,35 (kategori Baik).\n\n| Interval | Mutu | Kinerja |\n|---|---|---|\n| 25,00 - 64,99 | D | Tidak Baik |\n| 65,00 - 76,60 | C | Kurang Baik |\n| 76,61 - 88,30 | B | Baik |\n| 88,31 - 100,00 | A | Sangat Baik |",
    ),
    ("index-mean", {"index"}, "Nilai rata-rata tertimbang 3,21 sehingga IKM setelah dikonversi sebesar 82,25."),
    # ---- notation
    (
        "notation-score",
        {"notation"},
        "Unsur perilaku pelaksana memperoleh nilai rata-rata 3.412 dan menjadi yang tertinggi.",
    ),
    ("notation-space", {"notation"}, "Indeks kepuasan sebesar 83, 25 pada semester pertama."),
    (
        "notation-mixed",
        {"notation"},
        "Capaian layanan 92,5% pada Januari dan 93,1% pada Februari. Pada bulan Maret capaiannya 91.4% saja.",
    ),
    ("notation-group", {"notation"}, "Realisasi belanja mencapai Rp1.25.000.000 sampai akhir tahun."),
    # ---- contents
    (
        "contents-title",
        {"contents"},
        "Daftar Isi\n\nBAB I PENDAHULUAN ........ 1\n1.1. Latar Belakang ........ 1\n1.2. Tujuan ........ 2\nBAB II HASIL ........ 3\n2.1. Survei Pelanggan ........ 3\n2.2. Tindak Lanjut ........ 5\n\n# BAB I PENDAHULUAN\n\n## 1.1. Latar Belakang\n\nUraian.\n\n## 1.2. Tujuan\n\nUraian.\n\n# BAB II HASIL\n\n## 2.1. Survei Pegawai\n\nUraian.\n\n## 2.2. Tindak Lanjut\n\nUraian.",
    ),
    (
        "contents-figure",
        {"contents"},
        "Daftar Gambar\n\nGambar 1. Peta wilayah ........ 2\nGambar 2. Alur layanan ........ 4\nGambar 3. Grafik kunjungan ........ 6\n\n# Pendahuluan\n\nUraian.\n\nGambar 1. Peta wilayah\n\nUraian.\n\nGambar 2. Alur pengaduan masyarakat daerah\n\nUraian.\n\nGambar 3. Grafik kunjungan\n\nUraian.",
    ),
    (
        "contents-page",
        {"contents"},
        "Daftar Tabel\n\nTabel 1. Pegawai ........ 3\nTabel 2. Anggaran ........ 9\nTabel 3. Layanan ........ 7\nTabel 4. Aset ........ 12\n\n# Isi\n\nUraian.",
    ),
    (
        "reference",
        {"reference"},
        "Tabel 1. Jumlah layanan\n\nUraian.\n\nTabel 2. Jumlah pengaduan\n\nUraian.\n\nRincian per bulan dapat dilihat pada Tabel 5.",
    ),
    # ---- names
    (
        "name-iso",
        {"name"},
        "Laboratorium menerapkan ISO 17025:2017 sejak 2019. Sertifikat ISO 17025:2017 diperpanjang, dan audit ISO 17052:2017 berlangsung dua hari.",
    ),
    ("name-iso-lone", {"name"}, "Rumah sakit telah meraih sertifikat ISO 9101:2015 untuk layanan rawat jalan."),
    (
        "name-office",
        {"name"},
        "Biro Perencanaan Program dan Keuangan menyusun laporan. Laporan itu diperiksa oleh Biro Perencanaan dan Keuangan sebelum terbit.",
    ),
    (
        "name-abbr",
        {"name"},
        "Sistem Informasi Manajemen Aset (SIMA) dibangun pada 2020. Setahun kemudian Sistem Integrasi Manajemen Aset (SIMA) dipakai semua dinas.",
    ),
    # ---- laws
    (
        "law-number",
        {"law"},
        "Keterbukaan diatur dalam Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik. Menurut Undang-Undang Nomor 41 Tahun 2008 tentang Keterbukaan Informasi Publik, badan publik wajib menjawab.",
    ),
    (
        "law-title",
        {"law"},
        "Dasarnya Peraturan Bupati Nomor 12 Tahun 2018 tentang Tata Cara Pelayanan Perizinan. Peraturan Bupati Nomor 12 Tahun 2018 tentang Tata Cara Pengawasan Perizinan mulai berlaku Juli.",
    ),
    (
        "law-date",
        {"law"},
        "Keputusan Kepala Dinas Nomor 800/15/2019 tanggal 4 Maret 2018 tentang Tim Survei menjadi dasar kegiatan.",
    ),
    (
        "superseded",
        {"superseded"},
        "Laporan Survei Tahun 2019\n\nSurvei dilaksanakan berdasarkan Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 16 Tahun 2014 tentang Pedoman Survei Kepuasan Masyarakat.",
    ),
    (
        "superseded-kep",
        {"superseded"},
        "Laporan Tahun 2018\n\nPengukuran mengacu pada Keputusan Menteri PAN Nomor KEP/25/M.PAN/2/2004 tentang Pedoman Umum Penyusunan Indeks Kepuasan Masyarakat Unit Pelayanan Instansi Pemerintah.",
    ),
    (
        "superseded-uu",
        {"superseded"},
        "Laporan Kinerja Tahun 2020\n\nManajemen pegawai dilaksanakan sesuai Undang-Undang Nomor 43 Tahun 1999.",
    ),
    # ---- dates
    ("date-31", {"date"}, "Rapat koordinasi dilaksanakan pada 31 September 2021 di aula."),
    ("date-leap", {"date"}, "Berita acara ditandatangani tanggal 29 Februari 2021."),
    ("date-weekday", {"date"}, "Sosialisasi diadakan pada Senin, 17 Agustus 2022 di balai desa."),
    ("date-year", {"date"}, "Layanan ini mulai dibuka pada tahun 2109 dan terus berkembang."),
    ("date-period", {"date"}, "Rencana strategis 2024-2020 menjadi acuan kegiatan."),
    ("date-clock", {"date"}, "Layanan dibuka pukul 08.00 sampai pukul 25.30 setiap hari kerja."),
    # ---- plans
    (
        "plan",
        {"plan"},
        "Laporan Tahun 2021\n\n| Kegiatan | Bulan |\n|---|---|\n| Sosialisasi standar layanan | 3, 4 |\n| Pelatihan petugas loket | 6 |\n| Survei kepuasan pelanggan | 10 |\n\n## 2.1. Pelatihan Petugas Loket\n\nPelatihan dilaksanakan pada 14 September 2021 di aula dan diikuti petugas.\n\n## 2.2. Survei Kepuasan Pelanggan\n\nSurvei dilaksanakan pada Oktober 2021.",
    ),
    (
        "plan-names",
        {"plan"},
        "Laporan Tahun 2022\n\n| No | Rencana Kegiatan | Waktu Pelaksanaan |\n|---|---|---|\n| 1 | Bimbingan teknis pengelola arsip | Januari - Maret |\n| 2 | Peluncuran aplikasi antrean | Triwulan II |\n| 3 | Evaluasi layanan terpadu | Desember |\n\n## 3.1. Peluncuran Aplikasi Antrean\n\nPeluncuran diselenggarakan pada 5 Agustus 2022 oleh kepala dinas.",
    ),
]

CLEAN: list[tuple[str, str]] = [
    ("rounding-right", "Dari 1.057 responden, 724 orang (68%) menyatakan sangat puas dan 318 orang (30%) puas."),
    ("rounding-999", "Komposisi responden terdiri atas 33,3% pelajar, 33,3% pegawai, dan 33,3% wiraswasta."),
    (
        "rounding-1001",
        "| Usia | Persentase |\n|---|---|\n| 17–25 | 28,4% |\n| 26–40 | 45,4% |\n| di atas 40 | 26,3% |\n| Total | 100% |",
    ),
    ("different-bases", "Sebanyak 60% laki-laki dan 75% perempuan menyatakan puas terhadap layanan."),
    (
        "multi-answer",
        "Responden mengetahui layanan dari media sosial (64%), kerabat (48%), dan laman resmi (35%); jawaban boleh lebih dari satu.",
    ),
    ("multi-year", "Jumlah kunjungan pada 2019, 2020, dan 2021 berturut-turut 1.200, 900, dan 1.450 kunjungan."),
    ("ranges", "Petugas melayani 15–20 pemohon per hari dengan waktu tunggu 5 sampai 10 menit."),
    (
        "laws",
        "Dasar hukum: Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik, Peraturan Pemerintah Nomor 96 Tahun 2012, dan Peraturan Bupati Nomor 7 Tahun 2019.",
    ),
    ("phones", "Hubungi (021) 8093008, telepon 0812-3456-7890, atau surel layanan@contoh.go.id; kotak pos 1234."),
    (
        "dates",
        "Rapat diadakan pada Senin, 14 Agustus 2017 pukul 09.00–11.30 WIB dan dilanjutkan 5 dan 6 September 2017.",
    ),
    (
        "headings",
        "# BAB I PENDAHULUAN\n\n## 1.1. Latar Belakang\n\nUraian.\n\n### 1.1.1. Umum\n\nUraian.\n\n### 1.1.2. Khusus\n\nUraian.\n\n## 1.2. Tujuan\n\nUraian.\n\n# BAB II ISI\n\n## 2.1. Hasil\n\nUraian.",
    ),
    ("antara-lain", "Terdapat 12 jenis layanan, antara lain penerbitan KTP, kartu keluarga, dan akta kelahiran."),
    ("di-antaranya", "Dari 40 inovasi, di antaranya 6 inovasi digital dan 4 inovasi sosial meraih penghargaan."),
    (
        "subtotals",
        "| Uraian | 2020 | 2021 |\n|---|---|---|\n| A. Pendapatan | 150 | 180 |\n| 1. Pajak | 100 | 120 |\n| 2. Retribusi | 50 | 60 |\n| B. Hibah | 30 | 20 |\n| Jumlah | 180 | 200 |",
    ),
    (
        "subtotal-rows",
        "| Wilayah | Berkas |\n|---|---|\n| Utara | 40 |\n| Timur | 35 |\n| Subtotal | 75 |\n| Barat | 22 |\n| Selatan | 28 |\n| Subtotal | 50 |\n| Total | 125 |",
    ),
    (
        "average-row",
        "| Unsur | Nilai |\n|---|---|\n| Persyaratan | 3,21 |\n| Prosedur | 3,15 |\n| Waktu | 2,98 |\n| Rata-rata | 3,11 |",
    ),
    (
        "ikm-table",
        "| No | Unit | IKM | Mutu | Kinerja |\n|---|---|---|---|---|\n| 1 | Loket A | 82,10 | B | Baik |\n| 2 | Loket B | 89,05 | A | Sangat Baik |\n| 3 | Loket C | 75,90 | C | Kurang Baik |",
    ),
    (
        "bands-14",
        "| Nilai Interval | Nilai Konversi | Mutu | Kinerja |\n|---|---|---|---|\n| 1,00 – 2,5996 | 25,00 – 64,99 | D | Tidak Baik |\n| 2,60 – 3,064 | 65,00 – 76,60 | C | Kurang Baik |\n| 3,0644 – 3,532 | 76,61 – 88,30 | B | Baik |\n| 3,5324 – 4,00 | 88,31 – 100,00 | A | Sangat Baik |",
    ),
    (
        "bands-2004",
        "| Nilai Interval | Nilai Konversi | Mutu | Kinerja |\n|---|---|---|---|\n| 1,00 – 1,75 | 25 – 43,75 | D | Tidak Baik |\n| 1,76 – 2,50 | 43,76 – 62,50 | C | Kurang Baik |\n| 2,51 – 3,25 | 62,51 – 81,25 | B | Baik |\n| 3,26 – 4,00 | 81,26 – 100,00 | A | Sangat Baik |",
    ),
    (
        "bands-open",
        "| Predikat | Rentang |\n|---|---|\n| Kurang | < 50 |\n| Cukup | 50 – 69 |\n| Baik | 70 – 89 |\n| Sangat Baik | ≥ 90 |",
    ),
    (
        "ages",
        "| Usia | Orang |\n|---|---|\n| 17–25 | 40 |\n| 26–35 | 60 |\n| 36–45 | 55 |\n| 46–60 | 45 |\n| Jumlah | 200 |",
    ),
    (
        "sum-right",
        "Jumlah pegawai 422 orang, terdiri atas 187 laki-laki dan 235 perempuan, dengan 38 orang di antaranya pejabat struktural.",
    ),
    (
        "sum-two-ways",
        "Sebanyak 90 peserta hadir, terdiri atas 50 pria dan 40 wanita, serta 30 peserta berasal dari luar kota.",
    ),
    ("sum-money-round", "Realisasi Rp12,5 miliar terdiri atas pajak Rp8,3 miliar dan retribusi Rp4,3 miliar."),
    (
        "total-other",
        "Dari total 500 responden, 120 responden berusia di bawah 25 tahun dan 80 responden di atas 60 tahun.",
    ),
    ("change-right", "Waktu layanan turun dari 24,23 hari pada 2016 menjadi 18,23 hari pada 2017 atau membaik 25%."),
    ("change-points", "Angka kepuasan naik 4,5 poin dari 80,2% menjadi 84,7%."),
    ("change-target", "Target indeks dinaikkan dari 78 menjadi 82, sedangkan realisasinya 80,5."),
    ("change-relative-points", "Capaian naik dari 80% menjadi 90% atau meningkat 10%."),
    (
        "balance-right",
        "Selama 2020 diterima 865 pengaduan. Sebanyak 790 pengaduan selesai dan 75 pengaduan masih dalam proses.",
    ),
    (
        "balance-carried",
        "Sisa tahun sebelumnya 120 pengaduan. Selama 2020 diterima 865 pengaduan, sebanyak 900 pengaduan diselesaikan dan 85 masih diproses.",
    ),
    (
        "balance-channels",
        "Unit menerima 500 laporan, yaitu 320 laporan melalui aplikasi dan 180 laporan melalui telepon. Sebanyak 450 laporan telah diselesaikan dan sisanya 50 laporan masih dalam proses.",
    ),
    ("rate-right", "Sepanjang tahun 2022 humas menerbitkan 156 siaran pers atau rata-rata 3 siaran pers per minggu."),
    ("rate-workdays", "Selama tahun 2022 loket melayani 24.600 pemohon atau sekitar 100 pemohon per hari."),
    (
        "count-right",
        "Program ini memiliki tiga sasaran, yaitu peningkatan mutu, percepatan layanan, dan penghematan biaya.",
    ),
    (
        "count-inner-dan",
        "Dinas memiliki empat bidang, yaitu Bidang Data dan Informasi, Bidang Mutasi dan Promosi, Bidang Pengadaan, dan Bidang Disiplin.",
    ),
    (
        "count-list-right",
        "Terdapat tiga kendala sebagai berikut:\n\n1. Keterbatasan tenaga\n2. Jaringan lambat\n3. Gedung sempit",
    ),
    (
        "count-not-list",
        "Kegiatan berlangsung selama tiga hari, yaitu Senin sampai Rabu, dan dihadiri dua narasumber dari kementerian, akademisi, serta praktisi.",
    ),
    ("list-restart", "Tujuan:\n\n1. Satu\n2. Dua\n3. Tiga\n\nManfaat:\n\n1. Satu\n2. Dua"),
    (
        "list-nested",
        "Tahapan:\n\n1. Persiapan\n   a. Rapat awal\n   b. Penyusunan instrumen\n2. Pelaksanaan\n   a. Pengumpulan data\n   b. Pengolahan\n3. Pelaporan",
    ),
    (
        "ties",
        "| Peringkat | Daerah | Nilai |\n|---|---|---|\n| 1 | Arjuna | 90,1 |\n| 2 | Bima | 88,4 |\n| 2 | Nakula | 88,4 |\n| 4 | Sadewa | 85,0 |",
    ),
    ("counts-column", "| Jumlah Anak | Keluarga |\n|---|---|\n| 0 | 12 |\n| 1 | 30 |\n| 2 | 45 |\n| 3 | 13 |"),
    (
        "capaian-lower",
        "| Indikator | Target | Realisasi | Capaian (%) |\n|---|---|---|---|\n| Bimtek | 40 | 38 | 95,00 |\n| Lama layanan (hari) | 10 | 8 | 125,00 |\n| Kunjungan | 200 | 210 | 105,00 |\n| Publikasi | 50 | 50 | 100,00 |",
    ),
    ("over-100-right", "Realisasi penerimaan mencapai 112% dari target dan tumbuh 105% dibandingkan tahun lalu."),
    (
        "iso-two",
        "Sertifikat ISO 9001:2008 diperbarui menjadi ISO 9001:2015, dan layanan data memperoleh ISO 27001:2013 serta ISO 37001:2016.",
    ),
    (
        "abbr-same",
        "Pelayanan Terpadu Satu Pintu (PTSP) dibuka pada 2018. Unit Pelayanan Terpadu Satu Pintu (PTSP) kini melayani 20 izin.",
    ),
    (
        "offices",
        "Bidang Mutasi dan Promosi serta Bidang Disiplin dan Penghargaan hadir. Direktorat Pengawasan dan Pengendalian I dan Direktorat Pengawasan dan Pengendalian II juga hadir.",
    ),
    (
        "law-history",
        "Laporan Tahun 2019\n\nPermenPANRB Nomor 14 Tahun 2017 menggantikan Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 16 Tahun 2014 tentang Pedoman Survei Kepuasan Masyarakat.",
    ),
    (
        "law-short-title",
        "Menurut UU 25/2009 tentang Pelayanan Publik, standar wajib disusun. UU Nomor 25 Tahun 2009 tentang Pelayanan Publik mengatur pula maklumat.",
    ),
    (
        "law-own-time",
        "Laporan Tahun 2012\n\nSurvei dilaksanakan berdasarkan Keputusan Menteri PAN Nomor KEP/25/M.PAN/2/2004 tentang Pedoman Umum Penyusunan Indeks Kepuasan Masyarakat Unit Pelayanan Instansi Pemerintah.",
    ),
    ("notation-thousands", "Nilai kontrak 3.519 juta rupiah untuk 1.250 paket dengan 2.031 penerima manfaat."),
    ("notation-list", "Loket 1, 4, dan 5 tutup; kegiatan pada bulan 6, 8, dan 10."),
    ("notation-clock", "Layanan dibuka pukul 08.00 sampai 15.30, istirahat 12.00–13.00. Indeks 82,35 dan 83,10."),
    ("notation-version", "Aplikasi versi 2.5 mendukung revolusi industri 4.0. Kepuasan 82,35 dan 84,10."),
    ("category-right", "Nilai IKM sebesar 82,40 dengan kategori baik menurut Permenpan 14/2017."),
    ("category-csi", "Nilai CSI sebesar 78,5 termasuk kategori puas."),
    (
        "contents-right",
        "Daftar Isi\n\nBAB I PENDAHULUAN ........ 1\n1.1. Latar Belakang ........ 1\n1.2. Tujuan ........ 2\nBAB II HASIL ........ 3\n2.1. Survei ........ 3\n\n# BAB I PENDAHULUAN\n\n## 1.1. Latar Belakang\n\nUraian.\n\n## 1.2. Tujuan\n\nUraian.\n\n# BAB II HASIL\n\n## 2.1. Survei\n\n### 2.1.1. Rincian\n\nUraian.",
    ),
    (
        "reference-right",
        "Tabel 1. Jumlah layanan\n\nUraian.\n\nTabel 2. Jumlah pengaduan\n\nUraian pada Tabel 2 dan Lampiran 3; lihat juga Tabel 4 Lampiran Peraturan Menteri.",
    ),
    (
        "plan-right",
        "Laporan Tahun 2021\n\n| Kegiatan | Bulan |\n|---|---|\n| Pelatihan petugas loket | 6–9 |\n| Survei kepuasan pelanggan | 10 |\n\n## 2.1. Pelatihan Petugas Loket\n\nPelatihan dilaksanakan pada 14 September 2021 berdasarkan Peraturan Kepala Dinas Nomor 3 tanggal 2 Februari 2021.",
    ),
    ("temperature", "Suhu arsip dijaga 18–22 derajat, kelembapan 50%–60%, dan jarak rak 70 cm."),
    ("words-same", "Jangka waktu 5 (lima) hari kerja untuk 12 (dua belas) layanan di 120 (seratus dua puluh) desa."),
    (
        "nip",
        "Kepala Dinas, Drs. Sutrisno, M.Si., NIP 19700101 199503 1 002, menandatangani laporan Nomor 045/123/2021.",
    ),
    ("approx", "Sekitar 70% dari 1.057 pemohon atau hampir 750 orang datang pada pagi hari."),
    ("years-sum", "Periode 2015–2019 mencakup lima tahun anggaran dengan dua kali evaluasi."),
    (
        "growth-table",
        "| Tahun | Jumlah | Pertumbuhan (%) |\n|---|---|---|\n| 2018 | 1.000 | - |\n| 2019 | 1.100 | 10,00 |\n| 2020 | 1.210 | 10,00 |\n| 2021 | 1.089 | -10,00 |",
    ),
    (
        "weighted",
        "| Unsur | NRR | Bobot | NRR Tertimbang |\n|---|---|---|---|\n| U1 | 3,20 | 0,111 | 0,355 |\n| U2 | 3,10 | 0,111 | 0,344 |\n| U3 | 2,90 | 0,111 | 0,322 |\n| U4 | 3,50 | 0,111 | 0,389 |",
    ),
]
