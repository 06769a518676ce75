"""The sources: each reads one format and yields what its rows say; none knows the engine."""
