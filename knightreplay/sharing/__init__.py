"""What people make of a run: links, notes, comparisons, exports and capsules."""
