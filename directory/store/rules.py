"""Rules that the database itself keeps, written for SQLite and for PostgreSQL."""

from collections.abc import Iterable

APPEND_ONLY = "rows of {table} are never changed or removed"


def append_only(dialect: str, table: str) -> Iterable[str]:
    """Statements after which `table` takes new rows and refuses to change or lose one.

    PostgreSQL also refuses TRUNCATE, and no `session_replication_role` of an ordinary role gets
    around the triggers. Breaking the rule is an IntegrityError in both databases.
    """
    message = APPEND_ONLY.format(table=table)
    yield from refuse(dialect, table, "UPDATE", message)
    yield from refuse(dialect, table, "DELETE", message)
    if dialect == "postgresql":
        yield from refuse_truncate(table, message)


def chained(dialect: str, table: str, head: str, checkpoints: str, days: int) -> Iterable[str]:
    """Statements after which `table` is a chain that grows at its end and nowhere else.

    Its rows have `seq`, `previous`, `hash` and `at`; `head` has one row (id 1) with the `seq` and
    `hash` of the last; the database moves it. Rows leave only up to the `through` of a row of
    `checkpoints`, which takes none younger than `days`. Breaking a rule is an IntegrityError.
    """
    ago = {
        "sqlite": f"datetime('now', '-{days} days')",
        "postgresql": f"now() - interval '{days} days'",
    }[dialect]
    covered = f"COALESCE((SELECT MAX(through) FROM {checkpoints}), 0)"
    never = f"{head} only moves forward, with {table}"
    yield from refuse(dialect, table, "UPDATE", APPEND_ONLY.format(table=table))
    yield from refuse(
        dialect,
        table,
        "DELETE",
        f"rows of {table} are removed only below a checkpoint",
        f"OLD.seq > {covered}",
    )
    # Also stops INSERT OR REPLACE, which SQLite does not count as a deletion.
    yield from refuse(
        dialect,
        table,
        "INSERT",
        f"a new row goes to the end of {table}",
        f"NOT EXISTS (SELECT 1 FROM {head} WHERE NEW.seq = seq + 1 AND NEW.previous = hash)",
    )
    yield from _move_head(dialect, table, head)
    yield from refuse(
        dialect,
        head,
        "UPDATE",
        never,
        f"NEW.seq <> OLD.seq + 1 OR NOT EXISTS (SELECT 1 FROM {table} AS a "
        "WHERE a.seq = NEW.seq AND a.hash = NEW.hash)",
    )
    for action in ("DELETE", "INSERT"):
        yield from refuse(dialect, head, action, never)
    yield from append_only(dialect, checkpoints)
    yield from refuse(
        dialect, checkpoints, "INSERT",
        f"a checkpoint of {table} names a row, all up to it older than {days} days",
        f"EXISTS (SELECT 1 FROM {table} AS a WHERE a.seq <= NEW.through AND a.at >= {ago}) "
        f"OR NOT EXISTS (SELECT 1 FROM {table} AS a WHERE a.seq = NEW.through "
        "AND a.hash = NEW.hash)",
    )  # fmt: skip
    if dialect == "postgresql":
        yield from refuse_truncate(table, f"{table} is never emptied")
        yield from refuse_truncate(head, f"{head} is never emptied")


def _move_head(dialect: str, table: str, head: str) -> Iterable[str]:
    """After each new row the database itself notes where the chain ends."""
    name = f"{table}_end"
    change = f"UPDATE {head} SET seq = NEW.seq, hash = NEW.hash WHERE id = 1;"
    if dialect == "sqlite":
        yield f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW BEGIN {change} END"
        return
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
        f"SET search_path FROM CURRENT AS $$ BEGIN {change} RETURN NULL; END $$"
    )
    yield (f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def refuse(dialect: str, table: str, action: str, message: str, when: str = "") -> Iterable[str]:
    """Statements after which `action` (INSERT, UPDATE or DELETE) fails on a row where `when` holds.

    `when` is SQL over OLD and NEW that both databases read alike; empty means always.
    """
    name = f"{table}_{action.lower()}_rule"
    if dialect == "sqlite":
        condition = f"WHEN {when} " if when else ""
        yield (
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW {condition}"
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    returned = "OLD" if action == "DELETE" else "NEW"
    raised = f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"
    body = f"IF {when} THEN {raised} END IF;" if when else raised
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {body} RETURN {returned}; END $$"
    )
    yield (
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def refuse_truncate(table: str, message: str) -> Iterable[str]:
    """Statements after which PostgreSQL refuses to empty `table`; SQLite has no such command."""
    name = f"{table}_truncate_rule"
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    yield (
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )
