"""Four languages: chosen, remembered, complete, and current with the sources."""

import re
from datetime import date

import pytest
from babel.messages.catalog import Message
from flask import Flask
from flask.testing import FlaskClient

from directory.web import words
from scripts.translations import build
from tests import people
from tests.web.test_pages import page

HEADINGS = {
    "en": "Find a doctor who is near",
    "es": "Encuentre un médico cercano",
    "zh": "查找附近、在您计划内",
    "ru": "Найдите врача рядом",
}
PLACES = re.compile(r"%\([a-z]+\)s|\{n\}")
CATALOGS = [(room, language) for room in build.rooms() for language in build.LANGUAGES]
NAMES = [f"{room.name}-{language}" for room, language in CATALOGS]


@pytest.mark.parametrize("language", HEADINGS)
def test_the_address_chooses_and_a_cookie_remembers(client: FlaskClient, language: str) -> None:
    first = client.get(f"/?lang={language}")
    assert HEADINGS[language] in first.text
    assert first.headers["Content-Language"].startswith(language)
    assert HEADINGS[language] in page(client, "/")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("es-MX,es;q=0.9,en;q=0.5", "es"), ("zh-TW,zh;q=0.9", "zh"), ("zh-CN", "zh"),
        ("ru", "ru"), ("de,fr;q=0.8", "en"), ("", "en"), ("fr, ru;q=0.3", "ru"),
    ],
)  # fmt: skip
def test_the_browser_s_wish_counts(client: FlaskClient, header: str, language: str) -> None:
    response = client.get("/", headers={"Accept-Language": header})
    assert HEADINGS[language] in response.text
    assert "Accept-Language" in response.headers["Vary"]


def test_a_language_nobody_offers_is_not_remembered(client: FlaskClient) -> None:
    response = client.get("/?lang=xx")
    assert HEADINGS["en"] in response.text
    assert "Set-Cookie" not in response.headers


def test_links_to_languages_keep_the_search(client: FlaskClient) -> None:
    text = page(client, "/search?specialty=cardiology&lang=es")
    assert 'href="/search?specialty=cardiology&amp;lang=ru"' in text


def test_large_text_is_remembered(client: FlaskClient) -> None:
    client.get("/?text=large")
    assert '<html lang="en" class="large">' in page(client, "/about")
    assert 'class="large"' not in page(client, "/?text=normal")


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("es", ("Cardiología", "menos de 0.1 millas", "1 nov 2026", "Acepta pacientes nuevos")),
        ("zh", ("心脏内科", "不到 0.1 英里", "2026年11月1日", "接收新患者", "中文")),
        ("ru", ("Кардиология", "менее 0,1 мили", "1 нояб. 2026", "Принимает новых пациентов")),
    ],
)
def test_specialties_dates_numbers_and_languages_are_translated(
    client: FlaskClient, language: str, parts: tuple[str, ...]
) -> None:
    path = f"/search?specialty=cardiology&plan={people.GOLD}&place=zip:10001&lang={language}"
    text = page(client, path).replace("\u00a0", " ").replace("\u202f", " ")
    for part in (*parts, "Serena Chen, MD"):
        assert part in text


FAULTY = (
    "radius=900&place=zip:10001", "radius=x&place=zip:10001", "q=!!!", "q=1234567890",
    "as_of=2026-13-01", "as_of=yesterday", "as_of=1200-01-01", "npi=12", "npi=1234567890",
    "colour=red", "gender=x", "language=qq", "accepting=maybe", "sort=distance", "limit=0",
    "limit=x", "verified_within=0", "place=zip:1", "place=zip:10001&lat=1&lon=1", "lat=1",
    "specialty=qq", "plan=qq", "issuer=qq", "network=qq", "cursor=qq", "sort=name&sort=best",
    "q=%FF", "q=%00", "q=" + "a" * 201,
)  # fmt: skip


