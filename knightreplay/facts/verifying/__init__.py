"""What people read, held against the facts: numerals, citations, quotations, the default run."""
