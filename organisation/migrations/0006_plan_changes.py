import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ASSUMPTION = "economy.assumptionprofile"


def take_over_assumptions(apps, schema_editor):
    """What the administrators' log holds of assumptions belongs to the plans. It stays there too."""
    acts = apps.get_model("organisation", "AdministrativeAct").objects.filter(verb="plan_assumption")
    change = apps.get_model("organisation", "PlanChange")
    change.objects.bulk_create(
        change(
            board_id=act.board_id,
            by_id=act.by_id,
            at=act.at,
            kind=ASSUMPTION,
            subject=f"economy.assumption.{act.subject}",
            # One that was added was logged as having been without a name.
            before={} if act.before.get("name") == "" else act.before,
            after=act.after,
        )
        for act in acts.order_by("pk").iterator()
    )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organisation", "0005_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=120)),
                ("before", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("after", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["board", "at"], name="plan_change_since"),
                    models.Index(fields=["board", "subject"], name="plan_change_about"),
                ],
            },
        ),
        migrations.RunPython(take_over_assumptions, migrations.RunPython.noop),
    ]
