"""Indexes of answers in the order in which they are read: pages by time, counts by group."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None
BEFORE = ("counted", "issuer", "login", "member", "npi")
PAGED = ("issuer", "login", "member", "npi")


def upgrade() -> None:
    """Put the new ones in the place of the old ones."""
    for name in BEFORE:
        op.drop_index(f"ix_answers_{name}", "answers")
    op.create_index("ix_answers_at", "answers", ["at", "seq"])
    for name in PAGED:
        op.create_index(f"ix_answers_{name}", "answers", [name, "at", "seq"])
    op.create_index("ix_answers_counted", "answers", ["issuer", "specialty", "verdict", "at"])
