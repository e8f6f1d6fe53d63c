"""The socket of a run: one run, many viewers."""
