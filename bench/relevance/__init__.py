"""Relevance: how often people find what they mean, measured beside simpler ways of searching."""
