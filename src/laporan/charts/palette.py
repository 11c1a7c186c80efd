"""What each colour of a chart means: one meaning a colour, through the whole report.

A chart names the meaning, never a colour of its own. Each keeps its place in grey:
ink < MAIN < SHORT < OTHER < BEFORE < REST, and SHORT stands beside the blues only where shape, position or words tell
them apart too. MAIN, SHORT and the inks are at least 4,5 : 1 on paper and may be text; OTHER and BEFORE are 3 : 1;
WATCH, REST and the first steps are fills, with a value or an edge that carries them. page.css gives each its dark
partner.
"""

from __future__ import annotations

INK, SOFT, MUTED = "#1b1f24", "#434a53", "#59616b"  # text: what is read first, names, remarks
RULE, BAND, PAPER = "#dde1e5", "#f1f3f5", "#ffffff"  # lines of the grid, quiet fields, the ground
EDGE = "#868e97"  # outlines and hairlines

MAIN = "#12486b"  # what the chart is about: this year, this value, the first of two groups
OTHER = "#3d86b0"  # the second of two groups of equal rank: women beside men, pensions beside promotions
REST = "#b7d5e7"  # the other part of a whole, and the uncertainty around MAIN
BEFORE, BEFORE_RANGE = "#868e97", "#dde1e5"  # the year before, and the uncertainty around it
SHORT = "#ad5007"  # short of what was asked, and what has to be dealt with first
WATCH = "#e5b173"  # not yet short, but near to it
STEPS = ("#d3e3ed", "#a6c9df", "#6ea6c8", "#357ca3", "#12486b")  # how much: the darker, the more
