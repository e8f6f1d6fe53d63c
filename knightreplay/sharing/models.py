"""What is stored of links, notes and exports."""

import uuid

from django.db import models

from knightreplay.runs.models import Role, Run, RunKey


class Link(models.Model):
    """A run at a moment, for somebody else. Its token is a key of the run (RunKey)."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="links")
    # It ends when the link is revoked and is kept, so that its token is told from a wrong one.
    key = models.OneToOneField(RunKey, on_delete=models.SET_NULL, null=True)
    # For an embedded page: a frozen fork, which nobody can change any more.
    pinned = models.ForeignKey(
        Run, on_delete=models.SET_NULL, null=True, related_name="pins"
    )
    name = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=16, choices=Role.choices)
    at = models.PositiveIntegerField()  # tick
    first = models.PositiveIntegerField(null=True)  # tick, of the selected range
    last = models.PositiveIntegerField(null=True)  # tick, included
    # What the sender saw: view, stock, server, whether notes are shown (links/services.py).
    looks = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.FloatField(null=True)  # Unix seconds
    used_at = models.FloatField(null=True)  # Unix seconds
    uses = models.PositiveIntegerField(default=0)
    revoked_at = models.FloatField(null=True)  # Unix seconds

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.role} link {self.id} of {self.run_id}"


class Note(models.Model):
    """What somebody wrote on the timeline: at a tick or a range, on a panel."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="notes")
    number = models.PositiveIntegerField()  # of the run's newest change when it changed
    answers = models.ForeignKey("self", on_delete=models.CASCADE, null=True)
    at = models.PositiveIntegerField()  # tick
    last = models.PositiveIntegerField(null=True)  # tick, included; null: one tick
    panel = models.CharField(max_length=24, blank=True)  # "": the whole page
    text = models.TextField()  # Markdown, a safe subset (sharing/notes/markdown.py)
    author = models.CharField(max_length=40)  # a name that they chose
    owner = models.CharField(max_length=80)  # whose it is, as in Run.owner
    role = models.CharField(max_length=16, choices=Role.choices)  # when it was written
    created = models.FloatField()  # Unix seconds
    edited = models.FloatField(null=True)
    resolved = models.FloatField(null=True)
    resolved_by = models.CharField(max_length=40, blank=True)
    deleted = models.FloatField(null=True)
    # Whose mark deleted it: that one, or the host, can have it back.
    deleted_by = models.CharField(max_length=80, blank=True, default="", db_default="")
    command_id = models.CharField(max_length=64)  # that wrote it

    class Meta:
        ordering = ["at", "created"]
        constraints = [
            models.UniqueConstraint(fields=["run", "command_id"], name="note_once"),
        ]
        indexes = [models.Index(fields=["run", "number"], name="note_changes")]

    def __str__(self) -> str:
        return f"note by {self.author} at {self.at}"

    @property
    def end(self) -> int:
        """The last tick that it speaks of."""
        return self.at if self.last is None else self.last


class Wording(models.Model):
    """What a note said before it was edited."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="wordings")
    text = models.TextField()
    until = models.FloatField()  # Unix seconds

    class Meta:
        ordering = ["until"]

    def __str__(self) -> str:
        return f"wording of {self.note_id}"


class Import(models.Model):
    """Of a run that it came in as a capsule."""

    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="imported")
    sha256 = models.CharField(max_length=64, db_index=True)  # the capsule's own hash
    # Whether this build has found the same bytes; else they are replayed as they came.
    computed = models.BooleanField()
    made = models.FloatField()  # Unix seconds

    def __str__(self) -> str:
        return f"capsule {self.sha256[:12]} as {self.run_id}"


class Export(models.Model):
    """A file made of a run by a worker; its bytes are in parts."""

    class Status(models.TextChoices):
        WAITING = "waiting"
        WORKING = "working"
        READY = "ready"
        FAILED = "failed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="exports")
    kind = models.CharField(max_length=24)  # of files/exporting/recipes.py
    options = models.JSONField(default=dict)  # range, chart, theme, language
    epoch = models.PositiveIntegerField()  # of the run when it was asked for
    owner = models.CharField(max_length=80, blank=True)  # who asked, as in Run.owner
    # The server's host asked: made first, and counted apart.
    hosts = models.BooleanField(default=False, db_default=False)
    status = models.CharField(
        max_length=16, choices=Status.choices, default=Status.WAITING
    )
    progress = models.FloatField(default=0.0)  # 0 to 1
    message = models.CharField(max_length=300, blank=True)  # why it failed, for people
    size = models.PositiveBigIntegerField(default=0)  # bytes
    sha256 = models.CharField(max_length=64, blank=True)
    created = models.FloatField()  # Unix seconds
    lease = models.CharField(max_length=36, blank=True)
    lease_until = models.FloatField(default=0.0)  # Unix seconds

    class Meta:
        ordering = ["-created"]
        indexes = [models.Index(fields=["status", "lease_until"], name="export_due")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.run_id}"


class Part(models.Model):
    """A megabyte or less of an export, in order."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="parts")
    lease = models.CharField(max_length=36)  # of the attempt that wrote it
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["export", "lease", "number"], name="part_once"
            )
        ]

    def __str__(self) -> str:
        return f"part {self.number} of {self.export_id}"
