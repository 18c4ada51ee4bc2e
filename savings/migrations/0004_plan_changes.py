from django.db import migrations

MEASURE, TARGET = "savings.measure", "savings.savingstarget"


def to_the_common_log(apps, schema_editor):
    """The savings' own log of their plan becomes part of the one that all plans have."""
    targets = set(apps.get_model("savings", "SavingsTarget").objects.values_list("board", "code"))
    change = apps.get_model("organisation", "PlanChange")
    change.objects.bulk_create(
        change(kind=TARGET if (one.board_id, _code(one)) in targets else MEASURE, **_same(one))
        for one in apps.get_model("savings", "PlanChange").objects.order_by("at", "pk").iterator()
    )


def from_the_common_log(apps, schema_editor):
    found = apps.get_model("organisation", "PlanChange").objects.filter(kind__in=[MEASURE, TARGET])
    own = apps.get_model("savings", "PlanChange")
    own.objects.bulk_create(own(**_same(one)) for one in found.order_by("at", "pk").iterator())
    found.delete()


def _code(change) -> str:
    return change.subject.removeprefix("savings.")


def _same(change) -> dict:
    return {name: getattr(change, name) for name in ("board_id", "by_id", "at", "subject", "before", "after")}


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0006_plan_changes"),
        ("savings", "0003_the_ledger"),
    ]

    operations = [
        migrations.RunPython(to_the_common_log, from_the_common_log),
        migrations.DeleteModel(name="PlanChange"),
    ]
