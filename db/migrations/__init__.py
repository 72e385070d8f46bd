"""How the database's shape came to be, one step a file."""
