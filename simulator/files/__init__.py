"""What stands in a scenario's text file: acts, claims, moments, readings, translations."""
