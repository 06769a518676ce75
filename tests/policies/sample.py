"""Policies with words that stand nowhere else, so that a leak of a single one shows."""

from datetime import UTC, date, datetime
from pathlib import Path

from directory.model.policy import Policy, PolicyCode, PolicyEvent
from directory.policies.licenses import SHIPPED
from directory.search.embedded.loader import EmbeddedLoader
from tests import people

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
BODY, OLD_BODY, CODE_TEXT, NOTE, CPT_TEXT, CPT_CODE, DRAFT = SECRETS = (
    "zanzibarine", "yesterphrase", "quillowmask", "hushnotelet", "proprietoric", "0999Z",
    "draftling",
)  # fmt: skip
"""Words of bodies, code tables and histories: none may leave before acceptance."""

FIRST, BOTH, PLAIN = "SLP-1", "CPT-1", "EYE-1"


def policies() -> list[Policy]:
    """One with a past and a draft, one that needs two licenses, one more."""
    return [
        _first(1, OLD_BODY, date(2024, 1, 1)),
        _first(2, BODY, date(2026, 2, 1)),
        _first(3, DRAFT, date(2027, 1, 1), status="proposed"),
        Policy(
            number=BOTH, version=1, title="Surgery of the <airway>", status="active",
            effective_on=date(2026, 1, 1), licenses=("cpt-2026", "sample-disclaimer"),
            specialties=("pulmonology",), body=f"## Policy\n\nOnly {CPT_TEXT}.\n",
            codes=(PolicyCode(system="cpt", code=CPT_CODE, position="covered", text=CPT_TEXT),),
        ),
        Policy(
            number=PLAIN, version=1, title="Lenses", status="retired",
            effective_on=date(2020, 1, 1), licenses=("sample-disclaimer",),
            specialties=("ophthalmology",), body="## Policy\n\nNothing.\n", related=(FIRST,),
            history=(PolicyEvent(on=date(2020, 1, 1), what="new"),),
        ),
    ]  # fmt: skip


def _first(version: int, word: str, day: date, status: str = "active") -> Policy:
    return Policy(
        number=FIRST, version=version, title="Breathing machines", status=status,  # type: ignore[arg-type]  # one of them
        effective_on=day, last_review_on=day, next_review_on=date(2027, 2, 1),
        licenses=("sample-disclaimer",) + ("cpt-2026",) * (version == 3),
        specialties=("sleep-medicine",), related=(PLAIN,),
        body=(
            f"## Policy\n\nCovered when {word} is ≥ 5.\n\n- one **bold**\n- two\n\n"
            "| a | b |\n|---|---|\n| c | d |\n\n## Codes\n\n<script>alert(1)</script> "
            "[out](https://example.org/x) [in](/policies) ![p](https://example.org/p.png)\n"
        ),
        codes=(
            PolicyCode(system="hcpcs", code="E0601", position="criteria", text=CODE_TEXT),
            PolicyCode(system="icd-10-cm", code="G47.33", position="criteria", text="Apnea"),
            PolicyCode(system="icd-10-cm", code="R06.83", position="not-covered", text="Snoring"),
        ),
        history=(
            PolicyEvent(on=date(2024, 1, 1), what="new", version=1),
            PolicyEvent(on=day, what="revised", version=version, note=NOTE),
        ),
    )  # fmt: skip


def publish(home: Path) -> None:
    """Make a generation of the people and these policies."""
    loader = EmbeddedLoader(home)
    loader.start("g1")
    loader.add_plans(people.ISSUERS, people.NETWORKS, people.PLANS)
    loader.add(people.providers())
    loader.add_policies(policies())
    loader.finish(())
    loader.swap("g1")


def add_license(
    home: Path, name: str = "sample-disclaimer", version: int = 2, more: str = "And a new rule.",
    effective: str = "2026-06-01", languages: tuple[str, ...] = ("en", "es", "zh", "ru"),
) -> None:  # fmt: skip
    """Put a newer version of a license where an operator would."""
    folder = home / "licenses"
    folder.mkdir(parents=True, exist_ok=True)
    for language in languages:
        text = (SHIPPED / f"{name}.1.{language}.md").read_text(encoding="utf-8")
        text = text.replace("\nversion = 1\n", f"\nversion = {version}\n")
        text = text.replace("effective_on = 2026-01-01", f"effective_on = {effective}")
        text = text.replace("placeholder = true\n", "")
        (folder / f"{name}.{version}.{language}.md").write_text(
            f"{text}\n{more}\n", encoding="utf-8"
        )
