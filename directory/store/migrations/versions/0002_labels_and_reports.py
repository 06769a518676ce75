"""Claimed labels, and what people report or ask for."""

import sqlalchemy as sa
from alembic import op

from directory.store.base import UtcTime
from directory.store.rules import append_only

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; labels are given for ever, which the database itself keeps."""
    op.create_table(
        "vanity_labels",
        sa.Column("label", sa.String(63), nullable=False),
        sa.Column("npi", sa.String(10), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("label", name=op.f("pk_vanity_labels")),
    )
    op.create_index("ix_vanity_labels_npi", "vanity_labels", ["npi"])
    for statement in append_only(op.get_bind().dialect.name, "vanity_labels"):
        op.execute(statement)
    _reports()


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("reference", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("npi", sa.String(10), nullable=False),
        sa.Column("about", sa.String(300), nullable=False),
        sa.Column("office", sa.String(200), nullable=False),
        sa.Column("wanted", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(200), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("received", UtcTime(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("changed", UtcTime(), nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("origin", sa.String(32), nullable=False),
        sa.CheckConstraint("kind IN ('error', 'claim', 'register')", name=op.f("ck_reports_kind")),
        sa.CheckConstraint(
            "status IN ('received', 'working', 'done', 'declined')", name=op.f("ck_reports_status")
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_reports")),
        sa.UniqueConstraint("form", name=op.f("uq_reports_form")),
    )
    op.create_index("ix_reports_queue", "reports", ["status", "due"])
    op.create_index("ix_reports_npi", "reports", ["npi"])
    op.create_index("ix_reports_origin", "reports", ["origin", "received"])
