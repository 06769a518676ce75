"""The measurement of name search: its people, its faults and its sums can be believed."""

import random
import sqlite3
from pathlib import Path

import pytest

from bench.generate.npi import is_valid
from bench.relevance import faults, faults_forms, faults_sound
from bench.relevance.__main__ import main
from bench.relevance.baselines import exact, prefix, soundex, soundex_code
from bench.relevance.baselines_postgres import NoPostgres, trigram
from bench.relevance.faults_classes import CLASSES, FAULTED, FINAL, LISTED, TUNE, Asked, Questions
from bench.relevance.names_draw import plain
from bench.relevance.names_engines import embedded
from bench.relevance.names_measure import OVERALL, Answered, Score, score
from bench.relevance.names_people import Person, people
from bench.relevance.names_russian import family, latin
from bench.relevance.names_table import apart, missed

MARIA = Person(npi="1", first="María", middle="J.", last="de la Cruz", former="Stone")
ROBERT = Person(npi="2", first="Robert", last="O'Brien")
CHEN = Person(npi="3", first="Serena", last="Smith-Jones")
THREE = [MARIA, ROBERT, CHEN]


@pytest.fixture(scope="module")
def crowd() -> list[Person]:
    return people(6_000)


def an_answer(rank: int, *, found: int = 10, ambiguous: bool = False) -> Answered:
    npis = tuple(str(at) for at in range(found))
    return Answered(Asked("typed", "npi", "name", ambiguous), npis, rank, 1.0)


def a_score(**figures: float) -> Score:
    plain_row = {"top1": 1.0, "top10": 1.0, "mrr": 1.0, "nothing": 0.0, "unambiguous": 1.0}
    return Score(**{"number": 1, "p50": 1.0, "p95": 1.0, **plain_row, **figures})


def test_first_and_last_names_together_are_borne_by_one_only(crowd: list[Person]) -> None:
    keys = {plain(f"{one.first} {one.last}").replace(" ", "") for one in crowd}
    assert len(keys) == len(crowd)


def test_numbers_are_valid_and_ascend(crowd: list[Person]) -> None:
    numbers = [one.npi for one in crowd]
    assert all(map(is_valid, numbers))
    assert numbers == sorted(set(numbers))


def test_the_same_seed_draws_the_same_people() -> None:
    assert people(300) == people(300)
    assert people(300) != people(300, seed=5)


@pytest.mark.parametrize("shape", ["-", "'", " de la ", "Mc", "í"])
def test_the_directory_has_surnames_of_every_shape(crowd: list[Person], shape: str) -> None:
    assert any(shape in f" {one.last}" for one in crowd)


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_has_its_number_of_queries(crowd: list[Person], kind: str) -> None:
    asked = Questions(crowd, FINAL).ask(kind, 60)
    assert len({(one.npi, one.text) for one in asked}) == 60


@pytest.mark.parametrize("kind", FAULTED)
def test_a_faulted_query_is_not_the_name_itself(crowd: list[Person], kind: str) -> None:
    asked = Questions(crowd, FINAL).ask(kind, 60)
    assert [one for one in asked if one.text.casefold() == one.name.casefold()] == []


def test_queries_repeat_for_a_seed(crowd: list[Person]) -> None:
    first, again = (Questions(crowd, FINAL).ask("typo", 30) for _ in range(2))
    assert first == again


@pytest.mark.parametrize("kind", ["typo", "exact", "titles"])
def test_nobody_is_asked_about_in_both_halves(crowd: list[Person], kind: str) -> None:
    tune, final = ({o.npi for o in Questions(crowd, s).ask(kind, 200)} for s in (TUNE, FINAL))
    assert not tune & final


@pytest.mark.parametrize("kind", sorted(LISTED))
def test_no_listed_pair_is_asked_in_both_halves(crowd: list[Person], kind: str) -> None:
    by_npi = {one.npi: one for one in crowd}

    def pairs(seed: int) -> set[tuple[str, ...]]:
        found = set()
        for asked in Questions(crowd, seed).ask(kind, 200):
            person = by_npi[asked.npi]
            named = set(plain(f"{person.first} {person.last}").split())
            differing = named ^ set(plain(asked.text).split())
            found.add(tuple(sorted(differing - set(plain(person.middle).split()))))
        return found

    assert not pairs(TUNE) & pairs(FINAL)


