"""What is known of 1 August 2012, and from where: all that the product says of it stands here."""
