"""What is stored. The database is the truth; every message is a hint."""

import uuid

from django.db import models
from django.urls import reverse

from knightreplay.runs.clock import Clock


class Role(models.TextChoices):
    """What somebody may do with a run, the most first; each may do what the next may.

    No key at all means to watch where the run is open, else to be a stranger.
    """

    HOST = "host"  # acts, moves the clock, hands out links and keys
    OPERATE = "operate"  # acts and moves the clock
    FORK = "fork"  # by a link: makes a run of their own out of a closed run
    COMMENT = "comment"  # by a link: writes notes on the timeline
    WATCH = "watch"
    SEAT = "seat"  # in a room: what the room lets that seat see, over the socket only
    STRANGER = "stranger"  # sees nothing of it


# What my runs are sorted by (runs/lists/mine.py), each with an index.
MINE = {
    "created": ["created"],
    "used": ["used_at"],
    "name": ["name", "created"],
    "loss": ["loss_cents", "created"],
}
# Runs that all may find on the home page (runs/lists/recent.py).
LISTED = models.Q(open=True, frozen=False, deleted_at=None)


class Run(models.Model):
    """One simulated morning, stored."""

    class Status(models.TextChoices):
        COMPUTING = "computing"
        COMPLETE = "complete"
        FAILED = "failed"  # our own bug; the exception is in the worker's log
        REFUSED = "refused"  # made by another engine version or other data

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scenario = models.CharField(max_length=64)
    seed = models.BigIntegerField()
    engine_version = models.CharField(max_length=32)
    data_hash = models.CharField(max_length=64)
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    seq = models.PositiveIntegerField(default=0)  # of the newest command of any kind
    epoch = models.PositiveIntegerField(default=0)  # of the newest act

    clock_wall = models.FloatField()
    clock_sim = models.FloatField(default=0.0)
    clock_speed = models.FloatField(default=1.0)
    clock_paused = models.BooleanField(default=True)
    clock_stop_at = models.PositiveIntegerField(null=True)
    clock_furthest = models.FloatField(default=0.0)
    clock_loop_from = models.PositiveIntegerField(null=True)
    clock_loop_to = models.PositiveIntegerField(null=True)
    clock_seen = models.FloatField(default=0.0, db_default=0.0)
    stop_at_events = models.BooleanField(default=False)
    # Nobody is sent frames much later than the clock; false in a run of one's own.
    paced = models.BooleanField(default=False, db_default=False)
    # Nobody, the host included, is told what comes from this tick on, and the clock stops
    # there: a room predicts first.
    stopped_at = models.PositiveIntegerField(null=True, db_column="held_at")
    # Unix seconds: when a server last looked after the clock, when somebody last watched.
    alive_at = models.FloatField(default=0.0, db_default=0.0)
    watched_at = models.FloatField(default=0.0, db_default=0.0)

    # For housekeeping: when somebody last watched or acted (Unix seconds), and who began
    # it, as a keyed hash of their address.
    used_at = models.FloatField(default=0.0, db_default=0.0)
    made_by = models.CharField(max_length=64, blank=True, default="", db_default="")

    # Whose it is: a browser's or an account's mark (access/owners.py), or nobody's.
    owner = models.CharField(max_length=80, blank=True, default="", db_default="")
    name = models.CharField(max_length=80, blank=True, default="", db_default="")
    tags = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField())
    )
    # Whether all who have its address may watch it; else only those with a key or link.
    open = models.BooleanField(default=True, db_default=True)
    # Nobody acts on it or moves its clock: what an embedded page shows.
    frozen = models.BooleanField(default=False, db_default=False)
    # Unix seconds; it can be had back for a while (runs/retention.py).
    deleted_at = models.FloatField(null=True)
    # Gone but for the minutes that forks share of it, and with the last of them for good.
    emptied = models.BooleanField(default=False, db_default=False)
    # The run that it shares its past with, and up to which tick.
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="forks"
    )
    forked_at = models.PositiveIntegerField(null=True)
    # The figures of `simulate --json`, once it is computed to 16:00, of which epoch.
    figures = models.JSONField(null=True)
    figures_epoch = models.PositiveIntegerField(null=True)
    loss_cents = models.BigIntegerField(null=True)  # of the figures, to sort by

    status = models.CharField(
        max_length=16, choices=Status.choices, default=Status.COMPUTING
    )
    lease = models.CharField(max_length=36, blank=True, default="")
    lease_until = models.FloatField(default=0.0)  # Unix seconds

    class Meta:
        ordering = ["-created"]
        indexes = [
            models.Index(fields=["status", "lease_until"]),
            models.Index(
                fields=["alive_at"],
                condition=models.Q(clock_paused=False),
                name="run_playing",
            ),
            # My runs, by each order that they can be shown in, page by page.
            *(
                models.Index(
                    fields=["owner", *fields, "id"],
                    condition=models.Q(deleted_at=None),
                    name=f"run_mine_{name}",
                )
                for name, fields in MINE.items()
            ),
            models.Index(
                fields=["owner", "deleted_at", "id"],
                condition=models.Q(deleted_at__isnull=False),
                name="run_mine_deleted",
            ),
            # The newest runs on the home page: the host's, then the others'.
            models.Index(
                fields=["made_by", "created"], condition=LISTED, name="run_listed_made"
            ),
            models.Index(fields=["created"], condition=LISTED, name="run_listed"),
        ]

    def __str__(self) -> str:
        return f"{self.scenario} seed {self.seed} ({self.id})"

    def get_absolute_url(self) -> str:
        return reverse("run", args=[self.id])

    @property
    def made_with(self) -> dict[str, str]:
        """What decides whether a process computes this run bit for bit."""
        return {
            "engine_version": self.engine_version,
            "scenario": self.scenario,
            "data_hash": self.data_hash,
        }

    @property
    def clock(self) -> Clock:
        return Clock(
            wall=self.clock_wall,
            sim=self.clock_sim,
            speed=self.clock_speed,
            paused=self.clock_paused,
            stop_at=self.clock_stop_at,
            furthest=self.clock_furthest,
            seen=self.clock_seen,
            loop=self._loop,
        )

    @clock.setter
    def clock(self, clock: Clock) -> None:
        self.clock_wall = clock.wall
        self.clock_sim = clock.sim
        self.clock_speed = clock.speed
        self.clock_paused = clock.paused
        self.clock_stop_at = clock.stop_at
        self.clock_furthest = clock.furthest
        self.clock_loop_from, self.clock_loop_to = clock.loop or (None, None)
        self.clock_seen = clock.seen

    @property
    def _loop(self) -> tuple[int, int] | None:
        first, end = self.clock_loop_from, self.clock_loop_to
        return None if first is None or end is None else (first, end)


