"""Tables of the record of license decisions: decisions, head, checkpoints, texts."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, String, Table

from directory.store.base import UtcTime, metadata

DECISIONS = ("accepted", "declined", "withdrawn")
SUBJECTS = ("visitor", "client", "staff")

acceptances = Table(
    "acceptances",
    metadata,
    # Given by the writer, without gaps: a missing number is a missing row.
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("subject_type", String(10), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("license", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("decision", String(10), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("address", String(45), nullable=False),
    Column("user_agent", String(300), nullable=False),
    Column("wanted", String(500), nullable=False),
    Column("channel", String(10), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    CheckConstraint("decision IN ('accepted', 'declined', 'withdrawn')", name="decision"),
    CheckConstraint("subject_type IN ('visitor', 'client', 'staff')", name="subject_type"),
    CheckConstraint("channel IN ('page', 'api')", name="channel"),
    CheckConstraint("version >= 1", name="version"),
    Index("ix_acceptances_latest", "subject", "subject_type", "license", "seq"),
    Index("ix_acceptances_license", "license", "version", "seq"),
)
"""One row a decision; append-only and chained (see `directory.store.chain`)."""

head = Table(
    "acceptance_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("id = 1", name="only"),
)
"""One row: where the chain ends, kept by the database, so that a cut-off end shows."""

checkpoints = Table(
    "acceptance_checkpoints",
    metadata,
    Column("through", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False),
    Column("removed", BigInteger, nullable=False),
    Column("older_than", UtcTime, nullable=False),
    Column("at", UtcTime, nullable=False),
)
"""One row a run of the retention command: all rows up to `through` may be removed."""

texts = Table(
    "license_texts",
    metadata,
    Column("license", String(64), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("language", String(8), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("first_served", UtcTime, nullable=False),
)
"""The hash under which a license text was first accepted: another one is refused ever after."""
