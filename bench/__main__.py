"""`python -m bench`: loads an invented directory and times searches against a peer, in one run."""

import argparse
import sys
from pathlib import Path

from bench.clock import Timing
from bench.generate.write import SIZES
from bench.load import Loaded, generated, loaded
from bench.over_http import time_http
from bench.peer import Peer
from bench.questions import Questions
from directory.search.engine import Engine
from directory.search.open import EMBEDDED, open_engine

HEAD = f"{'':24}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}{'found':>10}{'× peer':>10}"


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmarks; prints tables, returns the exit code."""
    chosen = _arguments(arguments)
    folder = chosen.folder / chosen.providers
    files = generated(folder, SIZES[chosen.providers])
    questions = Questions(files, chosen.questions)
    peer = None if chosen.no_peer else Peer(folder / "peer.sqlite", files)
    peer_times = peer.time(questions) if peer else {}
    if peer:
        _say("A plain SQLite directory (R-tree, FTS5, joins), the peer", peer_times, {})
    for url in [EMBEDDED, *chosen.search_url]:
        found = loaded(url, folder, files, again=chosen.load_again)
        sys.stdout.write(_load_line(found) + "\n")
        engine = open_engine(url, found.home)
        _say(f"{found.engine}, in the engine", _time(engine, questions), peer_times)
        if not chosen.no_http:
            _say(f"{found.engine}, over HTTP", time_http(found, questions), {})
    return 0


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--providers", choices=sorted(SIZES), default="10k")
    parser.add_argument("--questions", type=int, default=300, help="of each kind; default 300")
    parser.add_argument("--search-url", action="append", default=[], help="also an Elasticsearch")
    parser.add_argument(
        "--folder", type=Path, default=Path("var/bench"), help="generated files and loaded engines"
    )
    parser.add_argument("--load-again", action="store_true", help="also what was loaded before")
    parser.add_argument("--no-http", action="store_true")
    parser.add_argument("--no-peer", action="store_true")
    return parser.parse_args(arguments)


def _time(engine: Engine, questions: Questions) -> dict[str, Timing]:
    times = {}
    for kind, requests in questions.searches.items():
        times[kind] = Timing.of(requests, lambda request: engine.search(request).total)
    for kind, asked in questions.names.items():
        times[kind] = Timing.of(asked, lambda one: len(engine.suggest_names(one[0], one[1], 10)))
    times["supply"] = Timing.of(
        questions.supplies, lambda request: engine.supply(request).within[250]
    )
    return times


def _load_line(found: Loaded) -> str:
    report = found.report
    rate = report["read"] / report["seconds"] if report["seconds"] else 0
    return (
        f"\n{found.engine}: {report['providers']:,} providers, {report['offices']:,} offices "
        f"loaded from {report['read']:,} rows in {report['seconds']:.0f} s ({rate:,.0f} rows/s), "
        f"{found.peak_mb:,.0f} MB at most, {found.size_mb:,.0f} MB on disk"
    )


def _say(title: str, times: dict[str, Timing], peer: dict[str, Timing]) -> None:
    sys.stdout.write(f"\n{title}\n{HEAD}\n")
    for kind, timing in times.items():
        other = peer.get(kind)
        ratio = f"{timing.p50 / other.p50:10.2f}" if other else " " * 10
        sys.stdout.write(f"{kind:24}{timing.line()}{ratio}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
