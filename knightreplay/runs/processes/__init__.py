"""What the serving and the computing processes say of themselves, and who asks it."""
