"""Tables of data, one a file: a newcomer adds a row."""
