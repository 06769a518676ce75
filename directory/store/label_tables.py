"""Table of claimed labels: providers' own addresses, given once and for ever."""

from sqlalchemy import Column, Index, String, Table

from directory.store.base import UtcTime, metadata

labels = Table(
    "vanity_labels",
    metadata,
    Column("label", String(63), primary_key=True),
    Column("npi", String(10), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("by", String(100), nullable=False),
    Index("ix_vanity_labels_npi", "npi"),
)
"""`label` as `directory.search.labels` spells it; `by` says who gave it. Rows never change."""
