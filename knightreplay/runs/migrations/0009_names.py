"""What the code calls things; the database stays as it is, for the code before it too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("runs", "0008_ordered"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint(model_name="segment", name="segment_once"),
                migrations.RenameField(
                    model_name="segment", old_name="owner", new_name="epoch"
                ),
                migrations.AlterField(
                    model_name="segment",
                    name="epoch",
                    field=models.PositiveIntegerField(db_column="owner"),
                ),
                migrations.AddConstraint(
                    model_name="segment",
                    constraint=models.UniqueConstraint(
                        fields=("run", "epoch", "minute"), name="segment_once"
                    ),
                ),
                migrations.RenameField(
                    model_name="run", old_name="held_at", new_name="stopped_at"
                ),
                migrations.AlterField(
                    model_name="run",
                    name="stopped_at",
                    field=models.PositiveIntegerField(db_column="held_at", null=True),
                ),
                migrations.RenameModel(old_name="Scenery", new_name="StoredScenario"),
                migrations.AlterModelTable(name="storedscenario", table="runs_scenery"),
                migrations.RenameField(
                    model_name="storedscenario", old_name="told", new_name="contents"
                ),
                migrations.AlterField(
                    model_name="storedscenario",
                    name="contents",
                    field=models.JSONField(db_column="told"),
                ),
                migrations.RenameField(
                    model_name="processreport", old_name="tally", new_name="histogram"
                ),
                migrations.AlterField(
                    model_name="processreport",
                    name="histogram",
                    field=models.JSONField(db_column="tally", default=dict),
                ),
            ]
        ),
    ]
