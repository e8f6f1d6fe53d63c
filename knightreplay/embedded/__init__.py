"""The whole server in one process: no Redis, no PostgreSQL, nothing else to start."""