CLOCK_COLUMNS = (  # of Run.clock
    "clock_wall",
    "clock_sim",
    "clock_speed",
    "clock_paused",
    "clock_stop_at",
    "clock_furthest",
    "clock_loop_from",
    "clock_loop_to",
    "clock_seen",
)
CLOCK_FIELDS = (
    *CLOCK_COLUMNS,
    "stop_at_events",
    "paced",
    "stopped_at",
    "alive_at",
    "watched_at",
)


class RunCommand(models.Model):
    """What every stored command of a run has: an order, an author and an id that counts once."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    command_id = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    role = models.CharField(max_length=16, choices=Role.choices)
    made_at = models.FloatField()  # Unix seconds
    # Whose it was, if not the host's: a seat's, a key's or a browser's mark.
    maker = models.CharField(max_length=80, blank=True, default="", db_default="")

    class Meta:
        abstract = True


class Intervention(RunCommand):
    """One act, append-only. `reason` and `strike` speak of an earlier act."""

    class Took(models.TextChoices):
        SEEN = "seen"  # at the tick on the sender's screen
        PRESENT = "present"  # the sender's screen was too far off: at the server's tick
        AT = "at"  # at a tick that was named

    op = models.CharField(max_length=24)
    tick = models.PositiveIntegerField()
    # When it was asked for, where a room lets acts take effect later.
    ordered = models.PositiveIntegerField(null=True)  # tick
    arguments = models.JSONField(default=dict)  # the act on the wire, without its time
    target = models.PositiveIntegerField(null=True)  # seq of the act spoken of
    reason = models.CharField(max_length=500, blank=True)
    epoch = models.PositiveIntegerField()  # the epoch it made, or that it found
    cut = models.PositiveIntegerField(null=True)  # null: the future was not replaced
    took = models.CharField(max_length=8, choices=Took.choices, default=Took.AT)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "command_id"], name="intervention_once"
            ),
            models.UniqueConstraint(fields=["run", "seq"], name="intervention_order"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.op} at {self.tick}"


class ClockChange(RunCommand):
    """One movement of the clock, append-only. Without a role it was the server's own."""

    action = models.CharField(max_length=16)
    arguments = models.JSONField(default=dict)
    epoch = models.PositiveIntegerField()

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["run", "command_id"], name="clock_once"),
            models.UniqueConstraint(fields=["run", "seq"], name="clock_order"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.action}"


