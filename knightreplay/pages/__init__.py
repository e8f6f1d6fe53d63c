"""Pages: parse, call, answer."""
