"""What is stored of the laboratory: outcomes of mornings, as many as are computed."""

from django.db import models

from knightreplay.lab.mornings import READINGS, SEEDS
from knightreplay.lab.ranges import Range


class MorningRange(models.Model):
    """One morning in each reading at its own seed, then in its own under other seeds."""

    digest = models.CharField(max_length=64)  # of what is done
    scenario = models.CharField(max_length=64)  # its own reading
    seed = models.BigIntegerField()
    engine_version = models.CharField(max_length=32)
    data_hash = models.CharField(max_length=64)  # over all scenarios
    morning = models.JSONField()  # lab/mornings.py
    # (loss in cents, executions), in the order of READINGS and then of SEEDS.
    outcomes = models.JSONField(default=list)
    done = models.PositiveSmallIntegerField(default=0)  # outcomes
    lease_until = models.FloatField(default=0.0)  # Unix seconds; a task is under way
    asked_at = models.FloatField(db_index=True)  # Unix seconds

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "scenario", "seed", "engine_version", "data_hash"],
                name="morning_range_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.digest[:12]} in {self.scenario}, seed {self.seed}"

    @property
    def found(self) -> Range:
        """What is known of its loss."""
        losses = tuple(loss for loss, _ in self.outcomes)
        split = len(READINGS)
        return Range(
            losses[:split] if self.done >= split else (),
            losses[split:] if self.done >= split + len(SEEDS) else (),
        )
