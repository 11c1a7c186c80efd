"""A third round, again written before looking: whole small reports, clean and faulty, and further wordings."""

from __future__ import annotations

PLANTED: list[tuple[str, set[str], str]] = [
    (
        "r-l1",
        {"change", "count", "ordinal", "share", "sum"},
        r"""# BAB I PENDAHULUAN

## 1.1. Latar Belakang

Dinas Perhubungan Kota Mekar mengelola 42 halte dan 118 kendaraan. Terdapat tiga program prioritas, yaitu (1) penataan halte, (2) peremajaan armada, (3) penertiban parkir, dan (4) edukasi keselamatan.

# BAB II HASIL

## 2.1. Armada

Dari 118 kendaraan, 95 kendaraan laik jalan (80,5%) dan 23 kendaraan perlu perbaikan (29,5%). Jumlah penumpang naik dari 1.250.000 orang pada 2021 menjadi 1.500.000 orang pada 2022 atau meningkat 22%.

Tabel 1. Armada menurut jenis

| No | Jenis | Jumlah |
|---|---|---|
| 1 | Bus besar | 30 |
| 2 | Bus sedang | 48 |
| 2 | Mikrobus | 40 |
| 4 | Taksi | 12 |
|  | Jumlah | 118 |
""",
    ),
    (
        "r-l4",
        {"balance", "share"},
        r"""Laporan Pengelolaan Aduan 2022

Selama tahun 2022 Dinas menerima 1.875 aduan melalui aplikasi dan 425 aduan melalui loket. Dari seluruh aduan, 2.050 aduan tuntas (91,2%) dan 150 aduan masih diproses.""",
    ),
    (
        "r-l5",
        {"consistency"},
        r"""# RINGKASAN EKSEKUTIF

Jumlah peserta pelatihan sepanjang tahun mencapai 1.245 orang.

# BAB II

Pada tahun ini jumlah peserta pelatihan sepanjang tahun mencapai 1.254 orang.""",
    ),
    (
        "r-l6",
        {"name"},
        "Sistem diaudit terhadap ISO/IEC 27001:2013. Sertifikasi SNI ISO/IEC 27010:2013 diterbitkan, melanjutkan ISO 27001:2013 sebelumnya.",
    ),
    (
        "r-l7",
        {"share"},
        "Hasil kuesioner: sangat puas 56 responden (28%), puas 104 responden (52%), kurang puas 32 responden (16%), dan tidak puas 8 responden (6%).",
    ),
    (
        "r-l8",
        {"sum"},
        "Peserta yang hadir adalah 34 orang dari Kabupaten Garut, 28 orang dari Kabupaten Ciamis, dan 21 orang dari Kota Banjar; jumlah keseluruhan 85 orang.",
    ),
    ("r-l9", {"change"}, "Realisasi PAD 2021 Rp45,2 miliar, sedangkan 2022 Rp52,0 miliar, sehingga naik 25,0%."),
    (
        "r-l10",
        {"count"},
        r"""Keempat indikator tersebut terdiri dari:

a. Kecepatan
b. Ketepatan
c. Keramahan""",
    ),
    ("r-l11", {"rate"}, "Dalam setahun terbit 624 berita atau 15 berita per minggu sepanjang 2021."),
    ("r-l12", {"share"}, "Tingkat penyelesaian mencapai 96% (1.152 dari 1.280 permohonan)."),
    (
        "r-l13",
        {"band"},
        r"""Tabel 2. Kategori

| Nilai | Predikat |
|---|---|
| 80,01 – 100 | Sangat Baik |
| 60,01 – 80,00 | Baik |
| 40,01 – 60,50 | Cukup |
| 20,00 – 40,00 | Kurang |""",
    ),
    ("r-l16", {"date"}, "Sosialisasi dilaksanakan Kamis, 5 Mei 2021, dan dihadiri 40 peserta."),
    (
        "r-l17",
        {"law"},
        "Pelayanan informasi mengacu Undang-Undang Nomor 14 Tahun 2018 tentang Keterbukaan Informasi Publik.",
    ),
    (
        "r-l18",
        {"notation"},
        r"""| Unsur | NRR |
|---|---|
| U1 | 3,45 |
| U2 | 3,38 |
| U3 | 3.210 |
| U4 | 3,52 |""",
    ),
    (
        "r-l19",
        {"sum"},
        "Kegiatan dihadiri oleh 120 peserta, dengan rincian 45 peserta dari OPD, 50 peserta dari kecamatan dan 35 peserta dari desa.",
    ),
    (
        "r-l20",
        {"contents"},
        r"""DAFTAR ISI

BAB I PENDAHULUAN 1
1.1 Latar Belakang 1
1.2 Tujuan 2
BAB II METODE 3
2.1 Responden 3

BAB I PENDAHULUAN

1.1 Latar Belakang

Uraian panjang.

1.2 Maksud dan Tujuan

Uraian panjang.

BAB II METODE

2.1 Responden

Uraian panjang.""",
    ),
    (
        "r-l21",
        {"plan"},
        r"""Laporan Tahun 2023

Rencana aksi disajikan pada tabel berikut.

| Program | Kegiatan | Bulan |
|---|---|---|
| Mutu | Penyusunan standar pelayanan | Maret |
| Mutu | Forum konsultasi publik | Mei |
| SDM | Pelatihan pelayanan prima | Juli |

## 2.1 Forum Konsultasi Publik

Forum digelar pada 21 November 2023 di aula kecamatan.

## 2.2 Pelatihan Pelayanan Prima

Pelatihan diadakan pada bulan Juli 2023.""",
    ),
    (
        "r-l22",
        {"superseded"},
        r"""Laporan SKM Tahun 2020

Penyusunan survei ini berpedoman pada Permenpan RB Nomor 16 Tahun 2014.""",
    ),
    (
        "r-l23",
        {"heading-swap"},
        r"""| Interval | Kinerja | Mutu Pelayanan |
|---|---|---|
| 1,00–1,75 | D | Tidak baik |
| 1,76–2,50 | C | Kurang baik |
| 2,51–3,25 | B | Baik |
| 3,26–4,00 | A | Sangat baik |""",
    ),
    ("r-l24", {"share-sum"}, "Berdasarkan pendidikan: SD 12%, SMP 18%, SMA 45%, dan perguruan tinggi 35%."),
    (
        "r-l26",
        {"ordinal"},
        r"""Tabel 1. Unsur

| No. | Unsur |
|---|---|
| 1. | Persyaratan |
| 2. | Prosedur |
| 3. | Waktu |
| 5. | Biaya |
| 6. | Produk |""",
    ),
    (
        "r-l27",
        {"category"},
        "Berdasarkan tabel konversi PermenPANRB 14/2017, nilai 88,20 termasuk kategori A (Sangat Baik) untuk IKM.",
    ),
    (
        "r-l28",
        {"sum"},
        "Total penerimaan pajak Rp1.234.500.000,00 terdiri atas pajak hotel Rp534.500.000,00 dan pajak restoran Rp710.000.000,00.",
    ),
]

