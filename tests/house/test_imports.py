"""Who may import whom: the directions of docs/architecture.md, read from the sources."""

from pathlib import Path

import pytest

from tests.house.source import ROOT, imports_of, module_of, name_of, python_files

SERVICE = python_files("directory")
LOADER = python_files("indexer")

SHARED_BY_ROOMS = {"model", "search", "places", "specialties", "config", "errors"}
# What each part of directory/ may use of directory/. A folder that is not named here is a room.
BENEATH = {
    "model": {"model"},
    "errors": {"errors"},
    "config": {"config", "errors"},
    "places": {"places", "model", "config", "errors"},
    "specialties": {"specialties", "model"},
    "search": {"search", "model", "places", "specialties", "config", "errors"},
    "store": {"store", "model", "config", "errors"},
    "params": SHARED_BY_ROOMS | {"params"},
    "hooks": SHARED_BY_ROOMS | {"hooks", "params", "store"},
}
SHARED = set(BENEATH)
LOADER_MAY_USE = SHARED_BY_ROOMS

# A third-party package → the only places that may import it.
KEPT_IN = {
    "elasticsearch": ("directory.search.elastic",),
    "elastic_transport": ("directory.search.elastic",),
    "geopy": ("directory.places",),
    "sqlalchemy": ("directory.store",),
    "alembic": ("directory.store",),
    "psycopg": ("directory.store",),
    "reportlab": ("directory.policies",),
    "argon2": ("directory.staff",),
    "pyotp": ("directory.staff",),
    "authlib": ("directory.staff",),
    "joserfc": ("directory.staff",),
    "requests": ("directory.staff",),
    "xlsxwriter": ("directory.staff",),
}
NO_FLASK = (
    "indexer",
    "directory.model",
    "directory.search",
    "directory.places",
    "directory.specialties",
)
FLASK = ("flask", "werkzeug", "jinja2", "gunicorn")


def part_of(module: str) -> str:
    """Return the folder or file of directory/ a module stands in: directory.api.params → api."""
    return module.split(".")[1] if "." in module else ""


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def may_use(part: str) -> set[str]:
    """Return the parts of directory/ that ``part`` may import; a room adds only itself."""
    return BENEATH.get(part, SHARED | {part})


@pytest.mark.parametrize("path", SERVICE, ids=name_of)
def test_each_part_of_the_service_imports_only_what_is_beneath_it(path: Path) -> None:
    part = part_of(module_of(path))
    if part in ("app", ""):  # app.py mounts every room; it stands above all of them
        return
    used = {part_of(name) for name in imports_of(path) if within(name, "directory")} - {""}
    wrong = used - may_use(part)
    assert not wrong, f"{name_of(path)} imports directory.{sorted(wrong)[0]}"


@pytest.mark.parametrize("path", SERVICE, ids=name_of)
def test_the_service_never_imports_the_loader_the_bench_or_the_tests(path: Path) -> None:
    wrong = [
        name for name in imports_of(path) if within(name, "indexer", "bench", "tests", "scripts")
    ]
    assert wrong == []


@pytest.mark.parametrize("path", LOADER, ids=name_of)
def test_the_loader_uses_only_the_shared_parts_of_the_service(path: Path) -> None:
    used = {part_of(name) for name in imports_of(path) if within(name, "directory")} - {""}
    assert used <= LOADER_MAY_USE


@pytest.mark.parametrize("path", LOADER, ids=name_of)
def test_the_loader_reaches_the_engine_through_its_interface(path: Path) -> None:
    inside = [
        name
        for name in imports_of(path)
        if within(name, "directory.search.embedded", "directory.search.elastic")
    ]
    assert inside == [], "a loader comes from directory.search.open"


@pytest.mark.parametrize("path", SERVICE, ids=name_of)
def test_only_open_chooses_an_engine(path: Path) -> None:
    module = module_of(path)
    if within(
        module, "directory.search.embedded", "directory.search.elastic", "directory.search.open"
    ):
        return
    inside = [
        name
        for name in imports_of(path)
        if within(name, "directory.search.embedded", "directory.search.elastic")
    ]
    assert inside == []


@pytest.mark.parametrize("path", python_files("directory/search"), ids=name_of)
def test_of_the_places_the_engines_know_only_distances(path: Path) -> None:
    used = [name for name in imports_of(path) if within(name, "directory.places")]
    assert [name for name in used if not within(name, "directory.places.distance")] == []


@pytest.mark.parametrize("engine", ["embedded", "elastic"])
def test_the_engines_do_not_know_each_other(engine: str) -> None:
    other = {"embedded": "elastic", "elastic": "embedded"}[engine]
    for path in python_files(f"directory/search/{engine}"):
        assert not [name for name in imports_of(path) if within(name, f"directory.search.{other}")]


@pytest.mark.parametrize("path", SERVICE + LOADER, ids=name_of)
def test_each_client_library_stays_in_its_folder(path: Path) -> None:
    module = module_of(path)
    for name in imports_of(path):
        allowed = KEPT_IN.get(name.split(".")[0])
        assert allowed is None or within(module, *allowed), f"{name_of(path)} imports {name}"


@pytest.mark.parametrize("path", SERVICE + LOADER, ids=name_of)
def test_marshmallow_stays_at_the_door_and_the_exit(path: Path) -> None:
    if not any(within(name, "marshmallow") for name in imports_of(path)):
        return
    # A room whose params or render grew into a folder keeps the word in its path.
    assert any(word in name_of(path) for word in ("params", "render", "schemas", "openapi"))


@pytest.mark.parametrize("path", SERVICE + LOADER, ids=name_of)
def test_flask_is_used_only_where_people_are_answered(path: Path) -> None:
    if not within(module_of(path), *NO_FLASK):
        return
    assert [name for name in imports_of(path) if within(name, *FLASK)] == []


def test_wsgi_only_creates_the_application() -> None:
    ours = [name for name in imports_of(ROOT / "wsgi.py") if within(name, "directory", "indexer")]
    assert ours == ["directory.app.create_app"]


def test_relative_and_nested_imports_are_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "directory" / "api"
    room.mkdir(parents=True)
    file = room / "routes.py"
    file.write_text("from ..web import page\ndef f():\n    import flask.json\n", encoding="utf-8")
    monkeypatch.setattr("tests.house.source.ROOT", tmp_path)
    assert list(imports_of(file)) == ["directory.web.page", "flask.json"]


def test_a_room_may_not_use_another_room() -> None:
    assert "web" not in may_use("api")
    assert "api" not in may_use("search")
