"""Sockets: one run, many viewers."""
