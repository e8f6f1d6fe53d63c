"""Sockets: of a run and of a room, and what both share."""
