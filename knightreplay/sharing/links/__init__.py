"""Links to a run at a moment."""