CLEAN: list[tuple[str, str]] = [
    (
        "r-l2",
        r"""LAPORAN KINERJA TAHUN 2021

DAFTAR ISI

KATA PENGANTAR i
DAFTAR ISI ii
BAB I PENDAHULUAN 1
1.1 Latar Belakang 1
1.2 Tugas dan Fungsi 2
BAB II PERENCANAAN KINERJA 4
2.1 Rencana Strategis 4
BAB III AKUNTABILITAS KINERJA 7
3.1 Capaian Kinerja 7
3.2 Realisasi Anggaran 12

KATA PENGANTAR

Laporan ini disusun berdasarkan Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah dan Peraturan Menteri PANRB Nomor 53 Tahun 2014.

BAB I PENDAHULUAN

1.1 Latar Belakang

Kecamatan Sukasari terdiri atas 7 desa dan 2 kelurahan dengan luas 45,6 km2. Jumlah penduduk 38.412 jiwa yang terdiri dari 19.305 laki-laki dan 19.107 perempuan. Kepadatannya 842 jiwa per km2.

1.2 Tugas dan Fungsi

Camat dibantu oleh sekretaris dan 5 seksi, yaitu Seksi Pemerintahan, Seksi Ketenteraman dan Ketertiban, Seksi Pembangunan, Seksi Kesejahteraan Sosial, dan Seksi Pelayanan. Jumlah pegawai 24 orang: 15 PNS dan 9 tenaga kontrak.

BAB II PERENCANAAN KINERJA

2.1 Rencana Strategis

Renstra 2019-2023 memuat 2 tujuan, 3 sasaran, dan 8 indikator. Target IKM 2021 sebesar 82,00.

BAB III AKUNTABILITAS KINERJA

3.1 Capaian Kinerja

Dari 8 indikator, 6 indikator (75%) mencapai target dan 2 indikator (25%) belum. Nilai IKM 2021 sebesar 83,12 (kategori Baik) atau 101,4% dari target. Dibandingkan tahun 2020 (81,95) terjadi kenaikan 1,17 poin atau 1,4%.

Tabel 3.1 Capaian indikator

No	Indikator	Satuan	Target	Realisasi	Capaian (%)
1	Nilai IKM	indeks	82,00	83,12	101,37
2	Ketepatan waktu layanan	%	95	93	97,89
3	Desa dengan laporan tepat waktu	desa	7	7	100,00
4	Penyelesaian aduan	%	100	96	96,00

3.2 Realisasi Anggaran

Anggaran Rp3.250.000.000 dengan realisasi Rp3.087.500.000 (95%). Efisiensi sebesar Rp162.500.000 atau 5%.

Tabel 3.2 Realisasi anggaran

Program	Pagu (Rp)	Realisasi (Rp)	%	Sisa (Rp)
Penunjang urusan	2.100.000.000	2.016.000.000	96,00	84.000.000
Pelayanan publik	650.000.000	611.000.000	94,00	39.000.000
Pemberdayaan desa	500.000.000	460.500.000	92,10	39.500.000
Jumlah	3.250.000.000	3.087.500.000	95,00	162.500.000
""",
    ),
    (
        "r-l3",
        r"""RINGKASAN EKSEKUTIF

Sepanjang 2022 RSUD melayani 12.480 pasien rawat inap dan 96.310 pasien rawat jalan. BOR mencapai 72,4% dengan rata-rata lama dirawat 4,2 hari. Indeks kepuasan 86,40 atau naik dari 84,15 pada 2021. Terdapat 214 aduan, 209 di antaranya selesai dan 5 masih diproses.

1. Layanan unggulan

Ada empat layanan unggulan: jantung, stroke, kanker, dan kesehatan ibu dan anak. Poliklinik buka Senin–Jumat pukul 07.30–14.00 dan Sabtu pukul 07.30–12.00.

2. Sumber daya

Tenaga medis 68 orang (32 dokter umum, 28 dokter spesialis, dan 8 dokter gigi), perawat 245 orang, dan bidan 60 orang. Rasio perawat terhadap tempat tidur 245:210.

3. Keuangan

Pendapatan BLUD Rp84,6 miliar (102,5% dari target Rp82,5 miliar), naik 8,5% dari Rp78,0 miliar tahun lalu. Belanja Rp79,9 miliar.""",
    ),
    (
        "r-l14",
        r"""Tabel 2. Kategori

| Nilai | Predikat |
|---|---|
| 80,01 – 100 | Sangat Baik |
| 60,01 – 80,00 | Baik |
| 40,01 – 60,00 | Cukup |
| 20,00 – 40,00 | Kurang |""",
    ),
    ("r-l15", "Jumlah tenaga 68 orang (32 dokter umum dan 28 dokter spesialis, sisanya dokter gigi)."),
    ("r-l25", "Berdasarkan pendidikan: SD 12%, SMP 18%, SMA 45%, dan perguruan tinggi 25%."),
    (
        "r-clean-0",
        """Laporan Tahun 2022

Bidang Pelayanan menerima 1.240 surat masuk dan mengirim 980 surat keluar. Dari 1.240 surat masuk, 1.100 surat telah diselesaikan, 90 surat didisposisikan ke instansi lain, dan 50 surat masih dalam proses.

Jumlah peserta bimtek 60 orang dari 12 kecamatan, masing-masing 5 orang. Setiap peserta mendapat 2 modul sehingga dicetak 120 modul.

Pagu Rp1,2 miliar, terserap Rp1,08 miliar (90%). Sisanya Rp120 juta tidak terserap karena efisiensi belanja perjalanan 40% dan rapat 60%.

Dibandingkan 2021 (84,2), IKM 2022 sebesar 86,9 atau naik 2,7 poin (3,2%). Unsur dengan nilai tertinggi adalah biaya, sedangkan tiga unsur terendah adalah waktu, sarana, dan prosedur.

Sebanyak 45% responden perempuan dan 55% laki-laki. Dari responden perempuan, 60% berusia di bawah 40 tahun.""",
    ),
    (
        "r-clean-1",
        """Rapat dihadiri 25 orang, terdiri dari unsur dinas, kecamatan, dan 10 perwakilan warga. Anggaran 2023 direncanakan Rp500 juta, terdiri atas Rp200 juta APBD dan selebihnya hibah.

Tahap pertama diselesaikan 3 dari 5 kegiatan (60%). Kedua kegiatan yang tersisa dijadwalkan tahun 2024.

Sistem SIPD versi 3.1 digunakan 42 OPD sejak 1 Januari 2022. Kode 1.02.01 dipakai untuk urusan kesehatan; lihat Lampiran 2 halaman 14.

Target 2021–2025: 70, 72, 74, 76, dan 78 persen. Realisasi 2021 sebesar 71,5 persen.

Terdapat 9 unsur pelayanan: persyaratan, prosedur, waktu, biaya, produk, kompetensi, perilaku, sarana, dan pengaduan.""",
    ),
    (
        "r-clean-2",
        """| No | Uraian | Volume | Harga Satuan (Rp) | Jumlah (Rp) |
|---|---|---|---|---|
| 1 | Kertas | 20 | 50.000 | 1.000.000 |
| 2 | Tinta | 10 | 120.000 | 1.200.000 |
| 3 | Map | 100 | 2.500 | 250.000 |
|  | Jumlah |  |  | 2.450.000 |

| Tahun | IKM | Mutu | Kategori |
|---|---|---|---|
| 2019 | 80,12 | B | Baik |
| 2020 | 81,45 | B | Baik |
| 2021 | 88,90 | A | Sangat Baik |

| Unsur | 2021 | 2022 | Perubahan |
|---|---|---|---|
| Persyaratan | 3,20 | 3,25 | 0,05 |
| Prosedur | 3,15 | 3,10 | -0,05 |
| Waktu | 3,00 | 3,12 | 0,12 |
| Rata-rata | 3,12 | 3,16 | 0,04 |

| Golongan | L | P | Jumlah | % |
|---|---|---|---|---|
| II | 12 | 8 | 20 | 20% |
| III | 30 | 35 | 65 | 65% |
| IV | 9 | 6 | 15 | 15% |
| Jumlah | 51 | 49 | 100 | 100% |

| Bulan | Masuk | Selesai | Persentase |
|---|---|---|---|
| Januari | 40 | 38 | 95% |
| Februari | 50 | 45 | 90% |
| Maret | 60 | 60 | 100% |
| Total | 150 | 143 | 95,3% |""",
    ),
    (
        "r-clean-3",
        """Pelayanan berlangsung 5 hari kerja (Senin sampai Jumat), 8 jam per hari, atau 40 jam per minggu. Sejak 2018 terdapat 3 loket; pada 2020 ditambah 2 loket sehingga menjadi 5 loket.

Populasi 2.500 orang dengan tabel Krejcie dan Morgan menghasilkan 333 sampel; kuesioner kembali 340 dan yang sah 335 (98,5%).

Dari 335 responden: laki-laki 180 (53,7%), perempuan 155 (46,3%). Pendidikan SMA 120 (35,8%), D3 65 (19,4%), S1 130 (38,8%), S2 20 (6,0%).

Nilai NRR tertimbang 3,36 sehingga IKM = 3,36 × 25 = 84,00 (Baik). Pada 2021 nilainya 82,50.

UU Nomor 23 Tahun 2014 tentang Pemerintahan Daerah sebagaimana telah beberapa kali diubah, terakhir dengan UU Nomor 9 Tahun 2015 tentang Perubahan Kedua atas UU Nomor 23 Tahun 2014 tentang Pemerintahan Daerah.""",
    ),
]
