"""The capsule: a run as one HTML file that plays without a server (docs/capsule.md)."""
