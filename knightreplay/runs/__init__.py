"""A run, its acts, its clock and its segments."""
