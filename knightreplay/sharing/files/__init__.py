"""Files made of a run: what is exported, and the capsule that comes back in."""
