"""`python -m bench.relevance`: how often a name is found, whatever happened to it on the way."""

import argparse
from collections.abc import Callable

from bench.relevance.faults_classes import CLASSES
from bench.relevance.names_run import run

BASELINES = ("exact", "prefix", "soundex", "match", "trigram")


def main(arguments: list[str] | None = None) -> int:
    """Measure name search; the exit code is 1 where an engine misses a target."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.show_misses and not chosen.tune:
        parser.error("the misses of the final queries stay unseen: use --tune with --show-misses")
    if chosen.show_misses and chosen.show_misses not in (chosen.classes or CLASSES):
        parser.error(f"--show-misses {chosen.show_misses!r} is not among --classes")
    return run(chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.relevance", description=__doc__)
    add = parser.add_argument
    add("--engines", type=_some(("embedded", "elastic")), default=["embedded", "elastic"])
    add("--elastic-url", default="", help="an Elasticsearch; default the one of the tests")
    add("--people", type=int, default=60_000, help="in the directory; default 60000")
    add("--per-class", type=int, default=1_000, help="queries of each class; default 1000")
    add("--classes", type=_some(CLASSES), default=[], help="comma-separated; default all")
    add("--baselines", type=_some((*BASELINES, "none")), default=list(BASELINES))
    add("--tune", action="store_true", help="the queries to improve on; final figures use others")
    add("--show-misses", choices=CLASSES, default="", metavar="CLASS", help=", ".join(CLASSES))
    add("--markdown", action="store_true", help="tables as docs/relevance.md has them")
    return parser


def _some(known: tuple[str, ...]) -> Callable[[str], list[str]]:
    """Reads a comma-separated choice of these names."""

    def chosen(text: str) -> list[str]:
        found = [name.strip() for name in text.split(",")]
        if unknown := [name for name in found if name not in known]:
            raise argparse.ArgumentTypeError(f"{unknown[0]!r}: choose from {', '.join(known)}")
        return found

    return chosen


if __name__ == "__main__":
    raise SystemExit(main())