def test_a_query_that_leaves_something_out_still_names_one_person(crowd: list[Person]) -> None:
    bearers = faults_forms.Bearers(crowd)
    asked = Questions(crowd, FINAL).ask("missing part", 100)
    assert all(bearers.of(one.text) == {one.npi} for one in asked)


def test_nonsense_shares_no_word_with_anybody(crowd: list[Person]) -> None:
    bearers = faults_forms.Bearers(crowd)
    asked = Questions(crowd, FINAL).ask("nonsense", 100)
    assert [o for o in asked if any(bearers.of(word) for word in o.text.split())] == []


@pytest.mark.parametrize(
    ("slip", "longer"),
    [(faults.dropped, -1), (faults.doubled, 1), (faults.transposed, 0)],
)
def test_a_slip_changes_the_length_by_what_it_says(slip: faults.Fault, longer: int) -> None:
    rng = random.Random(3)
    assert {len(slip("Phillips", rng) or "") - len("Phillips") for _ in range(50)} == {longer}


def test_a_typo_strikes_a_neighboring_key() -> None:
    rng = random.Random(3)
    for _ in range(100):
        typed = faults.typo("monday", rng) or ""
        if len(typed) == 6:
            (pair,) = [(a, b) for a, b in zip("monday", typed, strict=True) if a != b]
            assert pair[1] in faults.NEIGHBORS[pair[0]]


def test_neighbors_are_mutual_and_near() -> None:
    assert set(faults.NEIGHBORS["g"]) == set("fhtyvb")
    assert all(key in faults.NEIGHBORS[near] for key in "qaz" for near in faults.NEIGHBORS[key])


def test_short_words_are_spared() -> None:
    assert faults.in_a_word(faults.dropped)("Bo Wu", random.Random(1)) is None


def test_a_respelling_keeps_the_sound_by_a_known_rule() -> None:
    rng = random.Random(1)
    heard = {faults_sound.respelt("Phelps", rng) for _ in range(60)}
    assert "Felps" in heard
    assert "Phelps" not in heard


@pytest.mark.parametrize("typed", ["María delacruz", "María de lacruz", "María dela Cruz"])
def test_a_particle_surname_is_run_together_in_every_way(typed: str) -> None:
    rng = random.Random(1)
    shapes = {faults_forms.joined(MARIA, rng) for _ in range(80)}
    assert plain(typed) in {plain(one or "") for one in shapes}


def test_accents_are_lost() -> None:
    rng = random.Random(1)
    assert "Maria Muller" in {faults_forms.accented("María Müller", rng) for _ in range(40)}
    assert "María Mueller" not in {faults_forms.accented("Mary Smith", rng) for _ in range(40)}


def test_a_name_without_accents_of_its_own_gains_none() -> None:
    assert faults_forms.accented("Mary Smith", random.Random(1)) is None


@pytest.mark.parametrize(
    ("word", "habit", "spelt"),
    [
        ("Иванов", 0, "Ivanov"),
        ("Щербаков", 0, "Shcherbakov"),
        ("Юрий", 1, "Iurii"),
        ("Елена", 4, "Yelena"),
    ],
)
def test_cyrillic_in_latin_letters(word: str, habit: int, spelt: str) -> None:
    assert latin(word, habit) == spelt


def test_women_bear_the_female_form() -> None:
    assert [family(one, True) for one in ("Иванов", "Островский", "Шевченко")] == [
        "Иванова", "Островская", "Шевченко",
    ]  # fmt: skip


def test_scores() -> None:
    found = score([an_answer(1), an_answer(4), an_answer(0), an_answer(0, found=0)])
    assert (found.top1, found.top10, found.nothing) == (0.25, 0.5, 0.25)
    assert found.mrr == pytest.approx((1 + 0.25) / 4)


