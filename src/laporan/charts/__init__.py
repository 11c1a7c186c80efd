"""The look of the report's charts: widths, colours, fonts, labels that don't overlap, SVG."""
