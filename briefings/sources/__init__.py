"""Where articles come from: when to read a source again, and what of it is news."""
