"""More fragments, written after the rules and without looking at them: other wordings, other subjects."""

from __future__ import annotations

PLANTED: list[tuple[str, set[str], str]] = [
    (
        "v-sum-dan-total",
        {"sum"},
        "Rumah sakit melayani 4.120 pasien rawat inap dan 18.730 pasien rawat jalan dengan total 22.580 pasien.",
    ),
    ("v-sum-total-first", {"sum"}, "Total 96 kendaraan dinas terdiri dari 61 sepeda motor, 28 mobil, dan 9 truk."),
    (
        "v-sum-sejumlah",
        {"sum"},
        "Sejumlah 1.500 bibit dibagikan, yakni 700 bibit mangga, 450 bibit durian, dan 400 bibit jambu.",
    ),
    ("v-sum-paren", {"sum"}, "Responden survei berjumlah 384 orang (210 laki-laki dan 184 perempuan)."),
    (
        "v-sum-meliputi",
        {"sum"},
        "Jaringan irigasi sepanjang 240 km meliputi saluran primer 85 km, saluran sekunder 95 km, dan saluran tersier 70 km.",
    ),
    ("v-sum-terbagi", {"sum"}, "Sebanyak 56 sekolah terbagi menjadi 31 SD, 16 SMP, dan 8 SMA."),
    (
        "v-sum-dengan-perincian",
        {"sum"},
        "Dana desa yang disalurkan Rp8,4 miliar dengan perincian tahap I Rp3,4 miliar, tahap II Rp3,2 miliar, dan tahap III Rp2,1 miliar.",
    ),
    (
        "v-sum-list-letters",
        {"sum"},
        "Formasi CPNS yang ditetapkan berjumlah 320 formasi, terdiri atas:\n\na. tenaga guru 150 formasi;\nb. tenaga kesehatan 120 formasi; dan\nc. tenaga teknis 60 formasi.",
    ),
    (
        "v-sum-list-colon",
        {"sum"},
        "Jumlah koperasi sebanyak 214 unit, dengan rincian:\n\n- Koperasi aktif: 165 unit\n- Koperasi tidak aktif: 59 unit",
    ),
    (
        "v-sum-negeri-swasta",
        {"sum"},
        "Pada tahun 2021 terdapat 75 perguruan tinggi yang terdiri dari 12 perguruan tinggi negeri dan 65 perguruan tinggi swasta.",
    ),
    ("v-share-mencapai", {"share"}, "Dari 320 formasi, yang terisi 288 formasi atau mencapai 92 persen."),
    ("v-share-yaitu", {"share"}, "Sebanyak 45 dari 60 kegiatan, yaitu 70%, selesai tepat waktu."),
    ("v-share-responden", {"share"}, "Jumlah responden 400 orang. Sebanyak 236 responden (57%) menilai petugas ramah."),
    (
        "v-share-realisasi",
        {"share"},
        "Realisasi anggaran sebesar Rp1.840.000.000 atau 94,5% dari pagu Rp2.000.000.000.",
    ),
    ("v-share-serapan", {"share"}, "Dari pagu Rp5.000.000.000 terserap Rp4.600.000.000 (90%)."),
    ("v-share-target", {"share"}, "Target pelatihan 80 orang dan terealisasi 68 orang atau 90%."),
    (
        "v-sharesum-proporsi",
        {"share-sum"},
        "Menurut jenis kelamin, responden terdiri dari laki-laki 52,4% dan perempuan 49,6%.",
    ),
    (
        "v-sharesum-sedangkan",
        {"share-sum"},
        "Sebesar 61% permohonan diajukan daring, sedangkan sisanya 49% diajukan langsung di loket.",
    ),
    (
        "v-balance-prose2",
        {"balance"},
        "Jumlah aduan yang masuk sebanyak 540 aduan, yang sudah ditindaklanjuti 480 aduan dan yang belum ditindaklanjuti 75 aduan.",
    ),
    (
        "v-balance-tuntas",
        {"balance"},
        "Sepanjang semester I, kantor menerima 1.050 permohonan paspor. Permohonan yang tuntas 1.005 permohonan, sisanya 54 permohonan masih menunggu verifikasi.",
    ),
    (
        "v-balance-two-channels",
        {"balance"},
        "Pada 2019 terdapat 310 pengaduan yang diterima melalui surel dan 145 pengaduan melalui telepon. Sebanyak 402 pengaduan telah selesai ditangani, sedangkan 63 pengaduan masih dalam proses.",
    ),
    (
        "v-balance-table",
        {"balance"},
        "| Bulan | Diterima | Diselesaikan | Sisa |\n|---|---|---|---|\n| Januari | 34 | 30 | 4 |\n| Februari | 41 | 36 | 5 |\n| Maret | 38 | 31 | 9 |",
    ),
    (
        "v-change-kenaikan",
        {"change"},
        "Terjadi kenaikan sebesar 15% dari 2.000 pemohon pada tahun 2020 menjadi 2.400 pemohon pada tahun 2021.",
    ),
    (
        "v-change-dibanding",
        {"change"},
        "Nilai IKM tahun 2021 sebesar 85,20, meningkat 3,10 poin dibandingkan tahun 2020 sebesar 81,70.",
    ),
    ("v-change-semula", {"change"}, "Waktu pengurusan izin yang semula 14 hari menjadi 7 hari atau turun 40%."),
    ("v-change-rp", {"change"}, "Pendapatan naik dari Rp20 miliar menjadi Rp26 miliar, atau tumbuh 25%."),
    ("v-change-dir2", {"change"}, "Jumlah pengaduan mengalami penurunan dari 320 pengaduan menjadi 355 pengaduan."),
    (
        "v-change-tahun",
        {"change"},
        "Tahun 2019 tercatat 1.500 kunjungan dan tahun 2020 tercatat 1.200 kunjungan, atau turun 25%.",
    ),
    (
        "v-rate-perhari",
        {"rate"},
        "Selama 20 hari kerja petugas melayani 1.300 pemohon atau rata-rata 75 pemohon per hari.",
    ),
    ("v-rate-setiap-bulan", {"rate"}, "Sepanjang 2021 terbit 540 artikel, rata-rata 54 artikel setiap bulan."),
    ("v-rate-guru", {"rate"}, "Sebanyak 2.160 siswa diajar 90 guru sehingga rata-rata 27 siswa per guru."),
    (
        "v-count-terdapat",
        {"count"},
        "Terdapat 3 (tiga) jenis layanan, yaitu layanan informasi, layanan pengaduan, layanan konsultasi, dan layanan mediasi.",
    ),
    (
        "v-count-sebagai-berikut",
        {"count"},
        "Sasaran strategis dinas ada lima, yaitu sebagai berikut:\n\n1. Meningkatnya mutu layanan\n2. Meningkatnya kompetensi pegawai\n3. Menurunnya waktu tunggu\n4. Meningkatnya kepatuhan",
    ),
    (
        "v-count-romawi",
        {"count"},
        "Laporan ini disusun dalam 4 bab, yaitu: (1) pendahuluan, (2) metode, (3) hasil, (4) pembahasan, dan (5) penutup.",
    ),
    (
        "v-count-semicolon",
        {"count"},
        "Ada tiga strategi, yakni memperkuat kelembagaan; meningkatkan anggaran; memperluas kemitraan; dan membangun sistem data.",
    ),
    (
        "v-count-kedua",
        {"count"},
        "Pemohon dapat memilih layanan melalui laman, aplikasi, dan loket. Kedua saluran tersebut dibuka setiap hari.",
    ),
    (
        "v-count-table",
        {"count"},
        "Terdapat 6 jenis permohonan seperti tercantum dalam Tabel 1.\n\nTabel 1. Jenis permohonan\n\n| No | Jenis Permohonan |\n|---|---|\n| 1 | Izin usaha |\n| 2 | Izin lokasi |\n| 3 | Izin reklame |\n| 4 | Izin gangguan |\n| 5 | Izin parkir |",
    ),
    (
        "v-ordinal-letters",
        {"ordinal"},
        "Tugas seksi:\n\na. menyusun rencana;\nb. melaksanakan kegiatan;\nd. menyusun laporan; dan\ne. melaksanakan tugas lain.",
    ),
    (
        "v-ordinal-paren",
        {"ordinal"},
        "Rekomendasi tim:\n\n1) menambah petugas\n2) memperbaiki ruang tunggu\n3) menambah loket\n5) memperbarui aplikasi",
    ),
    (
        "v-ordinal-bab",
        {"ordinal"},
        "# BAB I PENDAHULUAN\n\nUraian.\n\n# BAB II METODE\n\nUraian.\n\n# BAB IV PENUTUP\n\nUraian.",
    ),
    (
        "v-ordinal-heading-dup",
        {"ordinal"},
        "# BAB III HASIL\n\n## 3.1 Profil\n\nUraian.\n\n## 3.2 Indeks\n\nUraian.\n\n## 3.2 Prioritas\n\nUraian.",
    ),
    (
        "v-ordinal-table-noheader",
        {"ordinal"},
        "| Tingkat | Uraian | Nilai |\n|---|---|---|\n| 1 | Rintisan | 0–20 |\n| 2 | Berkembang | 21–40 |\n| 3 | Terdefinisi | 41–60 |\n| 3 | Terpadu | 61–80 |\n| 5 | Optimum | 81–100 |",
    ),
    (
        "v-tsum-two",
        {"sum"},
        "| Kecamatan | L | P | L+P |\n|---|---|---|---|\n| Andir | 1.200 | 1.250 | 2.450 |\n| Bandung | 2.100 | 2.050 | 4.150 |\n| Cicendo | 1.760 | 1.810 | 3.570 |\n| Jumlah | 5.060 | 5.210 | 10.170 |",
    ),
    (
        "v-tsum-grand",
        {"sum"},
        "| Jenis Belanja | Pagu | Realisasi |\n|---|---|---|\n| Pegawai | 3.400.000 | 3.350.000 |\n| Barang | 2.150.000 | 2.000.000 |\n| Modal | 900.000 | 870.000 |\n| JUMLAH | 6.450.000 | 6.320.000 |",
    ),
    (
        "v-tsum-tab",
        {"sum"},
        "| Triwulan | Izin Terbit |\n|---|---|\n| I | 112 |\n| II | 98 |\n| III | 134 |\n| IV | 120 |\n| Total | 474 |",
    ),
    (
        "v-tsum-average",
        {"average"},
        "| Unsur | Nilai |\n|---|---|\n| Persyaratan | 3,20 |\n| Prosedur | 3,10 |\n| Waktu | 2,90 |\n| Biaya | 3,40 |\n| Rata-rata | 3,45 |",
    ),
    (
        "v-tshare-header",
        {"share"},
        "| Pekerjaan | Frekuensi | % |\n|---|---|---|\n| PNS | 30 | 20,0 |\n| Swasta | 75 | 50,0 |\n| Pelajar | 27 | 28,0 |\n| Lainnya | 18 | 12,0 |\n| Total | 150 | 100,0 |",
    ),
    (
        "v-tshare-realisasi",
        {"share"},
        "| Kegiatan | Target | Realisasi | Persentase Capaian |\n|---|---|---|---|\n| Penyuluhan | 12 | 12 | 100% |\n| Pendampingan | 30 | 27 | 90% |\n| Monitoring | 8 | 6 | 85% |\n| Evaluasi | 4 | 4 | 100% |",
    ),
    (
        "v-tgrowth",
        {"change"},
        "| Komoditas | 2020 | 2021 | Pertumbuhan (%) |\n|---|---|---|---|\n| Padi | 500 | 550 | 10,0 |\n| Jagung | 200 | 230 | 15,0 |\n| Kedelai | 80 | 92 | 20,0 |\n| Cabai | 40 | 38 | -5,0 |",
    ),
    (
        "v-tweight",
        {"share"},
        "| Unsur | NRR | Bobot | NRR Tertimbang |\n|---|---|---|---|\n| U1 | 3,20 | 0,111 | 0,355 |\n| U2 | 3,10 | 0,111 | 0,344 |\n| U3 | 2,90 | 0,111 | 0,352 |\n| U4 | 3,50 | 0,111 | 0,389 |",
    ),
    (
        "v-tpercent-sum",
        {"share-sum"},
        "| Sumber Informasi | Persentase (%) |\n|---|---|\n| Laman | 35,5 |\n| Media sosial | 40,2 |\n| Kerabat | 18,3 |\n| Lainnya | 9,0 |\n| Jumlah | 100,0 |",
    ),
    (
        "v-band-reverse",
        {"band"},
        "| Predikat | Nilai |\n|---|---|\n| AA | 91 – 100 |\n| A | 81 – 90 |\n| BB | 71 – 80 |\n| B | 61 – 72 |\n| CC | 51 – 60 |",
    ),
    (
        "v-band-sd",
        {"band"},
        "| Kriteria | Rentang |\n|---|---|\n| Rendah | 0,00 s.d. 1,00 |\n| Sedang | 1,01 s.d. 2,00 |\n| Tinggi | 2,11 s.d. 3,00 |",
    ),
    (
        "v-band-columns",
        {"band-columns"},
        "| Nilai Persepsi | NRR | IKM | Mutu | Kinerja |\n|---|---|---|---|---|\n| 1 | 1,00 – 2,5996 | 25,00 – 64,99 | D | Tidak Baik |\n| 2 | 2,60 – 3,064 | 65,00 – 76,60 | C | Kurang Baik |\n| 3 | 3,0644 – 3,532 | 62,51 – 81,25 | B | Baik |\n| 4 | 3,5324 – 4,00 | 88,31 – 100,00 | A | Sangat Baik |",
    ),
    (
        "v-heading-swap",
        {"heading-swap"},
        "| No | Persentase | Jumlah |\n|---|---|---|\n| 1 | 120 | 60% |\n| 2 | 50 | 25% |\n| 3 | 30 | 15% |",
    ),
    (
        "v-category-mutu",
        {"category"},
        "Berdasarkan Permenpan Nomor 14 Tahun 2017, IKM layanan paspor sebesar 90,15 dengan mutu pelayanan B.",
    ),
    (
        "v-category-kinerja",
        {"category"},
        "IKM semester II tahun 2022 adalah 74,80 dan termasuk kategori baik sesuai Peraturan Menteri PANRB Nomor 14 Tahun 2017.",
    ),
    (
        "v-category-table",
        {"category"},
        "Survei kepuasan masyarakat mengacu pada PermenPANRB Nomor 14 Tahun 2017.\n\n| No | Unit | Nilai IKM | Mutu | Kinerja |\n|---|---|---|---|---|\n| 1 | Poli Umum | 84,20 | B | Baik |\n| 2 | Poli Gigi | 89,90 | A | Sangat Baik |\n| 3 | Apotek | 75,10 | B | Baik |",
    ),
    ("v-index-nrr", {"index"}, "NRR tertimbang sebesar 3,412 dan setelah dikonversi IKM menjadi 83,50."),
    ("v-notation-nrr", {"notation"}, "NRR unsur waktu pelayanan sebesar 2.875 merupakan yang terendah."),
    (
        "v-notation-table",
        {"notation"},
        "| Unsur | Nilai |\n|---|---|\n| Persyaratan | 3,21 |\n| Prosedur | 3,15 |\n| Waktu | 2.98 |\n| Biaya | 3,40 |",
    ),
    ("v-notation-rp", {"notation"}, "Anggaran sebesar Rp2.50.000.000 disediakan untuk kegiatan ini."),
    ("v-notation-space2", {"notation"}, "Rata-rata nilai unsur adalah 3, 42 dari skala 4."),
    (
        "v-contents-missing",
        {"contents"},
        "DAFTAR TABEL\n\nTabel 1. Profil responden ..... 4\nTabel 2. Nilai unsur ..... 6\nTabel 3. Tindak lanjut ..... 9\n\n# Isi\n\nUraian.\n\nTabel 1. Profil responden\n\nUraian.\n\nTabel 2. Nilai unsur\n\nUraian.",
    ),
    (
        "v-reference-bab",
        {"reference"},
        "# BAB I PENDAHULUAN\n\nUraian lengkap ada pada Bab VI.\n\n# BAB II HASIL\n\nUraian.\n\n# BAB III PENUTUP\n\nUraian.",
    ),
    ("v-iso-edition", {"name"}, "Laboratorium telah tersertifikasi ISO 9001:2018 sejak dua tahun lalu."),
    (
        "v-iso-swap",
        {"name"},
        "Sistem manajemen anti penyuapan ISO 37001:2016 diterapkan. Audit ISO 37010:2016 dilakukan lembaga independen, dan sertifikat ISO 37001:2016 diserahkan.",
    ),
    (
        "v-office-typo",
        {"name"},
        "Bidang Pengendalian dan Pelaporan menyusun data. Hasil Bidang Pengendalain dan Pelaporan dikirim ke bupati.",
    ),
    (
        "v-law-year",
        {"law"},
        "Sesuai Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil, pegawai wajib hadir. Peraturan Pemerintah Nomor 94 Tahun 2012 tentang Disiplin Pegawai Negeri Sipil juga mengatur sanksi.",
    ),
    ("v-law-uu", {"law"}, "Pelayanan diatur Undang-Undang Nomor 29 Tahun 2009 tentang Pelayanan Publik."),
    (
        "v-law-title2",
        {"law"},
        "Peraturan Gubernur Nomor 34 Tahun 2014 tentang Pedoman Umum Penyusunan Standar Pelayanan menjadi acuan. Sejalan dengan Peraturan Gubernur Nomor 34 Tahun 2014 tentang Pedoman Teknis Penyusunan Standar Pelayanan, unit menyusun standar.",
    ),
    (
        "v-superseded-pp",
        {"superseded"},
        "Laporan Tahun 2022\n\nPenjatuhan hukuman disiplin dilaksanakan berdasarkan Peraturan Pemerintah Nomor 53 Tahun 2010 tentang Disiplin Pegawai Negeri Sipil.",
    ),
    (
        "v-superseded-list",
        {"superseded"},
        "Laporan Survei Tahun 2021\n\n## Dasar Hukum\n\n1. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;\n2. Keputusan Menteri PAN Nomor KEP/25/M.PAN/2/2004 tentang Pedoman Umum Penyusunan Indeks Kepuasan Masyarakat Unit Pelayanan Instansi Pemerintah.",
    ),
    ("v-date-numeric", {"date"}, "Berkas diterima tanggal 31/04/2021 dan selesai tiga hari kemudian."),
    ("v-date-weekday2", {"date"}, "Rapat digelar hari Jumat tanggal 10 November 2021 di Bandung."),
    ("v-date-year", {"date"}, "Pada 15 Maret 2202 kegiatan dimulai."),
    ("v-date-range", {"date"}, "Pelatihan berlangsung 25–21 Juli 2022 di balai diklat."),
    (
        "v-plan-gantt",
        {"plan"},
        "Laporan Tahun 2021\n\n| Kegiatan | Jan | Feb | Mar | Apr | Mei | Jun | Jul | Agu | Sep | Okt | Nov | Des |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n| Pelatihan petugas arsip | | x | x | | | | | | | | | |\n| Lomba inovasi desa | | | | | x | | | | | | | |\n\n## 2.1. Pelatihan Petugas Arsip\n\nPelatihan dilaksanakan pada 8 Juni 2021 dengan 30 peserta.",
    ),
    (
        "v-lowest",
        {"superlative"},
        "Unsur terendah adalah Prosedur dengan nilai 3,10.\n\n| Unsur | Nilai |\n|---|---|\n| Persyaratan | 3,20 |\n| Prosedur | 3,10 |\n| Waktu | 2,90 |\n| Biaya | 3,40 |",
    ),
    (
        "v-text-table",
        {"consistency"},
        "Jumlah responden survei sebanyak 215 orang sebagaimana Tabel 1.\n\nTabel 1. Responden menurut jenis kelamin\n\n| Jenis Kelamin | Responden |\n|---|---|\n| Laki-laki | 110 |\n| Perempuan | 100 |\n| Jumlah | 210 |",
    ),
    (
        "v-summary-body",
        {"consistency"},
        "# RINGKASAN EKSEKUTIF\n\nSurvei kepuasan diikuti 325 responden.\n\n# BAB I HASIL\n\nSurvei kepuasan diikuti 352 responden dari seluruh kecamatan.",
    ),
    (
        "v-ikm-two",
        {"consistency"},
        "# Ringkasan\n\nNilai IKM tahun 2022 sebesar 84,25.\n\n# Hasil\n\nNilai IKM tahun 2022 sebesar 82,45.",
    ),
]

