"""Providers' own addresses: the name as the first part of the host."""
