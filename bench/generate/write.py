"""Writes a whole directory, batch by batch, and counts what it wrote."""

import json
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import msgspec

from bench.generate import columns, dirt, nppes, qhp
from bench.generate.draw import BATCH, Batch, draw, npi_numbers
from bench.generate.people import Provider, providers
from bench.generate.plans import ISSUERS, PLANS, Book, Network, book

SIZES = {"10k": 10_000, "100k": 100_000, "200k": 200_000, "1m": 1_000_000}
# More providers than any directory has; beyond lie the numbers of withdrawn and faulty rows.
DEACTIVATED_FROM, DIRTY_FROM = 80_000_000, 90_000_000
MOST = 10_000_000
# One faulty row and one withdrawn NPI for so many providers.
EVERY = 100
PER_FILE = 250_000


class Truth(msgspec.Struct, kw_only=True):
    """What a load of the directory must find.

    `rows` counts by file, faulty and withdrawn rows included; `dirty` counts faulty rows by file
    format and kind. None of the NPIs in faulty rows is a provider, so `providers`, `offices` and
    `participations` (plan, tier and years of one provider) hold whatever a loader does with them.
    """

    seed: int
    providers: int = 0
    individuals: int = 0
    organizations: int = 0
    offices: int = 0
    in_nppes: int = 0
    in_qhp: int = 0
    in_both: int = 0
    participations: int = 0
    deactivated: int = 0
    plans: int = PLANS
    issuers: int = ISSUERS
    rows: dict[str, int] = {}
    dirty: dict[str, int] = {}


class Files:
    """The open files of a directory; provider entries go on to the next file when one is full."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self._stack = folder, stack
        self.rows: Counter[str] = Counter()
        self.main = self._open("npidata_pfile_bench.csv")
        self.locations = self._open("pl_pfile_bench.csv")
        self.main.write(columns.quoted(columns.MAIN))
        self.locations.write(columns.quoted(columns.PRACTICE_LOCATIONS))
        self._entries: IO[str] | None = None
        self.entry_files: list[str] = []

    def _open(self, name: str) -> IO[str]:
        path = self.folder / name
        return self._stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))

    def add_main(self, row: str) -> None:
        """A row of the main NPPES file."""
        self.main.write(row)
        self.rows["npidata_pfile_bench.csv"] += 1

    def add_location(self, row: str) -> None:
        """A row of the practice-location file."""
        self.locations.write(row)
        self.rows["pl_pfile_bench.csv"] += 1

    def add_entry(self, text: str) -> None:
        """An element of the current providers file."""
        if self._entries is None or self.rows[self.entry_files[-1]] == PER_FILE:
            self.close_entries()
            self.entry_files.append(f"providers-{len(self.entry_files) + 1}.json")
            self._entries = self._open(self.entry_files[-1])
            self._entries.write("[\n")
        else:
            self._entries.write(",\n")
        self._entries.write(text)
        self.rows[self.entry_files[-1]] += 1

    def close_entries(self) -> None:
        """Ends the array of the current providers file."""
        if self._entries is not None:
            self._entries.write("\n]\n")
            self._entries = None


def write(
    folder: Path, count: int, seed: int, progress: Callable[[int], None] = lambda _: None
) -> Truth:
    """Writes `count` providers below `folder` and returns what is in the files.

    `progress` is told how many providers are written. ValueError for a count outside 1…MOST.
    """
    if not 1 <= count <= MOST:
        raise ValueError(f"providers {count}: must be between 1 and {MOST}")
    folder.mkdir(parents=True, exist_ok=True)
    plans, truth = book(), Truth(seed=seed, rows={}, dirty={})
    with ExitStack() as stack:
        files = Files(folder, stack)
        for first in range(0, count, BATCH):
            size = min(BATCH, count - first)
            _write_batch(files, plans, truth, seed, first, size)
            progress(first + size)
        files.close_entries()
    _write_plans(folder, plans, files.entry_files)
    truth.rows = {**files.rows, "plans.json": len(plans.plans)}
    (folder / "truth.json").write_bytes(msgspec.json.format(msgspec.json.encode(truth), indent=1))
    return truth


def _write_batch(files: Files, plans: Book, truth: Truth, seed: int, first: int, size: int) -> None:
    batch = draw(seed, first, size)
    faulty = draw(seed, DIRTY_FROM + first, size // EVERY)
    faults = providers(faulty)
    withdrawn = npi_numbers(DEACTIVATED_FROM + first, size // EVERY).tolist()
    for provider in providers(batch):
        _write_provider(files, plans, truth, batch, provider)
        if provider.row % EVERY == EVERY - 1:
            fault = next(faults)
            _write_fault(files, plans, truth, faulty, fault)
            day = nppes.DAYS[provider.updated]
            files.add_main(nppes.deactivated_row(str(withdrawn[fault.row]), day))
            truth.deactivated += 1


def _write_provider(
    files: Files, plans: Book, truth: Truth, batch: Batch, provider: Provider
) -> None:
    # No marketplace plans are sold in some territories.
    networks = plans.networks.get(provider.sites[0].state)
    in_market = provider.in_market and networks is not None
    in_nppes = provider.in_nppes or not in_market
    if in_nppes:
        files.add_main(nppes.main_row(provider))
        for row in nppes.location_rows(provider):
            files.add_location(row)
    if in_market:
        text, entries = _plans(plans, batch, provider, networks or [])
        files.add_entry(qhp.entry(provider, text))
        truth.participations += entries
    truth.providers += 1
    truth.organizations += bool(provider.organization)
    truth.individuals += not provider.organization
    truth.offices += len(provider.sites)
    truth.in_nppes += in_nppes
    truth.in_qhp += in_market
    truth.in_both += in_nppes and in_market


def _plans(
    plans: Book, batch: Batch, provider: Provider, networks: list[Network]
) -> tuple[str, int]:
    return qhp.networks_of(batch, provider, networks, plans.join[provider.sites[0].state])


def _write_fault(files: Files, plans: Book, truth: Truth, batch: Batch, provider: Provider) -> None:
    """Takes the kinds in turn, so that each has its share."""
    everything = [("nppes", kind) for kind in dirt.NPPES_KINDS]
    everything += [("qhp", kind) for kind in dirt.QHP_KINDS]
    source, kind = everything[(batch.first // EVERY + provider.row) % len(everything)]
    if source == "nppes":
        files.add_main(dirt.nppes_row(kind, provider))
    else:
        networks = plans.networks.get(provider.sites[0].state) or plans.networks["NY"]
        text, _ = qhp.networks_of(batch, provider, networks, 0.5)
        files.add_entry(dirt.qhp_entry(kind, provider, text))
    name = f"{source}_{kind}"
    truth.dirty[name] = truth.dirty.get(name, 0) + 1


def _write_plans(folder: Path, plans: Book, entry_files: list[str]) -> None:
    text = ",\n".join(json.dumps(plan) for plan in plans.plans)
    (folder / "plans.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")
    base = "https://directory.example/bench"
    index = {
        "provider_urls": [f"{base}/{name}" for name in entry_files],
        "formulary_urls": [],
        "plan_urls": [f"{base}/plans.json"],
    }
    (folder / "index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
