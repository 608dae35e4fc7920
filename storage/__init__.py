"""How the network is remembered: SQLite or PostgreSQL behind one set of named queries."""
