"""The sources: each reads one format and yields what its rows say, knowing nothing of the engine."""
