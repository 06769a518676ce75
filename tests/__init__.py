"""The tests, one folder a room, and the servers they run against."""
