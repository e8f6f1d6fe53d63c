from django.db import migrations, models


class Migration(migrations.Migration):
    """The kinds of exports are rows of RECIPES, and no matter of the database's."""

    dependencies = [
        ("sharing", "0003_imports"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="export",
                    name="kind",
                    field=models.CharField(max_length=24),
                ),
            ],
        ),
    ]
