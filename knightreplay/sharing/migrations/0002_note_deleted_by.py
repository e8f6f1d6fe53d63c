from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="note",
            name="deleted_by",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=80
            ),
        ),
    ]
