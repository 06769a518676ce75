"""The embedded engine: SQLite, one read-only file per generation."""
