"""Commands for the operator: `python -m directory.store` migrates, exports, verifies, retires."""

import argparse
import sys
from pathlib import Path

from directory.config import Config, ConfigError
from directory.errors import StoreUnavailable
from directory.store import answer_audit, audit
from directory.store.chain import BrokenChain, Chain
from directory.store.opened import Store

OK, USAGE, BROKEN, UNREACHABLE = 0, 2, 4, 5


def main(arguments: list[str]) -> int:
    """Run one command. Returns 0, 2 (usage), 4 (the record is not whole) or 5 (no database)."""
    given = _parser().parse_args(arguments)
    try:
        store = Store.of(Config.from_env())
    except ConfigError as error:
        return _fail(str(error), USAGE)
    try:
        return _run(given, store)
    except StoreUnavailable:
        return _fail(
            "The database does not answer or was not migrated: check DIRECTORY_DATABASE_URL, then "
            "run `python -m directory.store migrate`.",
            UNREACHABLE,
        )
    except BrokenChain as error:
        return _fail(f"The record is not whole, so nothing was removed: {error}", BROKEN)
    except (audit.NoExport, ValueError, OSError) as error:
        return _fail(str(error), USAGE)
    finally:
        store.close()


def _run(given: argparse.Namespace, store: Store) -> int:
    if given.command == "migrate":
        print(f"The store has revision {store.migrate()}.")
        return OK
    if given.command == "verify":
        if given.export:
            return _tell(audit.check_export(given.export), "export")
        against = given.against
        return _tell(audit.verify_against(store, against) if against else audit.verify(store))
    if given.command == "verify-answers":
        return _tell(answer_audit.verify(store), "record of answers")
    if given.command == "retain-answers":
        print(f"{answer_audit.retain(store, given.days)} answers removed.")
        return OK
    if given.command == "export-answers":
        with given.file.open("xb") as out:
            return _tell(answer_audit.export(store, out), "record of answers")
    if given.command == "retain":
        print(f"{audit.retain(store, given.days)} decisions removed.")
        return OK
    with given.file.open("xb") as out:
        found = audit.export(store, out)
    return _tell(found)


def _tell(found: Chain, what: str = "record") -> int:
    rows = f"{found.rows} rows" + (f", {found.first} to {found.last}" if found.rows else "")
    if found.whole:
        print(f"The {what} is whole: {rows}; it ends with {found.end.hash}.")
        return OK
    print(f"The {what} is NOT whole ({rows}):", file=sys.stderr)
    for fault in found.faults:
        print(f"- {fault}", file=sys.stderr)
    return BROKEN


def _fail(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m directory.store")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("migrate", help="bring the schema up to date")
    export = commands.add_parser("export-acceptances", help="write the record for an auditor")
    export.add_argument("file", type=Path, metavar="FILE", help="a new file, JSON lines")
    verify = commands.add_parser("verify", help="check the chain of the record")
    which = verify.add_mutually_exclusive_group()
    which.add_argument("--against", type=Path, metavar="FILE", help="an earlier export")
    which.add_argument("--export", type=Path, metavar="FILE", help="check this file alone")
    retain = commands.add_parser("retain", help="remove decisions that are old enough")
    retain.add_argument(
        "--days", type=int, default=audit.KEPT_DAYS, help=f"keep so many days ({audit.KEPT_DAYS})"
    )
    commands.add_parser("verify-answers", help="check the chain of the answers on record")
    answers = commands.add_parser("export-answers", help="write the answers for a regulator")
    answers.add_argument("file", type=Path, metavar="FILE", help="a new file, JSON lines")
    keep = commands.add_parser("retain-answers", help="remove answers that are old enough")
    days = answer_audit.KEPT_DAYS
    keep.add_argument("--days", type=int, default=days, help=f"keep so many days ({days})")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
