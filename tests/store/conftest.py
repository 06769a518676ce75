"""An empty store, in each kind of database."""

from tests.stores import postgres_template, store, store_url

__all__ = ["postgres_template", "store", "store_url"]
