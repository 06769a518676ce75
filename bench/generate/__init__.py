"""Writes invented provider directories in the formats that real sources use."""
