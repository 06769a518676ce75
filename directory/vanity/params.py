"""The label of the API's route, read."""

from marshmallow import Schema

from directory.errors import InvalidParameters, fault
from directory.params.load import read
from directory.search.labels import LONGEST
from directory.vanity.label import Asked, Refused, read_label


class VanityParams(Schema):
    """This route takes no parameters besides the label."""


def path_label(label: str, query: str) -> Asked:
    """The label of a path. Raises InvalidParameters for what cannot be one, and for any query."""
    read(VanityParams, query)
    if len(label) > LONGEST:
        message = f"is longer than the {LONGEST} characters of a label"
        raise InvalidParameters(faults=[fault("label", label[:LONGEST], message)])
    try:
        return read_label(label)
    except Refused as error:
        raise InvalidParameters(faults=[fault("label", label, str(error))]) from None
