"""The official files: PDF to sign, Word to edit, spreadsheet, open data, archive, Quarto book."""
