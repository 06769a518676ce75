"""The label of the API's route, read."""

from marshmallow import Schema

from directory.errors import InvalidParameters, fault
from directory.params.load import read
from directory.vanity.label import Asked, Refused, read_label


class VanityParams(Schema):
    """This route takes no parameters besides the label."""


def path_label(label: str, query: str) -> Asked:
    """The label of a path. Raises InvalidParameters for what cannot be one, and for any query."""
    read(VanityParams, query)
    try:
        return read_label(label)
    except Refused as error:
        raise InvalidParameters(faults=[fault("label", label, str(error))]) from None
