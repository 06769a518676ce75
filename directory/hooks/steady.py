"""Answers that are read from one generation, even while another one goes live."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from directory.hooks.services import services
from directory.search.engine import EngineUnavailable

P = ParamSpec("P")
R = TypeVar("R")
TIMES = 3
"""A swap takes place a few times a day; two within one answer are a loader gone wild."""


def steady(view: Callable[P, R]) -> Callable[P, R]:
    """`view`, asked once more where the generation changed while it answered.

    A view puts several questions to the engine. Without this a swap between two of them could join
    one generation's providers to another's plans, or to an ETag that hides the difference.
    """

    @wraps(view)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TIMES - 1):
            before = _serving()
            answer = view(*args, **kwargs)
            if _serving() == before:
                return answer
        return view(*args, **kwargs)

    return asked


def _serving() -> str | None:
    try:
        return services().engine.generation().id
    except EngineUnavailable:
        return None
