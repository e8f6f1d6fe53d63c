"""The postmortem of a run, written from what is stored of it."""
