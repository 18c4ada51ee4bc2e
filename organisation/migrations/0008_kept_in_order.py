from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0007_units_over_time"),
    ]

    operations = [
        migrations.AddField(
            model_name="kepttext",
            name="sequence",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