class Segment(models.Model):
    """One simulated minute of frames, immutable, under its epoch."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    epoch = models.PositiveIntegerField(db_column="owner")
    minute = models.PositiveSmallIntegerField()
    payload = models.BinaryField()  # the socket message as it is sent to everybody
    checkpoint = models.BinaryField()  # the state at the minute's end

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "epoch", "minute"], name="segment_once"
            )
        ]

    def __str__(self) -> str:
        return f"epoch {self.epoch}, minute {self.minute}"


class Inherited(models.Model):
    """Minutes of a fork that are stored under another run: shared, not copied.

    `source` is the run that holds the segments itself, never a fork of a fork.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="inherited")
    epoch = models.PositiveIntegerField()  # of the fork
    first = models.PositiveSmallIntegerField()  # minute
    last = models.PositiveSmallIntegerField()  # minute, included
    source = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="lent")
    source_epoch = models.PositiveIntegerField()  # of the source

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "epoch", "first"], name="inherited_once"
            )
        ]

    def __str__(self) -> str:
        return f"epoch {self.epoch}, minutes {self.first} to {self.last}"


class StoredScenario(models.Model):
    """What a page shows of a scenario as a build had it, for when that build is gone."""

    engine_version = models.CharField(max_length=32)
    scenario = models.CharField(max_length=64)
    data_hash = models.CharField(max_length=64)
    contents = models.JSONField(db_column="told")  # runs/scenario_snapshot.py

    class Meta:
        db_table = "runs_scenery"
        constraints = [
            models.UniqueConstraint(
                fields=["engine_version", "scenario", "data_hash"], name="scenery_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scenario} of engine {self.engine_version}"


class RunKey(models.Model):
    """A key that gives a role in one run; only its hash is stored."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    role = models.CharField(max_length=16, choices=Role.choices)
    key_hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.FloatField(null=True)  # Unix seconds; null: never

    def __str__(self) -> str:
        return f"{self.role} of {self.run_id}"


class ProcessReport(models.Model):
    """What a process said of itself the last time (runs/processes/reports.py)."""

    class Kind(models.TextChoices):
        WEB = "web"
        WORKER = "worker"

    name = models.CharField(max_length=128, primary_key=True)  # kind, host and process
    kind = models.CharField(max_length=8, choices=Kind.choices)
    engine_version = models.CharField(max_length=32)
    data_hash = models.CharField(max_length=64)
    scenarios = models.JSONField(default=dict)  # name → SHA-256 of its files
    histogram = models.JSONField(
        default=dict, db_column="tally"
    )  # knightreplay/histogram.py
    seen = models.FloatField(db_index=True)  # Unix seconds

    def __str__(self) -> str:
        return self.name
