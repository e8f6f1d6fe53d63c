"""The socket of a room: those in it, and what they do together."""
