"""States as the gazetteer counts them; their names are those of the model."""

from directory.model.states import (
    MILITARY,
    NAMES_ELSEWHERE,
    STATE_NAMES,
    STATE_NUMBER,
    STATES,
)

__all__ = ["MILITARY", "NAMES_ELSEWHERE", "STATES", "STATE_NAMES", "STATE_NUMBER"]
