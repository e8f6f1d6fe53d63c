"""The pages' scripts and style sheets: joined, collected under hashed names, served."""
