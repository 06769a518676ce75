"""The tree keeps its habits: short files, one opening sentence, nothing left undone or unsaid."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.house.source import PACKAGES, PYTHON, ROOT, name_of, python_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
TEXT = {".py", ".sh", ".md", ".toml", ".cfg", ".html", ".css", ".js", ".sql", ".in", ""}
# Spelled with classes of one letter so that this file does not name itself.
UNDONE = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b")
BARE = re.compile(r"#\s*(noqa|type:\s*ignore)\s*($|#)")


def tracked() -> list[Path]:
    """Return the files git knows or would take; all text, whatever the folder."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("This is not a git checkout, so there is no list of its files.")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and path.suffix in TEXT]


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), 1
        )
        if pattern.search(line)
    ]


def test_nothing_is_left_undone_in_the_tree() -> None:
    sources = [path for path in tracked() if not name_of(path).startswith("fixtures/")]
    assert lines_with(UNDONE, sources) == []


def test_every_silenced_finding_names_its_code() -> None:
    assert lines_with(BARE, python_files(*PYTHON)) == []


@pytest.mark.parametrize("path", python_files(*PACKAGES), ids=name_of)
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", python_files(*PACKAGES), ids=name_of)
def test_functions_are_short(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("path", python_files(*PYTHON), ids=name_of)
def test_every_module_opens_with_one_plain_sentence(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if path.name == "__init__.py" and not source:
        return  # an empty marker of a folder says nothing and need not
    text = ast.get_docstring(ast.parse(source))
    assert text, f"{name_of(path)} has no docstring"
    first = text.split("\n\n")[0].replace("\n", " ")
    assert first[0].isupper() or first[0] == "`", first  # a command opens as it is typed
    assert first.endswith((".", ":", "?")), f"{name_of(path)}: {first!r} is no sentence"


@pytest.mark.parametrize("lock", ["run", "test"])
def test_every_locked_package_is_pinned_with_its_hashes(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    entries = re.sub(r"#.*\n", "", text).replace("\\\n", " ").splitlines()
    loose = [
        entry.split()[0]
        for entry in filter(None, map(str.strip, entries))
        if "==" not in entry.split()[0] or "--hash=sha256:" not in entry
    ]
    assert loose == []


@pytest.mark.parametrize("lock", ["run", "test"])
def test_everything_asked_for_is_in_the_lock(lock: str) -> None:
    asked = re.findall(r"^([a-z][\w.-]*)", _requirement(f"{lock}.in"), flags=re.MULTILINE)
    locked = set(re.findall(r"^([a-z][\w.-]*)==", _requirement(f"{lock}.txt"), flags=re.MULTILINE))
    assert set(asked) <= locked


def test_the_test_lock_agrees_with_the_run_lock() -> None:
    pins = re.compile(r"^([a-z][\w.-]*==[^\\]*?) *\\$", flags=re.MULTILINE)
    run, test = (set(pins.findall(_requirement(f"{name}.txt"))) for name in ("run", "test"))
    assert run <= test, "run `make lock`: the two locks were chosen at different times"


def _requirement(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")
