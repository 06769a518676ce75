"""What a command came to: an object for programs, a few lines for people."""

import msgspec

from directory.model.generation import Generation, SourceState


class Check(msgspec.Struct, frozen=True):
    """One check of a generation; `detail` says what was seen and, where it failed, the cure."""

    name: str
    ok: bool
    detail: str


class Report(msgspec.Struct, kw_only=True):
    """The outcome of `load`, `stage` or `publish`.

    `read` = `kept` + `rejected`, in rows or resources of this call's files; `deactivated` are among
    the kept. `providers`, `offices`, `plans`, `policies` (numbers, not versions) and `unlocated`
    are those of the generation, None where none was made. `error` is the sentence of a refusal.
    """

    generation: str | None = None
    published: bool = False
    read: int = 0
    kept: int = 0
    rejected: int = 0
    deactivated: int = 0
    providers: int | None = None
    offices: int | None = None
    plans: int | None = None
    policies: int | None = None
    unlocated: int | None = None
    rejects_file: str | None = None
    checks: list[Check] = []
    seconds: float = 0.0
    error: str | None = None

    def take(self, generation: Generation) -> None:
        """Note the counts of the generation made."""
        self.generation = generation.id
        self.providers = generation.providers
        self.offices = generation.offices
        self.plans = generation.plans
        self.policies = generation.policies
        self.unlocated = generation.unlocated


def as_json(report: Report) -> str:
    """The object on one line; `error` only where there is one."""
    fields = msgspec.to_builtins(report)
    if report.error is None:
        del fields["error"]
    return msgspec.json.encode(fields).decode()


def as_text(report: Report) -> str:
    """The lines people read."""
    lines = []
    if report.read:
        lines.append(
            f"read {report.read:,}: kept {report.kept:,} "
            f"(deactivated {report.deactivated:,}), rejected {report.rejected:,}"
        )
    if report.rejects_file:
        lines.append(f"rejected rows and values: {report.rejects_file}")
    for check in report.checks:
        lines.append(f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.detail}")
    if report.providers is not None:
        lines.append(
            f"{report.providers:,} providers, {report.offices:,} offices "
            f"({report.unlocated:,} without a place), {report.plans:,} plans, "
            f"{report.policies:,} policies"
        )
    if report.published:
        lines.append(f"generation {report.generation} is live")
    elif report.generation is not None:
        lines.append(f"generation {report.generation} was not published; the one before serves on")
    lines.append(f"{report.seconds:.1f} seconds")
    return "\n".join(lines)


class Staged(msgspec.Struct, frozen=True):
    """What the stage holds: providers that can be made of it, and rows by source."""

    providers: int
    sources: list[SourceState]


class Status(msgspec.Struct, frozen=True):
    """The live generation, None where nothing was published, and what is staged.

    `staged` is None while a load is at work on the stage.
    """

    live: Generation | None
    staged: Staged | None
    home: str


def status_text(status: Status) -> str:
    """The lines people read."""
    live = status.live
    lines = [generation_line(live, live.id) if live else "nothing is published"]
    if status.staged is None:
        return f"{lines[0]}\na load is at work in {status.home}"
    lines.append(f"staged in {status.home}: {status.staged.providers:,} providers")
    for source in status.staged.sources:
        lines.append(f"  {source.name}: {source.rows:,} rows, latest of {source.latest_on or '?'}")
    return "\n".join(lines)


def generation_line(generation: Generation, live: str | None) -> str:
    """One generation as a line."""
    mark = "live" if generation.id == live else "    "
    return (
        f"{mark} {generation.id}  {generation.created_at:%Y-%m-%d %H:%M}  "
        f"{generation.providers:,} providers, {generation.offices:,} offices, "
        f"{generation.plans:,} plans, {generation.policies:,} policies"
    )
