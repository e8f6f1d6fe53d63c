"""What strangers could have too much of: bodies, requests at a time, tries, guesses."""
