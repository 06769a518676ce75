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
