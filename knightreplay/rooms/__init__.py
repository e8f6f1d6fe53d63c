"""Rooms: a class, a drill, teams. One leads, many follow, and nobody needs an account."""
