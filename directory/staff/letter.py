"""An answer as a letter or an e-mail, in the member's language; what it says is what was filed."""

import re

import msgspec
from flask_babel import force_locale, format_date, gettext

from directory.hooks.reader import FORMATS, TAGS
from directory.model.reference import shown_reference
from directory.staff.verdict import Shown, ShownOffice
from directory.store.answers import Answer


def _(sentence: str, **values: str) -> str:
    """A sentence in the language of the letter; after a Russian date, which ends in a dot, one."""
    return re.sub(r"г\.\.$", "г.", str(gettext(sentence, **values)))


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter: its subject line and its paragraphs; `tag` is its language (BCP 47)."""

    tag: str
    subject: str
    paragraphs: tuple[str, ...]

    @property
    def plain(self) -> str:
        """All of it as text, to paste into an e-mail."""
        return "\n\n".join(self.paragraphs)


def letter(filed: Answer, shown: Shown, language: str) -> Letter:
    """The letter for an answer in one of the four languages; names stay as sources write them."""
    with force_locale(FORMATS[language]):
        return Letter(
            tag=TAGS[language],
            subject=_("Your question about %(provider)s", provider=shown.provider),
            paragraphs=tuple(part for part in _paragraphs(filed, shown) if part),
        )


def _paragraphs(filed: Answer, shown: Shown) -> list[str]:
    asked = _(
        "You asked whether %(provider)s takes part in the plan %(plan)s on %(day)s.",
        provider=shown.provider, plan=shown.plan_name, day=_day(shown.as_of),
    )  # fmt: skip
    return [
        _("Dear member,"),
        asked,
        _verdict(shown),
        *(_office(one) for one in shown.serving),
        _basis(shown),
        _("Please call the office before your visit: plans and offices change."),
        _(
            "We keep this answer on record for at least two years. Its reference is %(reference)s.",
            reference=shown_reference(filed.reference),
        ),
        shown.issuer_name,
    ]


def _verdict(shown: Shown) -> str:
    if shown.verdict == "in":
        return _("Yes: on that day this plan is accepted at these offices:")
    if shown.verdict == "out":
        return _(
            "No: by the information we have, this provider is not in the network of that plan "
            "on that day. You may have to pay more for care there."
        )
    return _(
        "We do not know: no source tells us. Please call the office, and ask us again before your "
        "visit."
    )


def _office(one: ShownOffice) -> str:
    lines = [one.name, one.address, one.phone]
    if one.network:
        lines.append(_("Network: %(network)s", network=one.network))
    if one.end:
        lines.append(_("Until %(day)s", day=_day(one.end)))
    lines.append(_accepting(one.accepting))
    return "\n".join(line for line in lines if line)


def _accepting(code: str) -> str:
    return {
        "yes": _("Accepting new patients"),
        "no": _("Not accepting new patients"),
        "existing": _("Existing patients only"),
    }.get(code, _("Whether new patients are accepted is not known: please call."))


def _basis(shown: Shown) -> str:
    if shown.verified_on is None:
        return ""
    return _("This rests on information of %(day)s.", day=_day(shown.verified_on))


def _day(day: object) -> str:
    return str(format_date(day, "long"))
