"""The room of staff."""
