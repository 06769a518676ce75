"""Providers' own addresses."""
