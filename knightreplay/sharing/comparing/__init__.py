"""Runs side by side: their figures, their acts, where they part."""
