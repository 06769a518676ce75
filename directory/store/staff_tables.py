"""Tables of staff: accounts, sessions, failed tries, the log of what was done, saved searches."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from directory.store.base import UtcTime, metadata

staff = Table(
    "staff",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("login", String(100), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("email", String(200), nullable=False),
    Column("role", String(12), nullable=False),
    Column("issuers", Text, nullable=False),
    Column("zone", String(50), nullable=False),
    Column("shortcuts", Boolean, nullable=False),
    Column("columns", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("password", String(200), nullable=False),
    Column("totp", Integer, nullable=False),
    Column("totp_used", BigInteger, nullable=False),
    Column("subject", String(300), nullable=False),
    Column("invitation", String(64), nullable=False),
    Column("invited_until", UtcTime),
    Column("created", UtcTime, nullable=False),
    CheckConstraint("role IN ('agent', 'supervisor', 'steward', 'admin')", name="role"),
    Index("ix_staff_subject", "subject"),
    Index("ix_staff_invitation", "invitation"),
)
"""`password` is an Argon2id hash, empty for none. `totp` numbers the second factor (below zero:
its number before it was taken away), `totp_used` is the last time step whose code was used.
`subject` is `issuer sub` of the identity provider. `invitation` is the SHA-256 of a link that sets
a password, once."""

sessions = Table(
    "staff_sessions",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("staff", String(32), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("factor", String(10), nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("began", UtcTime, nullable=False),
    Column("seen", UtcTime, nullable=False),
    Column("ended", UtcTime),
    Column("address", String(45), nullable=False),
    Column("agent", String(300), nullable=False),
    Index("ix_staff_sessions_staff", "staff", "began"),
)
"""`key` is the SHA-256 of what the browser holds. `whole` is false between the two factors."""

tries = Table(
    "staff_tries",
    metadata,
    Column("who", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last", UtcTime, nullable=False),
)
"""Failed logins by a keyed hash: of the login, known or not, and of the network they came from."""

log = Table(
    "staff_log",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("staff", String(32), nullable=False),
    Column("login", String(100), nullable=False),
    Column("role", String(12), nullable=False),
    Column("issuer", String(64), nullable=False),
    Column("action", String(40), nullable=False),
    Column("object", String(200), nullable=False),
    Column("detail", Text, nullable=False),
    Column("address", String(45), nullable=False),
    Index("ix_staff_log_staff", "staff", "seq"),
    Index("ix_staff_log_action", "action", "seq"),
    Index("ix_staff_log_object", "object", "seq"),
    Index("ix_staff_log_issuer", "issuer", "seq"),
    Index("ix_staff_log_at", "at"),
)
"""One row for each thing done behind the login; append-only. `detail` is JSON."""

filters = Table(
    "staff_filters",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("staff", String(32), nullable=False),
    Column("name", String(80), nullable=False),
    Column("query", Text, nullable=False),
    Column("created", UtcTime, nullable=False),
    UniqueConstraint("staff", "name"),
)
"""Searches that somebody keeps under a name; `query` as in the address of the console."""
