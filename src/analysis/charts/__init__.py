"""The report's charts, one module a subject. Each function takes a subject's result and gives a `Chart`."""
