"""`python -m bench.generate --providers N [--seed S] DIR` writes an invented directory."""

import argparse
import sys
import time
from pathlib import Path

from bench.generate.write import MOST, SIZES, write


def _count(text: str) -> int:
    """A whole number or one of the named sizes."""
    named = SIZES.get(text.lower())
    if named is not None:
        return named
    if text.isdecimal() and 1 <= int(text) <= MOST:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r}: give 1 to {MOST} or one of {', '.join(SIZES)}")


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=__doc__)
    parser.add_argument("--providers", type=_count, default=SIZES["10k"], metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="0 or more; default 1")
    parser.add_argument("folder", type=Path, metavar="DIR")
    chosen = parser.parse_args(arguments)
    if chosen.seed < 0:
        parser.error(f"--seed {chosen.seed}: give 0 or more")
    start = time.monotonic()

    def progress(done: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done:,} of {chosen.providers:,} providers")

    truth = write(chosen.folder, chosen.providers, chosen.seed, progress)
    seconds = time.monotonic() - start
    sys.stdout.write(
        f"{truth.providers:,} providers, {truth.offices:,} offices, "
        f"{truth.participations:,} participations in {chosen.folder} ({seconds:.1f} s)\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
