"""The options of a cell, `#| key: value` in its first lines: what each means. The linter refuses others."""

from __future__ import annotations

# In Indonesian, for authors: the documentation lists them as they stand here.
OPTIONS = {
    "label": "nama gambar (`fig-…`) atau tabel (`tbl-…`); kalimat mengacu kepadanya dengan `@fig-…`, `@tbl-…`",
    "fig-title": "temuan gambar: apa yang ditunjukkannya, dihitung seperti kalimat",
    "fig-cap": "judul gambar: apa yang digambar; wajib",
    "fig-alt": "bentuk gambar dan nilai utamanya, bagi yang tidak melihatnya; wajib",
    "tbl-cap": "judul tabel; wajib",
    "note": "catatan di bawahnya",
    "source": "sumber, bila tidak dapat diketahui dari kode sel itu",
    "how": "cara dihitung, bila hasilnya tidak mengatakannya sendiri",
    "published": "nomor gambar atau tabel yang sama dalam laporan terbitan",
}