CLEAN: list[tuple[str, str]] = [
    (
        "c-report-health",
        """# BAB I PENDAHULUAN

## 1.1. Latar Belakang

Puskesmas Sukamaju melayani 3 kecamatan dengan 27 desa dan 84.512 penduduk (data 2021). Sesuai Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik, survei kepuasan masyarakat dilaksanakan sekali setahun mulai 4 Oktober 2021 sampai dengan 29 Oktober 2021.

## 1.2. Metode

Kuesioner terdiri atas 9 unsur sesuai Peraturan Menteri PANRB Nomor 14 Tahun 2017. Dari populasi 1.250 pasien diambil 297 responden dengan galat 5%. Setiap jawaban dinilai 1 sampai 4.

# BAB II HASIL

Tabel 1. Responden menurut pendidikan

| Pendidikan | Responden | Persentase |
|---|---|---|
| SD | 45 | 15,2% |
| SMP | 62 | 20,9% |
| SMA | 128 | 43,1% |
| Sarjana | 62 | 20,9% |
| Jumlah | 297 | 100% |

Tabel 2. Nilai unsur

| No | Unsur | NRR |
|---|---|---|
| 1 | Persyaratan | 3,35 |
| 2 | Prosedur | 3,28 |
| 3 | Waktu | 3,02 |
| 4 | Biaya | 3,61 |

Nilai IKM sebesar 82,75 dengan kategori baik. Unsur terendah adalah Waktu (3,02) dan tertinggi Biaya (3,61). Dibandingkan tahun 2020 sebesar 80,10, nilai ini naik 2,65 poin.""",
    ),
    (
        "c-report-money",
        """Pagu belanja tahun 2020 sebesar Rp12.450.000.000 dan terealisasi Rp11.827.500.000 atau 95,0%. Sisa anggaran Rp622.500.000 dikembalikan ke kas negara.

| Uraian | Pagu | Realisasi | % |
|---|---|---|---|
| Belanja pegawai | 7.200.000.000 | 7.056.000.000 | 98,00 |
| Belanja barang | 4.050.000.000 | 3.645.000.000 | 90,00 |
| Belanja modal | 1.200.000.000 | 1.126.500.000 | 93,88 |
| Jumlah | 12.450.000.000 | 11.827.500.000 | 95,00 |""",
    ),
    (
        "c-sub-of-sub",
        "Dari 500 pemohon, 320 pemohon (64%) datang langsung; dari jumlah itu 160 pemohon (50%) berusia di atas 50 tahun.",
    ),
    (
        "c-two-breakdowns",
        "Sebanyak 120 pegawai terdiri atas 70 pria dan 50 wanita. Menurut golongan, 20 pegawai golongan IV, 75 golongan III, dan 25 golongan II.",
    ),
    ("c-termasuk", "Peserta berjumlah 85 orang, termasuk 12 orang dari luar daerah dan 5 narasumber."),
    ("c-rata", "Nilai rata-rata 3,25 diperoleh dari 9 unsur dengan nilai tertinggi 3,60 dan terendah 2,95."),
    ("c-target-realisasi", "Target 2021 sebanyak 400 sertifikat dan realisasinya 452 sertifikat atau 113%."),
    (
        "c-naik-dua-kali",
        "Jumlah pengunjung naik dari 12.000 orang pada 2019 menjadi 15.600 orang pada 2020 (30%) dan 18.200 orang pada 2021.",
    ),
    ("c-turun-rp", "Biaya turun dari Rp150.000 menjadi Rp100.000 atau berkurang sepertiga."),
    ("c-hampir", "Kunjungan naik hampir dua kali lipat, dari 5.100 menjadi 9.800 kunjungan."),
    (
        "c-dari-ke-jam",
        "Layanan dibuka dari pukul 08.00 menjadi pukul 07.30 mulai 2 Januari 2022 sehingga bertambah 30 menit.",
    ),
    (
        "c-count-dua-hari",
        "Audit berlangsung 2 hari dan dilakukan 3 auditor dari lembaga sertifikasi, yaitu Ahmad, Budi, dan Citra.",
    ),
    ("c-count-beberapa", "Beberapa kendala masih dihadapi, yaitu jaringan, listrik, dan tenaga."),
    (
        "c-count-nested-list",
        "Kegiatan dibagi dalam dua tahap, yaitu:\n\n1. Persiapan\n2. Pelaksanaan\n\nTahap persiapan meliputi tiga langkah:\n\na. rapat\nb. survei lokasi\nc. pengadaan",
    ),
    (
        "c-count-antara-lain",
        "Terdapat lima inovasi, antara lain antrean daring, loket khusus lansia, dan layanan keliling.",
    ),
    ("c-count-dan", "Dua direktorat, yaitu Direktorat Jabatan dan Direktorat Kinerja, menjadi pelaksana."),
    (
        "c-count-kalimat",
        "Ada dua hal yang perlu diperhatikan, yaitu ketersediaan petugas pada jam sibuk dan kecukupan ruang tunggu yang nyaman bagi pemohon.",
    ),
    ("c-balance-other", "Pada 2021 diterima 450 berkas pensiun. Selain itu, 520 berkas kenaikan pangkat diselesaikan."),
    (
        "c-balance-percent",
        "Sebanyak 95% dari 1.240 pengaduan yang masuk telah diselesaikan dalam 14 hari kerja; sisanya 62 pengaduan masih dalam proses.",
    ),
    (
        "c-balance-month",
        "| Bulan | Sisa Awal | Masuk | Selesai | Sisa Akhir |\n|---|---|---|---|---|\n| Januari | 10 | 34 | 30 | 14 |\n| Februari | 14 | 41 | 40 | 15 |\n| Maret | 15 | 38 | 45 | 8 |",
    ),
    (
        "c-table-years",
        "| Uraian | 2019 | 2020 | 2021 |\n|---|---|---|---|\n| Pegawai | 120 | 118 | 115 |\n| Tamu | 2.400 | 900 | 1.350 |\n| Surat | 3.100 | 2.750 | 2.980 |",
    ),
    (
        "c-table-index",
        "| Dimensi | Bobot | Skor | Nilai |\n|---|---|---|---|\n| A | 40% | 80 | 32,0 |\n| B | 35% | 70 | 24,5 |\n| C | 25% | 90 | 22,5 |\n| Total | 100% |  | 79,0 |",
    ),
    (
        "c-table-hierarchy",
        "| No | Uraian | Jumlah |\n|---|---|---|\n| I | Pendapatan | 500 |\n|  | a. Pajak | 300 |\n|  | b. Retribusi | 200 |\n| II | Transfer | 700 |\n|  | a. DAU | 450 |\n|  | b. DAK | 250 |\n|  | Total | 1.200 |",
    ),
    (
        "c-table-blank",
        "| Unit | Laki-laki | Perempuan | Jumlah |\n|---|---|---|---|\n| A | 10 | - | 10 |\n| B | - | 7 | 7 |\n| C | 5 | 6 | 11 |\n| Jumlah | 15 | 13 | 28 |",
    ),
    (
        "c-table-rounded",
        "| Sektor | Miliar Rp |\n|---|---|\n| Pertanian | 12,4 |\n| Industri | 33,3 |\n| Jasa | 20,4 |\n| Total | 66,2 |",
    ),
    (
        "c-table-multi",
        "| Kanal | Pengguna | % dari 500 responden |\n|---|---|---|\n| Laman | 300 | 60% |\n| Aplikasi | 250 | 50% |\n| Telepon | 100 | 20% |",
    ),
    (
        "c-table-capped",
        "| Indikator | Target | Realisasi | Capaian |\n|---|---|---|---|\n| A | 10 | 12 | 100% |\n| B | 20 | 20 | 100% |\n| C | 50 | 45 | 90% |\n| D | 8 | 6 | 75% |",
    ),
    (
        "c-table-phone",
        "| No | Nama | Telepon |\n|---|---|---|\n| 1 | Kantor A | 021-555123 |\n| 2 | Kantor B | 022-556677 |\n| 3 | Kantor C | 0274-889900 |",
    ),
    (
        "c-table-schedule",
        "| Waktu | Acara |\n|---|---|\n| 08.00 - 09.00 | Registrasi |\n| 09.00 - 10.30 | Paparan |\n| 10.30 - 12.00 | Diskusi |",
    ),
    (
        "c-table-age",
        "| Kelompok Usia | L | P | Jumlah |\n|---|---|---|---|\n| < 20 | 5 | 8 | 13 |\n| 20 – 39 | 40 | 52 | 92 |\n| 40 – 59 | 33 | 30 | 63 |\n| ≥ 60 | 4 | 6 | 10 |\n| Jumlah | 82 | 96 | 178 |",
    ),
    (
        "c-predicates",
        "| Predikat | Nilai |\n|---|---|\n| AA | > 90 – 100 |\n| A | > 80 – 90 |\n| BB | > 70 – 80 |\n| B | > 60 – 70 |\n| CC | > 50 – 60 |",
    ),
    (
        "c-list-figure",
        "Aplikasi yang dibangun:\n\n1. SAPA\n2. SIGAP\n\nGambar 1. Tampilan aplikasi\n\n3. SIMPEL\n4. SIAGA",
    ),
    ("c-letters-list", "Tugas:\n\na. menyusun;\nb. melaksanakan;\nc. melaporkan."),
    (
        "c-enumeration-twice",
        "Dimensi yang dinilai adalah (1) kecepatan dan (2) ketepatan. Adapun unsur pendukungnya (1) sarana, (2) tenaga, dan (3) biaya.",
    ),
    ("c-iso-family", "Penerapan ISO 9001:2015, ISO 14001:2015, ISO 45001:2018, dan ISO/IEC 27001:2022 terintegrasi."),
    (
        "c-laws-many",
        "Mengingat: Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara; Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah; Peraturan Pemerintah Nomor 11 Tahun 2017 tentang Manajemen Pegawai Negeri Sipil; Peraturan Pemerintah Nomor 12 Tahun 2017 tentang Pembinaan dan Pengawasan Penyelenggaraan Pemerintahan Daerah.",
    ),
    (
        "c-law-same-title",
        "Undang-Undang Nomor 32 Tahun 2004 tentang Pemerintahan Daerah telah diganti dengan Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah.",
    ),
    (
        "c-law-continues",
        "Peraturan Menteri Keuangan Nomor 60 Tahun 2020 tentang Standar Biaya Masukan berlaku. Peraturan Menteri Keuangan Nomor 60 Tahun 2020 tentang Standar Biaya Masukan Tahun Anggaran 2021 dipakai sebagai acuan.",
    ),
    (
        "c-offices-real",
        "Bidang Perencanaan dan Bidang Keuangan bekerja sama dengan Dinas Pendidikan dan Kebudayaan serta Dinas Pendidikan Provinsi. Biro Umum dan Biro Hukum ikut serta.",
    ),
    (
        "c-dates-good",
        "Kegiatan berlangsung Senin–Rabu, 6–8 Desember 2021; penutupan Jumat, 17 Desember 2021. Kontrak berlaku 28 Februari 2021 hingga 29 Februari 2024.",
    ),
    ("c-minggu", "Selama dua minggu 5 petugas berkeliling; setiap minggu 20 Mei hingga 3 Juni 2022 ada laporan."),
    (
        "c-coordinates",
        "Kantor terletak pada 6,914744 LS dan 107,609810 BT, luas 1.250,75 m2, suhu rata-rata 23,5 derajat.",
    ),
    (
        "c-scales",
        "Skor maturitas 3.2 tidak dipakai lagi; versi 3.2.1 berlaku. Kode kegiatan 5.02.01.2.01 dan rekening 5.1.02.01.01.0024.",
    ),
    ("c-thousand-score", "Nilai kontrak rata-rata 2.875 ribu rupiah per paket."),
    ("c-percent-points", "Cakupan imunisasi 92,5% pada 2020 dan 94,0% pada 2021, naik 1,5 persen poin."),
    ("c-growth-base", "Ekspor tumbuh 12% menjadi Rp5,6 triliun dari Rp5,0 triliun."),
    ("c-masing-masing", "Tiga kecamatan masing-masing menerima 20 unit, 15 unit, dan 10 unit komputer."),
    (
        "c-per-orang",
        "Sebanyak 40 peserta menerima uang saku Rp150.000 per orang per hari selama 3 hari, total Rp18.000.000.",
    ),
    ("c-rasio", "Rasio guru dan siswa 1:24, dengan 96 guru dan 2.304 siswa atau rata-rata 24 siswa per guru."),
    (
        "c-summary-body",
        "# RINGKASAN EKSEKUTIF\n\nSurvei kepuasan diikuti 325 responden dengan IKM 84,25.\n\n# HASIL\n\nSurvei kepuasan diikuti 325 responden. Nilai IKM tahun 2022 sebesar 84,25, tahun 2021 sebesar 82,45.",
    ),
    (
        "c-responden-units",
        "Survei di Loket A diikuti 120 responden. Survei di Loket B diikuti 95 responden. Seluruhnya 215 responden.",
    ),
    (
        "c-contents-case",
        "DAFTAR ISI\n\nKATA PENGANTAR ..... i\nDAFTAR ISI ..... ii\nBAB I PENDAHULUAN ..... 1\nA. Latar Belakang ..... 1\nB. Maksud dan Tujuan ..... 2\nBAB II HASIL SURVEI ..... 3\n\n# BAB I PENDAHULUAN\n\n## A. Latar Belakang\n\nUraian.\n\n## B. Maksud dan Tujuan\n\nUraian.\n\n# BAB II HASIL SURVEI\n\nUraian.",
    ),
    (
        "c-plan-ok",
        "Laporan Tahun 2021\n\n| No | Kegiatan | Jadwal |\n|---|---|---|\n| 1 | Pelatihan petugas arsip | Februari, Maret |\n| 2 | Lomba inovasi desa | Semester II |\n\n## 2.1. Pelatihan Petugas Arsip\n\nPelatihan dilaksanakan pada 8 Maret 2021 dengan 30 peserta.\n\n## 2.2. Lomba Inovasi Desa\n\nLomba digelar 9 November 2021.",
    ),
]
