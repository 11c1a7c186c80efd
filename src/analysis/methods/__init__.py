"""National rules and methods that any office needs: regulations, working days, statistics of surveys."""