@pytest.mark.parametrize("language", ["es", "zh", "ru"])
@pytest.mark.parametrize("faulty", FAULTY)
def test_every_fault_of_a_search_is_told_in_the_readers_language(
    client: FlaskClient, faulty: str, language: str
) -> None:
    text = client.get(f"/search?{faulty}&lang={language}").text
    assert 'class="errors"' in text
    assert '<span lang="en">' not in text
    assert not re.search(r"\b(must|is not|holds|given)\b", text)


def test_a_russian_year_does_not_meet_the_full_stop_of_a_sentence(client: FlaskClient) -> None:
    assert "г.." not in page(client, f"/providers/{people.GONE}?lang=ru", 410)
    assert "г.." not in page(client, "/about?lang=ru")


@pytest.mark.parametrize("language", ["es", "zh", "ru"])
@pytest.mark.parametrize(
    "path",
    [
        "/", f"/search?specialty=cardiology&plan={people.GOLD}&place=zip:10001&language=fr",
        "/search?where=springfield", "/search?where=qqqqqq", "/search?radius=0", "/specialties",
        "/specialties/cardiology?place=zip:10001", "/plans", f"/plans/{people.GOLD}", "/about",
        "/privacy", "/accessibility", "/languages", "/nothing", f"/providers/{people.SERENA}",
        f"/providers/{people.GONE}", f"/compare?npi={people.SERENA},{people.ROBERT}",
    ],
)  # fmt: skip
def test_no_page_breaks_in_any_language(client: FlaskClient, path: str, language: str) -> None:
    response = client.get(path, headers={"Accept-Language": language})
    assert response.status_code < 500
    assert "%(" not in response.text
    assert "Skip to content" not in response.text


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 миля"), (2, "2 мили"), (5, "5 миль"), (2.5, "2,5 мили"), (21, "21 миля")],
)
def test_russian_numbers_take_their_forms(app: Flask, number: float, said: str) -> None:
    with app.test_request_context("/?lang=ru"):
        assert words.miles(number) == said


def test_a_distance_known_roughly_is_said_in_whole_miles(app: Flask) -> None:
    with app.test_request_context("/"):
        assert words.miles(0.2, roughly=True) == "about 1 mile"
        assert words.miles(3.6, roughly=True) == "about 4 miles"
        assert words.day(date(2026, 11, 21)) == "Nov 21, 2026"


@pytest.mark.parametrize(("room", "language"), CATALOGS, ids=NAMES)
def test_catalogs_are_current_with_the_sources(room: build.Path, language: str) -> None:
    catalog = build.updated(room, language)
    path = build.po_file(room, language)
    cure = "run `python -m scripts.translations.build`"
    assert path.read_bytes() == build.po_bytes(catalog), cure
    assert path.with_suffix(".mo").read_bytes() == build.mo_bytes(catalog), cure


@pytest.mark.parametrize(("room", "language"), CATALOGS, ids=NAMES)
def test_every_sentence_is_translated(room: build.Path, language: str) -> None:
    assert build.missing(build.updated(room, language)) == []


@pytest.mark.parametrize(("room", "language"), CATALOGS, ids=NAMES)
def test_translations_name_what_the_sentences_name(room: build.Path, language: str) -> None:
    wrong = [message.id for message in build.updated(room, language) if _differs(message)]
    assert wrong == []


def _differs(message: Message) -> bool:
    """Whether a translation has other places for values than its sentence, or a bare percent."""
    if not message.id:
        return False
    sentences = message.id if isinstance(message.id, tuple) else (message.id,)
    places = [set(PLACES.findall(sentence)) for sentence in sentences]
    given = message.string if isinstance(message.string, tuple) else (message.string,)
    for text in given:
        found = set(PLACES.findall(text))
        # What the form for one leaves out, a translation may leave out too.
        if found - set.union(*places) or set.intersection(*places) - found:
            return True
        if "%" in PLACES.sub("", text):
            return True
    return False
