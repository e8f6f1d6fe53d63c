"""Who asks, and what they may: by keys and by sessions, never by an address."""
