"""What is stored of rooms. A message is a hint; what stands here is what holds."""

from django.db import models

from knightreplay.runs.models import Run


class Who(models.TextChoices):
    """Who in a room may use a capability; each includes those before it."""

    NOBODY = "nobody"
    HOST = "host"
    OPERATORS = "operators"
    EVERYONE = "everyone"


class Capability(models.TextChoices):
    """What a room can allow or keep to its host."""

    PAUSE = "pause"  # play and pause, for all
    SEEK = "seek"  # move the clock, set its speed
    INTERVENE = "intervene"
    ANNOTATE = "annotate"
    PREDICT = "predict"
    EXPORT = "export"


def usual_permissions() -> dict[str, str]:
    return {
        Capability.PAUSE: Who.HOST,
        Capability.SEEK: Who.HOST,
        Capability.INTERVENE: Who.HOST,
        Capability.ANNOTATE: Who.OPERATORS,
        Capability.PREDICT: Who.EVERYONE,
        Capability.EXPORT: Who.HOST,
    }


class Room(models.Model):
    """A room outlives its runs: its address stays until its host ends it."""

    code = models.CharField(max_length=6, unique=True)  # digits; typed by participants
    host_hash = models.CharField(
        max_length=64, unique=True
    )  # of the hosts' longer code
    name = models.CharField(max_length=80, blank=True)
    owner = models.CharField(
        max_length=80, blank=True, db_index=True
    )  # as in Run.owner
    created = models.FloatField()  # Unix seconds
    ended = models.FloatField(null=True)  # Unix seconds
    seq = models.PositiveIntegerField(default=0)  # of the newest change
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True)

    locked = models.BooleanField(default=False)  # nobody new comes in
    follow = models.BooleanField(
        default=True
    )  # everyone is kept on the host's position
    permissions = models.JSONField(default=usual_permissions)  # Capability → Who
    predicting = models.BooleanField(default=False)  # what comes after a stop is kept
    anonymous = models.BooleanField(default=True)  # the ranking shows no names
    own_runs = models.BooleanField(default=False)  # participants may start runs
    delay = models.PositiveIntegerField(default=0)  # ticks before an act takes effect
    blind = models.BooleanField(default=False)  # the scenario is not told
    fogged = models.BooleanField(default=False)  # each seat sees what it could see then
    blanked = models.BooleanField(default=False)  # the projector is black
    # Unix seconds: when the drill was over, and when all might read the debrief.
    finished = models.FloatField(null=True)
    debriefed = models.FloatField(null=True)

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"room {self.code}"


class Team(models.Model):
    """Some seats with a fork of their own."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="teams")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True)
    score = models.JSONField(null=True)  # rooms/team_score.py, once the drill is over

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="team_once")
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """One person's place in a room, whatever device or network they come back with."""

    class Part(models.TextChoices):
        HOST = "host"
        OPERATOR = "operator"
        PARTICIPANT = "participant"
        PROJECTOR = "projector"  # shows, and knows no secret

    class Fog(models.TextChoices):
        GOD = "god"  # sees everything
        OPERATIONS = "operations"
        RISK = "risk"
        DEVELOPMENT = "development"
        EXECUTIVE = "executive"

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    key_hash = models.CharField(max_length=64, unique=True)
    part = models.CharField(max_length=16, choices=Part.choices)
    fog = models.CharField(max_length=16, choices=Fog.choices, default=Fog.GOD)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True)
    joined = models.FloatField()  # Unix seconds
    seen = models.FloatField()  # Unix seconds; when a socket of theirs was last open
    awake = models.BooleanField(
        default=True
    )  # their page was in front when last heard of
    removed = models.FloatField(null=True)  # Unix seconds
    practice = models.BooleanField(default=False)  # of a rehearsal: it goes with it
    recorded = models.BooleanField(default=False)  # agreed to their name in the record
    # Of the code that opens this seat on another device, and until when (Unix seconds).
    move_hash = models.CharField(
        max_length=64, blank=True, default="", db_default="", db_index=True
    )
    move_until = models.FloatField(default=0.0, db_default=0.0)
    # The newest of its commands that changed nothing, as (id, seq): they are in no log.
    idle = models.JSONField(
        default=list, db_default=models.Value([], models.JSONField())
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="seat_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.room_id}"


class Stop(models.Model):
    """A moment at which the room is asked something before it goes on."""

    class Kind(models.TextChoices):
        CHOICE = "choice"
        NUMBER = "number"  # on a scale
        SERVER = "server"
        TIME = "time"
        WORDS = "words"  # nothing to be right about

    class State(models.TextChoices):
        PLANNED = "planned"
        OPEN = "open"  # answers are taken
        CLOSED = "closed"  # the host may go on
        SHOWN = "shown"  # what the run says is told, answers are scored

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="stops")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, null=True)  # asked about
    at = models.PositiveIntegerField()  # tick, of a whole minute
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.CharField(max_length=400)
    # As rooms/shapes.py has them: the words of a choice; low and high of a scale.
    options = models.JSONField(default=list)
    measure = models.JSONField(
        null=True
    )  # what is looked up in the run (rooms/truth.py)
    tells = models.PositiveIntegerField(null=True)  # tick at which the answer is known
    because = models.CharField(max_length=400, blank=True)  # told with the answer
    source = models.CharField(max_length=120, blank=True)  # of that
    ours = models.BooleanField(default=False)  # of a track: has translations
    truth = models.JSONField(null=True)  # what was found there, once it is shown
    state = models.CharField(
        max_length=12, choices=State.choices, default=State.PLANNED
    )
    opened = models.FloatField(null=True)  # Unix seconds
    closed = models.FloatField(null=True)  # Unix seconds
    shown = models.FloatField(null=True)  # Unix seconds
    hands = models.JSONField(null=True)  # a show of hands: option → count

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"stop at {self.at}"


class Answer(models.Model):
    """What one seat predicted, once; the last one before the stop was closed counts."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="answers")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE)
    value = models.JSONField()
    sureness = models.FloatField(null=True)  # 0 to 1, of being right
    locked = models.BooleanField(default=False)
    given = models.FloatField()  # Unix seconds
    score = models.FloatField(null=True)  # 0 to 1, once it is shown
    brier = models.FloatField(null=True)  # (sureness - was right) squared

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stop", "seat"], name="answer_once")
        ]

    def __str__(self) -> str:
        return f"answer of {self.seat_id}"


class RoomCommand(models.Model):
    """One thing done in a room, append-only: its log, its record and its debrief."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="commands")
    seq = models.PositiveIntegerField()
    command_id = models.CharField(max_length=64)
    seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, null=True)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True)
    what = models.CharField(max_length=24)
    arguments = models.JSONField(default=dict)
    tick = models.PositiveIntegerField(null=True)  # of the run that it was about
    done = models.FloatField()  # Unix seconds
    answer = models.JSONField(null=True)  # of a question that is answered later
    answered_at = models.PositiveIntegerField(null=True)  # tick

    class Meta:
        db_table = "rooms_deed"
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="deed_order"),
            models.UniqueConstraint(fields=["room", "command_id"], name="deed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.what}"
