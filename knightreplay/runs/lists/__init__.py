"""Runs as lists: those of somebody, and those around one."""
