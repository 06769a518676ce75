"""`python -m bench.gate`: what the license gate costs on a page whose license was accepted."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from bench.clock import Timing
from directory.policies.gate import Gate, Visitor
from directory.policies.licenses import load
from directory.store.acceptances import circumstances
from directory.store.opened import Store

LICENSE = "sample-disclaimer"
HEAD = f"{'':24}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}{'found':>10}"


def main(arguments: list[str] | None = None) -> int:
    """Time the gate over a record of many decisions; prints a table."""
    parser = argparse.ArgumentParser(prog="python -m bench.gate", description=__doc__)
    parser.add_argument("--visitors", type=int, default=2000, help="decisions in the record")
    parser.add_argument("--questions", type=int, default=5000)
    parser.add_argument("--database-url", action="append", default=[], help="also this database")
    chosen = parser.parse_args(arguments)
    sys.stdout.write(f"{HEAD}\n")
    with tempfile.TemporaryDirectory() as folder:
        own = f"sqlite:///{Path(folder) / 'gate.sqlite'}"
        for url in [own, *chosen.database_url]:
            store = Store(url)
            store.migrate()
            for name, timing in _measure(store, chosen.visitors, chosen.questions).items():
                sys.stdout.write(f"{store.dialect + ', ' + name:24}{timing.line()}\n")
            store.close()
    return 0


def _measure(store: Store, visitors: int, questions: int) -> dict[str, Timing]:
    gate = Gate(store, load(), b"k" * 32, production=False, today=date.today, count=lambda *_: None)
    accepting = Timing.of(range(visitors), lambda _: _accept(gate))
    passes = _passes(gate, 50)
    asked = [passes[number % len(passes)] for number in range(questions)]
    return {"accept": accepting, "accepted page": Timing.of(asked, lambda text: _ask(gate, text))}


def _accept(gate: Gate) -> int:
    _decided(gate, gate.visitor("", "cookie", "localhost"))
    return 1


def _decided(gate: Gate, visitor: Visitor) -> str:
    how = circumstances(
        at=datetime.now(UTC), address="192.0.2.1", user_agent="bench", wanted="/", channel="page"
    )
    license = gate.in_force([LICENSE])[0]
    held = gate.decide(visitor, [(license, "en")], "accepted", how)
    return gate.signer.seal(held, "cookie", "localhost")


def _passes(gate: Gate, count: int) -> Sequence[str]:
    return [_decided(gate, gate.visitor("", "cookie", "localhost")) for _ in range(count)]


def _ask(gate: Gate, text: str) -> int:
    """All that a page asks before it is shown: whose pass this is, and what the record says."""
    verdict = gate.ask(gate.visitor(text, "cookie", "localhost"), [LICENSE])
    if not verdict.open:
        raise AssertionError("the gate is shut for someone who accepted")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
