"""First half of a load: files are read and cleaned, and what they say is staged."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from directory.model.policy import Policy
from indexer.clean.forget import forget
from indexer.faults import UnusableInput
from indexer.items import Fault, RawResource, Refused, Taken
from indexer.progress import Progress
from indexer.rejects import RejectsFile
from indexer.report import Report
from indexer.sources.guess import Job
from indexer.sources.plan_net_resolve import resolve
from indexer.stage import Stage


def take(
    jobs: list[Job], stage: Stage, rejects: RejectsFile, report: Report, progress: Progress
) -> None:
    """Stage all files within the open call; `report` gets the sums of their rows.

    Raises UnusableInput for a file that cannot be used as a whole, and where not one row of the
    call can be kept.
    """
    counts = _Counts(stage, rejects, report)
    sizes = {job.file.path: job.file.path.stat().st_size for job in jobs}
    progress.start("stage", sum(sizes.values()))
    for job in jobs:
        job.file.tick = progress.advance
        try:
            counts.add(job.read(job.file))
        except UnusableInput:
            # None of the rows read so far is kept, so none of them is counted.
            report.read = report.kept = report.rejected = report.deactivated = 0
            raise
    if any(job.format == "plan-net" for job in jobs):
        counts.resolve()
    parts = {job.part for job in jobs if job.format == "nppes"}
    if "main" in parts:
        stage.finish_nppes(parts)
    forget()
    orphans = stage.refuse_orphans(rejects)
    report.kept -= orphans
    report.rejected += orphans
    _note_unnamed_plans(stage, rejects)
    _note_unknown_related(stage, rejects)
    progress.finish(f"{report.read:,} rows, {report.kept:,} kept, {report.rejected:,} rejected")
    if report.kept == 0:
        raise UnusableInput(_nothing(jobs, report, rejects.path))


class _Counts:
    def __init__(self, stage: Stage, rejects: RejectsFile, report: Report) -> None:
        self._stage = stage
        self._rejects = rejects
        self._report = report

    def add(self, items: Iterable[Taken | Refused | RawResource]) -> None:
        for item in items:
            self._report.read += 1
            if isinstance(item, RawResource):
                # Counted as kept or rejected when it is resolved.
                self._stage.add_resource(item)
            elif isinstance(item, Taken) and item.policy is not None:
                self._count(self._policy(item, item.policy))
            else:
                self._count(item)
                if isinstance(item, Taken):
                    self._stage.add(item)

    def _policy(self, taken: Taken, policy: Policy) -> Taken | Refused:
        """Stage a policy's version and answer with what came of it."""
        changed = self._stage.policies.changed(policy)
        fault = self._stage.add_policy(policy, taken.file, taken.row)
        if fault is not None:
            return Refused(file=taken.file, row=taken.row, faults=(fault, *taken.faults))
        if not changed:
            return taken
        reason = "this version was loaded before with other content, which it replaces"
        note = Fault("version", f"{policy.number} version {policy.version}", reason)
        return msgspec.structs.replace(taken, faults=(*taken.faults, note))

    def resolve(self) -> None:
        """Make fragments of all resources; only those of this call count."""
        stage = self._stage
        stage.drop_plan_net()
        for stored, item in resolve(stage.resources):
            earlier = stage.call_of(stored)
            if isinstance(item, Taken):
                stage.add(item, earlier)
            if earlier is None:
                self._count(item)
        # A resource that came twice in one call is one resource: the later one counts.
        report = self._report
        report.kept += report.read - report.kept - report.rejected

    def _count(self, item: Taken | Refused) -> None:
        if isinstance(item, Refused):
            self._report.rejected += 1
            self._rejects.row(item.file, item.row, item.faults)
            return
        self._report.kept += 1
        self._report.deactivated += item.deactivated
        for fault in item.faults:
            self._rejects.value(item.file, item.row, fault)


def _note_unnamed_plans(stage: Stage, rejects: RejectsFile) -> None:
    reason = "no plan file describes this plan; kept and shown by its id, load its plans.json"
    for file, row, plan in stage.unnamed_plans():
        rejects.value(file, row, Fault("plans.plan_id", plan, reason))


def _note_unknown_related(stage: Stage, rejects: RejectsFile) -> None:
    reason = "no policy of this number is loaded; kept, and linked once it is"
    for file, row, number in stage.unknown_related():
        rejects.value(file, row, Fault("related", number, reason))


def _nothing(jobs: list[Job], report: Report, rejects: Path) -> str:
    names = ", ".join(job.file.label for job in jobs[:5])
    if report.read == 0:
        return f"{names}: there is no row in it"
    return f"{names}: not one of {report.read:,} rows can be used; the reasons are in {rejects}"
