"""What the code calls things; the database stays as it is, for the code before it too."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rooms", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel(old_name="Deed", new_name="RoomCommand"),
                migrations.AlterModelTable(name="roomcommand", table="rooms_deed"),
                migrations.AlterField(
                    model_name="roomcommand",
                    name="room",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commands",
                        to="rooms.room",
                    ),
                ),
            ]
        ),
    ]
