"""One document from executed notebooks: stitched, numbered, its references and numbers checked."""
