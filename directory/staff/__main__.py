"""Commands for the operator: the first administrator, and new links for who lost their way in.

`create-admin --login LOGIN --name NAME` makes an account that may make all others. `invite LOGIN`
gives a new link to set a password; `--drop-code` takes the second factor away too.
"""

import argparse
import secrets
import sys
from datetime import UTC, datetime

from directory.config import Config, ConfigError
from directory.errors import StoreUnavailable
from directory.model.staff import ALL_ISSUERS
from directory.store import staff as accounts
from directory.store import staff_log, staff_sessions
from directory.store.opened import Store
from directory.store.staff import Account

OK, USAGE, TAKEN, UNREACHABLE = 0, 2, 4, 5


def main(arguments: list[str]) -> int:
    """Run one command. Returns 0, 2 (usage), 4 (login taken or unknown) or 5 (no database)."""
    given = _parser().parse_args(arguments)
    try:
        config = Config.from_env()
        store = Store.of(config)
    except ConfigError as error:
        return _fail(str(error), USAGE)
    try:
        account = _made(store, given) if given.command == "create-admin" else _found(store, given)
        print(_link(store, config, account))
        return OK
    except accounts.LoginTaken:
        return _fail(f"{given.login!r} is taken: `invite {given.login}` makes a new link.", TAKEN)
    except LookupError as error:
        return _fail(str(error.args[0]), TAKEN)
    except StoreUnavailable:
        return _fail(
            "The database does not answer or was not migrated: check DIRECTORY_DATABASE_URL, then "
            "run `python -m directory.store migrate`.",
            UNREACHABLE,
        )
    finally:
        store.close()


def _made(store: Store, given: argparse.Namespace) -> Account:
    now = datetime.now(UTC)
    made = accounts.create(
        store, login=given.login, name=given.name, role="admin", issuers=(ALL_ISSUERS,), at=now
    )
    staff_log.note(store, None, "account-made", made.person.login, at=now, by="command")
    return made


def _found(store: Store, given: argparse.Namespace) -> Account:
    found = accounts.by_login(store, given.login)
    if found is None:
        raise LookupError(f"{given.login!r} is nobody here: /staff/users lists everybody.")
    values = {"password": ""} | ({"totp": -abs(found.totp)} if given.drop_code else {})
    accounts.change(store, found.person.id, **values)
    now = datetime.now(UTC)
    staff_sessions.end_all(store, found.person.id, now)
    staff_log.note(store, None, "account-invited", found.person.login, at=now, by="command")
    return found


def _link(store: Store, config: Config, account: Account) -> str:
    key = secrets.token_urlsafe(32)
    accounts.invite(store, account.person.id, staff_sessions.key_of(key), datetime.now(UTC))
    site = f"https://{config.base_domain}" if config.production else "http://localhost:8000"
    days = accounts.INVITED.days
    meant = f"sets the password of {account.person.login}, once, within {days} days."
    return f"{site}/staff/welcome?key={key}\n{meant}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m directory.staff", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("create-admin", help="make an account that may make all others")
    make.add_argument("--login", required=True)
    make.add_argument("--name", required=True)
    invite = commands.add_parser("invite", help="a new link to set a password")
    invite.add_argument("login")
    invite.add_argument("--drop-code", action="store_true", help="take the second factor away too")
    return parser


def _fail(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
