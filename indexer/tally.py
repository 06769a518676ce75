"""Counts providers on their way to the engine and keeps a sample to ask for afterwards."""

import random
from collections.abc import Iterator

from directory.model.provider import Provider

SAMPLE = 20
# Fixed, so that the same stage gives the same checks.
_SEED = 80840


class Tally:
    """What went into a generation, to compare with what came out."""

    def __init__(self) -> None:
        self.providers = 0
        self.offices = 0
        self.deactivated = 0
        self.faults: list[str] = []
        self.sample: list[Provider] = []
        self.withdrawn: list[Provider] = []
        self._random = random.Random(_SEED)  # noqa: S311  # a sample, no secret

    def watch(self, providers: Iterator[Provider]) -> Iterator[Provider]:
        """Pass providers on, counting them."""
        for provider in providers:
            if provider.deactivated_on is not None:
                self.deactivated += 1
                if len(self.withdrawn) < SAMPLE:
                    self.withdrawn.append(provider)
            else:
                self._active(provider)
            yield provider

    def _active(self, provider: Provider) -> None:
        self.providers += 1
        self.offices += len(provider.offices)
        if len(self.faults) < SAMPLE:
            if not provider.name.full:
                self.faults.append(f"{provider.npi} has no name")
            if len({office.id for office in provider.offices}) < len(provider.offices):
                self.faults.append(f"{provider.npi} has two offices of one id")
        # Reservoir sampling: every provider has the same chance, in one pass.
        if len(self.sample) < SAMPLE:
            self.sample.append(provider)
        else:
            place = self._random.randrange(self.providers)
            if place < SAMPLE:
                self.sample[place] = provider
