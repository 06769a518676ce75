"""The record of license decisions, with the rules that make it append-only."""

import sqlalchemy as sa
from alembic import op

from directory.store.base import UtcTime
from directory.store.rules import append_only, refuse, refuse_truncate

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEPT_DAYS = 365
"""Younger rows cannot be removed at all, whatever the retention command is asked for."""

TOO_YOUNG = """
NOT EXISTS (SELECT 1 FROM acceptances AS a WHERE a.seq = NEW.through AND a.hash = NEW.hash)
OR EXISTS (SELECT 1 FROM acceptances AS a WHERE a.seq <= NEW.through AND a.at > $ago)
"""


def upgrade() -> None:
    """Make the tables, then their rules."""
    _acceptances()
    head = op.create_table(
        "acceptance_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_acceptance_head_only")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance_head")),
    )
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": "0" * 64}])
    op.create_table(
        "acceptance_checkpoints",
        sa.Column("through", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("removed", sa.BigInteger(), nullable=False),
        sa.Column("older_than", UtcTime(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("through", name=op.f("pk_acceptance_checkpoints")),
    )
    op.create_table(
        "license_texts",
        sa.Column("license", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("first_served", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("license", "version", "language", name=op.f("pk_license_texts")),
    )
    for statement in _rules(op.get_bind().dialect.name):
        op.execute(statement)


def _acceptances() -> None:
    op.create_table(
        "acceptances",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject_type", sa.String(10), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("license", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("decision", sa.String(10), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("address", sa.String(45), nullable=False),
        sa.Column("user_agent", sa.String(300), nullable=False),
        sa.Column("wanted", sa.String(500), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint(
            "decision IN ('accepted', 'declined', 'withdrawn')",
            name=op.f("ck_acceptances_decision"),
        ),
        sa.CheckConstraint(
            "subject_type IN ('visitor', 'client', 'staff')",
            name=op.f("ck_acceptances_subject_type"),
        ),
        sa.CheckConstraint("channel IN ('page', 'api')", name=op.f("ck_acceptances_channel")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_acceptances_version")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_acceptances")),
        sa.UniqueConstraint("hash", name=op.f("uq_acceptances_hash")),
    )
    op.create_index(
        "ix_acceptances_latest", "acceptances", ["subject", "subject_type", "license", "seq"]
    )
    op.create_index("ix_acceptances_license", "acceptances", ["license", "version", "seq"])


def _rules(dialect: str) -> list[str]:
    ago = {
        "sqlite": f"datetime('now', '-{KEPT_DAYS} days')",
        "postgresql": f"now() - interval '{KEPT_DAYS} days'",
    }[dialect]
    covered = "COALESCE((SELECT MAX(through) FROM acceptance_checkpoints), 0)"
    never = "the end of the chain only moves forward"
    return [
        *refuse(dialect, "acceptances", "UPDATE", "rows of acceptances are never changed"),
        *refuse(dialect, "acceptances", "DELETE",
                "rows of acceptances are removed only below a checkpoint",
                f"OLD.seq > {covered}"),
        # Also stops INSERT OR REPLACE, which SQLite does not count as a deletion.
        *refuse(dialect, "acceptances", "INSERT", "a new row goes to the end of the chain",
                "NOT EXISTS (SELECT 1 FROM acceptance_head "
                "WHERE NEW.seq = seq + 1 AND NEW.previous = hash)"),
        *_move_head(dialect),
        *refuse(dialect, "acceptance_head", "UPDATE", never,
                "NEW.seq <> OLD.seq + 1 OR NOT EXISTS (SELECT 1 FROM acceptances AS a "
                "WHERE a.seq = NEW.seq AND a.hash = NEW.hash)"),
        *refuse(dialect, "acceptance_head", "DELETE", never),
        *refuse(dialect, "acceptance_head", "INSERT", never),
        *append_only(dialect, "acceptance_checkpoints"),
        *refuse(dialect, "acceptance_checkpoints", "INSERT",
                f"a checkpoint names a row of the chain, all up to it older than {KEPT_DAYS} days",
                TOO_YOUNG.replace("$ago", ago)),
        *append_only(dialect, "license_texts"),
        *refuse(dialect, "license_texts", "INSERT", "a license text never changes",
                "EXISTS (SELECT 1 FROM license_texts AS t WHERE t.license = NEW.license "
                "AND t.version = NEW.version AND t.language = NEW.language)"),
        *(_truncate_rules() if dialect == "postgresql" else ()),
    ]  # fmt: skip


def _truncate_rules() -> list[str]:
    return [
        *refuse_truncate("acceptances", "acceptances is never emptied"),
        *refuse_truncate("acceptance_head", "acceptance_head is never emptied"),
    ]


def _move_head(dialect: str) -> list[str]:
    """After each new row the database itself notes where the chain ends."""
    change = "UPDATE acceptance_head SET seq = NEW.seq, hash = NEW.hash WHERE id = 1;"
    if dialect == "sqlite":
        return [
            "CREATE TRIGGER acceptances_head AFTER INSERT ON acceptances "
            f"FOR EACH ROW BEGIN {change} END"
        ]
    return [
        "CREATE FUNCTION acceptances_head() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
        f"SET search_path FROM CURRENT AS $$ BEGIN {change} RETURN NULL; END $$",
        "CREATE TRIGGER acceptances_head AFTER INSERT ON acceptances "
        "FOR EACH ROW EXECUTE FUNCTION acceptances_head()",
    ]
