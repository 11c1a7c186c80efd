"""The official files, written from the tree: PDF to sign, Word to edit."""
