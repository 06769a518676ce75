"""Answers on record, and questions still open."""

import sqlalchemy as sa
from alembic import op

from directory.store.base import UtcTime
from directory.store.rules import chained

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
START = "0" * 64
KEPT_DAYS = 730
"""Two years: Section 2799A-5(a)(3) of the Public Health Service Act, 42 U.S.C. 300gg-115."""


def upgrade() -> None:
    """Make the tables; answers are a chain that the database keeps whole for two years."""
    _answer_checkpoints()
    _answer_head()
    _answers()
    _questions()
    op.execute(f"INSERT INTO answer_head (id, seq, hash) VALUES (1, 0, '{START}')")
    for statement in chained(
        op.get_bind().dialect.name, "answers", "answer_head", "answer_checkpoints", KEPT_DAYS
    ):
        op.execute(statement)


def _answer_checkpoints() -> None:
    op.create_table(
        "answer_checkpoints",
        sa.Column("through", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("removed", sa.BigInteger(), nullable=False),
        sa.Column("older_than", UtcTime(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("through", name=op.f("pk_answer_checkpoints")),
    )


def _answer_head() -> None:
    op.create_table(
        "answer_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_answer_head_only")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_head")),
    )


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reference", sa.String(12), nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("staff", sa.String(32), nullable=False),
        sa.Column("login", sa.String(100), nullable=False),
        sa.Column("issuer", sa.String(64), nullable=False),
        sa.Column("plan", sa.String(100), nullable=False),
        sa.Column("npi", sa.String(10), nullable=False),
        sa.Column("specialty", sa.String(64), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("question", sa.String(12), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("generation", sa.String(64), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("verdict IN ('in', 'out', 'unknown')", name=op.f("ck_answers_verdict")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_answers")),
        sa.UniqueConstraint("form", name=op.f("uq_answers_form")),
        sa.UniqueConstraint("hash", name=op.f("uq_answers_hash")),
        sa.UniqueConstraint("reference", name=op.f("uq_answers_reference")),
    )
    op.create_index("ix_answers_counted", "answers", ["at", "issuer", "verdict", "specialty"])
    op.create_index("ix_answers_issuer", "answers", ["issuer", "seq"])
    op.create_index("ix_answers_login", "answers", ["login", "seq"])
    op.create_index("ix_answers_member", "answers", ["member", "seq"])
    op.create_index("ix_answers_npi", "answers", ["npi", "seq"])


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("reference", sa.String(12), nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("opened", UtcTime(), nullable=False),
        sa.Column("due", UtcTime(), nullable=False),
        sa.Column("staff", sa.String(32), nullable=False),
        sa.Column("login", sa.String(100), nullable=False),
        sa.Column("issuer", sa.String(64), nullable=False),
        sa.Column("plan", sa.String(100), nullable=False),
        sa.Column("npi", sa.String(10), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("contact", sa.String(200), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("taken", sa.String(100), nullable=False),
        sa.Column("answer", sa.String(12), nullable=False),
        sa.Column("closed", UtcTime()),
        sa.CheckConstraint(
            "status IN ('open', 'answered', 'withdrawn')", name=op.f("ck_questions_status")
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_questions")),
        sa.UniqueConstraint("form", name=op.f("uq_questions_form")),
    )
    op.create_index("ix_questions_opened", "questions", ["opened", "issuer"])
    op.create_index("ix_questions_queue", "questions", ["status", "due"])
