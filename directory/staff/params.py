"""The door of the console's own pages: raw parameters become clean values or named faults."""

from marshmallow import Schema

from directory.model.specialty import LANGUAGES
from directory.params.common import AsOfParams
from directory.params.fields import Day, Npi, Whole, choice, text


class VerdictParams(AsOfParams):
    """Which doctor, which plan, which day; `question` is the open question it would settle."""

    npi = Npi(required=True, metadata={"description": "NPI."})
    plan = text("Plan id.", longest=100, required=True)
    question = text("Reference of an open question.", longest=30)


class AnswersParams(Schema):
    """Which answers are looked for."""

    reference = text("Reference number.", longest=30)
    key = text("Keyed hash of a member's number.", longest=64)
    npi = Npi(metadata={"description": "NPI."})
    login = text("Who answered.", longest=100)
    verdict = choice("What was answered.", ("in", "out", "unknown"))
    since = Day(metadata={"description": "First day."})
    until = Day(metadata={"description": "Last day."})
    before = Whole(metadata={"description": "From below this row on."})


class LogParams(Schema):
    """Which rows of the log are looked for."""

    login = text("Who did it.", longest=100)
    action = text("What was done.", longest=40)
    object = text("What it was done to.", longest=200)
    since = Day(metadata={"description": "First day."})
    until = Day(metadata={"description": "Last day."})
    before = Whole(metadata={"description": "From below this row on."})
    form = choice("As a file.", ("csv", "jsonl"))


class SpanParams(Schema):
    """Which days are counted."""

    since = Day(metadata={"description": "First day."})
    until = Day(metadata={"description": "Last day."})
    form = choice("As a file.", ("csv", "jsonl"))


class AcceptancesParams(Schema):
    """Which version of which license."""

    license = text("License id.", longest=64)
    version = Whole(metadata={"description": "Version of the license."})
    before = Whole(metadata={"description": "From below this row on."})


class LetterParams(Schema):
    """In which language a letter is written."""

    lang = choice("Language of the letter.", LANGUAGES)
