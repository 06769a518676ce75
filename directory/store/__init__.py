"""What people write: kept in SQLite or PostgreSQL, one module a subject."""
