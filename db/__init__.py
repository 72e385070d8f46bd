"""What we remember: engine, tables, one module of functions per thing."""
