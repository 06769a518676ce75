"""Commands for the operator: `python -m directory.vanity` gives labels to providers and lists them.

`claim LABEL NPI --by WHO` gives a label for ever, once somebody is sure who asks for it. `of NPI`
lists the labels of a provider. `read LABEL` says what a label is read as.
"""

import argparse
import sys
from datetime import UTC, datetime

from directory.config import Config, ConfigError
from directory.errors import StoreUnavailable
from directory.model.npi import is_npi
from directory.model.provider import Provider
from directory.search.engine import EngineUnavailable
from directory.search.labels import labels_of
from directory.search.open import open_engine
from directory.store.labels import LabelTaken, claim, labels_of_provider
from directory.store.opened import Store
from directory.vanity.label import Asked, Refused, key_of, read_label

OK, USAGE, TAKEN, UNREACHABLE = 0, 2, 4, 5


class _Usage(Exception):
    """What was asked for cannot be; the message names value and cure."""


def main(arguments: list[str]) -> int:
    """Run one command. Returns 0, 2 (usage), 4 (taken by another) or 5 (no engine or database)."""
    given = _parser().parse_args(arguments)
    try:
        return _run(given, Config.from_env())
    except (_Usage, ConfigError, Refused) as error:
        return _fail(str(error), USAGE)
    except LabelTaken:
        return _fail(f"{given.label} belongs to another provider, for ever.", TAKEN)
    except (StoreUnavailable, EngineUnavailable) as error:
        return _fail(f"The engine or the database does not answer: {error}", UNREACHABLE)


def _run(given: argparse.Namespace, config: Config) -> int:
    if given.command == "read":
        return _tell(read_label(given.label))
    store = Store.of(config)
    try:
        if given.command == "of":
            print("\n".join(labels_of_provider(store, given.npi)) or "None.")
            return OK
        key = _key(given.label, _provider(given.npi, config))
        fresh = claim(store, key, given.npi, given.by, datetime.now(UTC))
    finally:
        store.close()
    print(f"{key}.{config.base_domain} {'now belongs' if fresh else 'belonged already'} "
          f"to {given.npi}.")  # fmt: skip
    return OK


def _provider(npi: str, config: Config) -> Provider:
    if not is_npi(npi):
        raise _Usage(f"{npi!r} is no NPI: give its ten digits")
    found = open_engine(config.search_url, config.home).get(npi)
    if not isinstance(found, Provider):
        raise _Usage(f"{npi} is unknown here or deactivated: a label goes to a listed provider")
    return found


def _key(label: str, provider: Provider) -> str:
    asked = read_label(label)
    if asked.reserved:
        raise _Usage(f"{label!r} is kept for the directory itself: choose another")
    key = None if asked.npi else key_of(asked, labels_of(provider))
    if key is None:
        raise _Usage(f"{label!r} cannot be claimed: use a name of letters and digits in one script")
    return key


def _tell(asked: Asked) -> int:
    print(f"label     {asked.typed}")
    print(f"names     {', '.join(asked.names) or 'none'}")
    print(f"NPI       {asked.npi or 'none'}")
    print(f"reserved  {'yes' if asked.reserved else 'no'}")
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m directory.vanity", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    give = commands.add_parser("claim", help="give a label to a provider, for ever")
    give.add_argument("label")
    give.add_argument("npi")
    give.add_argument("--by", required=True, help="who decided, for the record")
    commands.add_parser("of", help="the labels of a provider").add_argument("npi")
    commands.add_parser("read", help="what a label is read as").add_argument("label")
    return parser


def _fail(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
