"""What strangers could have too much of: bodies, requests, sockets, tries, guesses."""
