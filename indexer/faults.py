"""What can end a call of the indexer, each with its exit code."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the indexer; scripts rely on them."""

    PUBLISHED = 0
    USAGE = 2
    NOTHING_USABLE = 3
    CHECKS_FAILED = 4
    ENGINE_UNREACHABLE = 5


class IndexerError(Exception):
    """A sentence for the person who called, and the exit code."""

    code = Exit.USAGE


class UsageError(IndexerError):
    """The command cannot be carried out as it was given."""


class UnusableInput(IndexerError):
    """A file that cannot be used as a whole: nothing of the call is staged."""

    code = Exit.NOTHING_USABLE
