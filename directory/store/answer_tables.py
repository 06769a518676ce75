"""Tables of answers: the record of what members were told, its end and cuts, and open questions."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from directory.store.base import UtcTime, metadata

answers = Table(
    "answers",
    metadata,
    # Given by the writer, without gaps: a missing number is a missing row.
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("reference", String(12), nullable=False, unique=True),
    Column("form", String(64), nullable=False, unique=True),
    Column("at", UtcTime, nullable=False),
    Column("staff", String(32), nullable=False),
    Column("login", String(100), nullable=False),
    Column("issuer", String(64), nullable=False),
    Column("plan", String(100), nullable=False),
    Column("npi", String(10), nullable=False),
    Column("specialty", String(64), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("member", String(64), nullable=False),
    Column("verdict", String(8), nullable=False),
    Column("question", String(12), nullable=False),
    Column("language", String(8), nullable=False),
    Column("generation", String(64), nullable=False),
    Column("shown", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    CheckConstraint("verdict IN ('in', 'out', 'unknown')", name="verdict"),
    # In the order of pages, so that the newest fifty of many are read and nothing is sorted.
    Index("ix_answers_at", "at", "seq"),
    Index("ix_answers_issuer", "issuer", "at", "seq"),
    Index("ix_answers_login", "login", "at", "seq"),
    Index("ix_answers_member", "member", "at", "seq"),
    Index("ix_answers_npi", "npi", "at", "seq"),
    # In the order of supervision's groups, and with all that it counts.
    Index("ix_answers_counted", "issuer", "specialty", "verdict", "at"),
)
"""One row an answer; append-only and chained. `shown` is JSON of all that was seen when it was
given, `member` a keyed hash, `question` the open question that it settles, or nothing."""

answer_head = Table(
    "answer_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("id = 1", name="only"),
)
"""One row: where the chain ends, kept by the database, so that a cut-off end shows."""

answer_checkpoints = Table(
    "answer_checkpoints",
    metadata,
    Column("through", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False),
    Column("removed", BigInteger, nullable=False),
    Column("older_than", UtcTime, nullable=False),
    Column("at", UtcTime, nullable=False),
)
"""One row a run of the retention command: all answers up to `through` may be removed."""

questions = Table(
    "questions",
    metadata,
    Column("reference", String(12), primary_key=True),
    Column("form", String(64), nullable=False, unique=True),
    Column("opened", UtcTime, nullable=False),
    Column("due", UtcTime, nullable=False),
    Column("staff", String(32), nullable=False),
    Column("login", String(100), nullable=False),
    Column("issuer", String(64), nullable=False),
    Column("plan", String(100), nullable=False),
    Column("npi", String(10), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("member", String(64), nullable=False),
    Column("contact", String(200), nullable=False),
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("status", String(10), nullable=False),
    Column("taken", String(100), nullable=False),
    Column("answer", String(12), nullable=False),
    Column("closed", UtcTime),
    CheckConstraint("status IN ('open', 'answered', 'withdrawn')", name="status"),
    Index("ix_questions_queue", "status", "due"),
    Index("ix_questions_opened", "opened", "issuer"),
)
"""What nobody could answer at once. `contact` is emptied when the question is closed."""
