"""Minutes of a run, stored once: computed, encoded, shared with forks, summed up at 16:00."""
