"""The report's one look: widths, palette, fonts, labels that don't collide, SVG."""
