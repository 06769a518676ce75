"""Keeps the catalogs of sentences that the rooms' pages show in four languages."""
