"""Gives back the memory of values cleaned before, once there is no row left to clean."""

from indexer.clean.addresses import line_case
from indexer.clean.dates import clean_date
from indexer.clean.names import organization_case, person_case
from indexer.clean.phones import clean_phone
from indexer.clean.plan_ids import clean_plan_id
from indexer.clean.zips import clean_zip

_REMEMBERING = (
    clean_date, clean_phone, clean_plan_id, clean_zip, line_case, organization_case, person_case,
)  # fmt: skip


def forget() -> None:
    """Empty the memories that grow with the rows; what comes next does not ask them."""
    for one in _REMEMBERING:
        one.cache_clear()
