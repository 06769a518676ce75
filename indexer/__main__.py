"""The command line of the indexer: `python -m indexer load FILE…` and its companions."""

import argparse
import gc
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from directory.config import Config, ConfigError
from directory.search.engine import EngineError, NothingLoaded
from indexer.faults import Exit, IndexerError, UsageError
from indexer.pipeline import Indexer
from indexer.progress import Progress
from indexer.report import Check, Report, as_json, as_text, generation_line, status_text
from indexer.sources.guess import FORMATS, as_format


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says what came of it (see `Exit`)."""
    asked = _parser().parse_args(arguments)
    report = Report()
    # Rows by the million, none of them in a cycle: collecting cycles costs a third of the time.
    gc.disable()
    try:
        config = Config.from_env()
        return _COMMANDS[asked.command](Indexer(config, Progress()), asked, report)
    except ConfigError as error:
        return _refuse(asked, report, str(error), Exit.USAGE)
    except IndexerError as error:
        return _refuse(asked, report, str(error), error.code)
    except NothingLoaded:
        return _refuse(asked, report, "nothing is loaded yet; load a file first", Exit.USAGE)
    except EngineError as error:
        return _refuse(asked, report, f"the search engine: {error}", Exit.ENGINE_UNREACHABLE)
    except (OSError, sqlite3.Error) as error:
        return _refuse(asked, report, f"cannot write or read: {error}", Exit.ENGINE_UNREACHABLE)
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; the generation that was live serves on\n")
        return 130
    finally:
        gc.enable()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m indexer",
        description="Loads provider data and publishes it as generations of the directory.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, what in (
        ("load", "stage files and publish a new generation"),
        ("stage", "stage files without publishing"),
    ):
        command = commands.add_parser(name, help=what)
        command.add_argument("files", nargs="*", type=Path, metavar="FILE")
        command.add_argument("--as", dest="format", choices=FORMATS, help="instead of guessing")
        command.add_argument(
            "--plans", nargs="+", type=Path, default=[], metavar="FILE", help="more plan files"
        )
        command.add_argument("--replace", action="store_true", help="drop what was staged before")
        if name == "load":
            _allow_drop(command)
    _allow_drop(commands.add_parser("publish", help="publish what is staged"))
    commands.add_parser("check", help="ask the live generation for people it must know")
    commands.add_parser("generations", help="list the generations that are kept")
    rollback = commands.add_parser("rollback", help="make an earlier generation live")
    rollback.add_argument("generation", nargs="?")
    commands.add_parser("status", help="what is live and what is staged")
    export = commands.add_parser("export", help="not part of this version")
    export.add_argument("--as", dest="format", choices=FORMATS)
    export.add_argument("directory", nargs="?", type=Path)
    for command in commands.choices.values():
        command.add_argument("--json", action="store_true", help="print one JSON object last")
    return parser


def _allow_drop(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--allow-drop",
        action="store_true",
        help="publish even if providers, offices or plans fell by more than a fifth",
    )


def _load(indexer: Indexer, asked: argparse.Namespace, report: Report) -> int:
    indexer.load(
        _files(asked),
        as_format(asked.format) if asked.format else None,
        report,
        replace=asked.replace,
        allow_drop=asked.allow_drop,
    )
    return _tell(asked, report)


def _stage(indexer: Indexer, asked: argparse.Namespace, report: Report) -> int:
    wanted = as_format(asked.format) if asked.format else None
    indexer.stage(_files(asked), wanted, report, replace=asked.replace)
    return _tell(asked, report)


def _publish(indexer: Indexer, asked: argparse.Namespace, report: Report) -> int:
    indexer.publish(report, allow_drop=asked.allow_drop)
    return _tell(asked, report)


def _check(indexer: Indexer, asked: argparse.Namespace, _report: Report) -> int:
    live, checks = indexer.check()
    good = all(check.ok for check in checks)
    if asked.json:
        _print_json({"generation": live, "ok": good, "checks": checks})
    else:
        print(f"generation {live}", *map(_check_line, checks), sep="\n")
    return Exit.PUBLISHED if good else Exit.CHECKS_FAILED


def _check_line(check: Check) -> str:
    return f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.detail}"


def _generations(indexer: Indexer, asked: argparse.Namespace, _report: Report) -> int:
    live, kept = indexer.generations()
    if asked.json:
        _print_json({"live": live, "generations": kept})
    else:
        print("\n".join(generation_line(one, live) for one in kept) or "nothing is loaded")
    return Exit.PUBLISHED


def _rollback(indexer: Indexer, asked: argparse.Namespace, _report: Report) -> int:
    live = indexer.rollback(asked.generation)
    if asked.json:
        _print_json({"generation": live, "published": True})
    else:
        print(f"generation {live} is live")
    return Exit.PUBLISHED


def _status(indexer: Indexer, asked: argparse.Namespace, _report: Report) -> int:
    status = indexer.status()
    if asked.json:
        _print_json(status)
        return Exit.PUBLISHED
    print(status_text(status))
    return Exit.PUBLISHED


def _export(_indexer: Indexer, _asked: argparse.Namespace, _report: Report) -> int:
    raise UsageError("export is not part of this version; it reads and publishes only")


_COMMANDS = {
    "load": _load,
    "stage": _stage,
    "publish": _publish,
    "check": _check,
    "generations": _generations,
    "rollback": _rollback,
    "status": _status,
    "export": _export,
}


def _files(asked: argparse.Namespace) -> list[Path]:
    files = [*asked.plans, *asked.files]
    if not files:
        raise UsageError("name at least one file")
    return files


def _tell(asked: argparse.Namespace, report: Report) -> int:
    print(as_json(report) if asked.json else as_text(report))
    failed = not all(check.ok for check in report.checks)
    return Exit.CHECKS_FAILED if failed else Exit.PUBLISHED


def _refuse(asked: argparse.Namespace, report: Report, sentence: str, code: Exit) -> int:
    sys.stderr.write(f"{sentence}\n")
    report.error = sentence
    if getattr(asked, "json", False):
        print(as_json(report))
    return code


def _print_json(value: object) -> None:
    print(msgspec.json.encode(value).decode())


if __name__ == "__main__":
    sys.exit(main())
