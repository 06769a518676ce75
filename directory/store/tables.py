"""Every table of the store in one place: a subject whose tables are new is added here."""

import directory.store.acceptance_tables
import directory.store.answer_tables
import directory.store.label_tables
import directory.store.report_tables
import directory.store.staff_tables  # noqa: F401  importing them registers their tables
from directory.store.base import metadata

__all__ = ["metadata"]
