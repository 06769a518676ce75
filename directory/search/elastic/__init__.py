"""The Elasticsearch engine: nothing of its queries or answers leaves this package."""
