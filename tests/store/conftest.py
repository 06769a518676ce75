"""An empty store, in each kind of database."""

from tests.stores import postgres_template, postgres_url, store, store_url

__all__ = ["postgres_template", "postgres_url", "store", "store_url"]
