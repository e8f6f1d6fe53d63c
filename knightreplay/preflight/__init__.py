"""How many participants this machine holds: tried with bots over real sockets."""
