"""Table of what people report or ask for: errors, claims, registrations."""

from sqlalchemy import CheckConstraint, Column, Date, Index, String, Table, Text

from directory.store.base import UtcTime, metadata

reports = Table(
    "reports",
    metadata,
    Column("reference", String(12), primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("npi", String(10), nullable=False),
    Column("about", String(300), nullable=False),
    Column("office", String(200), nullable=False),
    Column("wanted", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("contact", String(200), nullable=False),
    Column("language", String(8), nullable=False),
    Column("status", String(10), nullable=False),
    Column("answer", Text, nullable=False),
    Column("received", UtcTime, nullable=False),
    Column("due", Date, nullable=False),
    Column("changed", UtcTime, nullable=False),
    Column("form", String(64), nullable=False, unique=True),
    Column("origin", String(32), nullable=False),
    CheckConstraint("kind IN ('error', 'claim', 'register')", name="kind"),
    CheckConstraint("status IN ('received', 'working', 'done', 'declined')", name="status"),
    Index("ix_reports_queue", "status", "due"),
    Index("ix_reports_npi", "npi"),
    Index("ix_reports_origin", "origin", "received"),
)
"""`about` is a space-separated list of topics, `form` the id of the form that was sent (a form
counts once), `origin` a keyed hash of a truncated address that cannot be turned back."""
