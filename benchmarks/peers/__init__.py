"""The servers that are measured beside each other, and the viewers that measure them."""
