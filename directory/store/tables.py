"""Every table of the store in one place: a subject whose tables are new is added here."""

import directory.store.acceptance_tables  # noqa: F401  importing it registers its tables
from directory.store.base import metadata

__all__ = ["metadata"]