def test_literal_namesakes_are_counted() -> None:
    assert score([an_answer(1), an_answer(2, ambiguous=True)]).unambiguous == 0.5


def test_no_answers_are_no_score() -> None:
    with pytest.raises(ValueError, match="one query at least"):
        score([])


def test_a_missed_target_is_said() -> None:
    rows = {"typo": a_score(top10=0.89), OVERALL: a_score(top10=0.96), "exact": a_score(top1=0.996)}
    assert missed(rows) == [
        f"{OVERALL}: top10 96.0%, wanted 97.0%",
        "typo: top10 89.0%, wanted 90%",
    ]


def test_engines_a_point_apart_are_said() -> None:
    one, other = {"typo": a_score(top1=0.95)}, {"typo": a_score(top1=0.93)}
    assert apart(one, one) == []
    assert apart(one, other) == ["typo: top1 differs by 2.0% between engines"]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("robert", "R163"), ("rupert", "R163"), ("ashcraft", "A261"),
        ("tymczak", "T522"), ("pfister", "P236"), ("lee", "L000"),
    ],
)  # fmt: skip
def test_soundex_codes_are_those_of_the_national_archives(word: str, code: str) -> None:
    assert soundex_code(word) == code


def test_exact_finds_a_name_as_recorded_only() -> None:
    find = exact(THREE)
    assert find("maría de la cruz") == find("María J. de la Cruz") == ["1"]
    assert find("Maria de la Cruz") == []


def test_prefixes_meet_beginnings() -> None:
    if (
        not sqlite3.connect(":memory:")
        .execute("SELECT 1 FROM pragma_compile_options WHERE compile_options = 'ENABLE_FTS5'")
        .fetchone()
    ):
        pytest.skip("This SQLite is built without FTS5.")
    find = prefix(THREE)
    assert find("cruz mar") == ["1"]
    assert find('"') == find("crux") == []


def test_soundex_meets_what_sounds_alike() -> None:
    assert soundex(THREE)("Rupert Obrian") == ["2"]


def test_trigrams_meet_what_is_spelt_alike() -> None:
    try:
        with trigram(THREE) as find:
            assert find("robrt obrien") == ["2"]
            assert find("'; DROP TABLE person; --") == []
            assert find("qqqqq") == []
    except NoPostgres as fault:
        pytest.skip(str(fault))


def test_the_embedded_engine_is_asked_through_its_interface(tmp_path: Path) -> None:
    assert embedded(THREE, tmp_path)("robert obrien") == ["2"]


def test_a_run_prints_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--engines", "embedded", "--people", "800", "--per-class", "20", "--markdown"]
    main([*chosen, "--baselines", "exact", "--classes", "exact,typo,nonsense"])
    said = capsys.readouterr().out
    assert "| typo | 20 |" in said
    assert "nothing 100.0" in said


def test_an_unknown_class_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--classes", "typos"])
    assert "'typos': choose from exact, typo" in capsys.readouterr().err


def test_misses_of_the_final_queries_stay_unseen(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--show-misses", "typo"])
    assert "use --tune" in capsys.readouterr().err


def test_what_is_heard_is_spelt_in_letters() -> None:
    rng = random.Random(1)
    words = [one.first for one in people(400)] + [one.last for one in people(400)]
    heard = [faults_sound.respelt(plain(word).replace(" ", ""), rng) for word in words]
    assert [one for one in heard if one and not one.isalpha()] == []


def test_somebody_elses_present_name_is_ambiguous_even_as_ones_former() -> None:
    namesake = Person(npi="4", first="María", last="Stone")
    kept = [MARIA, ROBERT, MARIA, namesake]
    asked = [one for s in (0, 1) for one in Questions(kept, s).ask("former name", 2)]
    assert asked
    assert all(one.ambiguous for one in asked)


def test_a_few_classes_have_no_row_over_all(capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--engines", "embedded", "--people", "300", "--per-class", "5"]
    main([*chosen, "--baselines", "none", "--classes", "typo"])
    assert OVERALL not in capsys.readouterr().out
