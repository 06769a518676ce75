"""Staff: accounts, sessions, failed tries, the log, saved searches."""

import sqlalchemy as sa
from alembic import op

from directory.store.base import UtcTime
from directory.store.rules import append_only

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the log is append-only, which the database itself keeps."""
    _staff()
    _staff_filters()
    _staff_log()
    _staff_sessions()
    _staff_tries()
    for statement in append_only(op.get_bind().dialect.name, "staff_log"):
        op.execute(statement)


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("login", sa.String(100), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("email", sa.String(200), nullable=False),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("issuers", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(50), nullable=False),
        sa.Column("shortcuts", sa.Boolean(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("totp", sa.Integer(), nullable=False),
        sa.Column("totp_used", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("invitation", sa.String(64), nullable=False),
        sa.Column("invited_until", UtcTime()),
        sa.Column("created", UtcTime(), nullable=False),
        sa.CheckConstraint(
            "role IN ('agent', 'supervisor', 'steward', 'admin')", name=op.f("ck_staff_role")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_login")),
    )
    op.create_index("ix_staff_invitation", "staff", ["invitation"])
    op.create_index("ix_staff_subject", "staff", ["subject"])


def _staff_filters() -> None:
    op.create_table(
        "staff_filters",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("staff", sa.String(32), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("created", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_filters")),
        sa.UniqueConstraint("staff", "name", name=op.f("uq_staff_filters_staff_name")),
    )


def _staff_log() -> None:
    op.create_table(
        "staff_log",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("staff", sa.String(32), nullable=False),
        sa.Column("login", sa.String(100), nullable=False),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("issuer", sa.String(64), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("object", sa.String(200), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("address", sa.String(45), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_staff_log")),
    )
    op.create_index("ix_staff_log_action", "staff_log", ["action", "seq"])
    op.create_index("ix_staff_log_at", "staff_log", ["at"])
    op.create_index("ix_staff_log_issuer", "staff_log", ["issuer", "seq"])
    op.create_index("ix_staff_log_object", "staff_log", ["object", "seq"])
    op.create_index("ix_staff_log_staff", "staff_log", ["staff", "seq"])


def _staff_sessions() -> None:
    op.create_table(
        "staff_sessions",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("staff", sa.String(32), nullable=False),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("factor", sa.String(10), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("began", UtcTime(), nullable=False),
        sa.Column("seen", UtcTime(), nullable=False),
        sa.Column("ended", UtcTime()),
        sa.Column("address", sa.String(45), nullable=False),
        sa.Column("agent", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_staff_sessions")),
    )
    op.create_index("ix_staff_sessions_staff", "staff_sessions", ["staff", "began"])


def _staff_tries() -> None:
    op.create_table(
        "staff_tries",
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("who", name=op.f("pk_staff_tries")),
    )
