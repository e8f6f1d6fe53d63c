"""The network: where this server is reached, through whom, and who has come."""
