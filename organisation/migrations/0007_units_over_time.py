import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0006_plan_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="FirstOpened",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="unit",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="organisation.unit",
                verbose_name="goes on in",
            ),
        ),
        migrations.AddField(
            model_name="unit",
            name="valid_from",
            field=models.DateField(blank=True, null=True, verbose_name="first day"),
        ),
        migrations.AddField(
            model_name="unit",
            name="valid_to",
            field=models.DateField(blank=True, null=True, verbose_name="last day"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None),
                    ("valid_to", None),
                    ("valid_from__lte", models.F("valid_to")),
                    _connector="OR",
                ),
                name="unit_starts_before_it_ends",
                violation_error_message="A unit must begin before it ends.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("board__isnull", False),
                    models.Q(("merged_into", None), ("valid_from", None), ("valid_to", None)),
                    _connector="OR",
                ),
                name="unit_board_does_not_end",
                violation_error_message="A board neither begins nor ends: its units do.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("valid_to__isnull", False), models.Q(("merged_into", models.F("pk")), _negated=True)),
                    _connector="OR",
                ),
                name="unit_goes_on_in_another_when_it_has_ended",
                violation_error_message="A unit goes on in another one, and only when it has ended.",
            ),
        ),
        migrations.AddField(
            model_name="firstopened",
            name="period",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.reportingperiod"
            ),
        ),
        migrations.AddField(
            model_name="firstopened",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisation.unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="firstopened",
            constraint=models.UniqueConstraint(fields=("unit", "period"), name="first_opened_once"),
        ),
    ]
