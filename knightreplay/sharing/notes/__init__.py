"""Notes on the timeline."""
