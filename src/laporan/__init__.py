"""The report machine: plans, executes, stitches and writes. It knows notebooks, not satisfaction surveys."""
