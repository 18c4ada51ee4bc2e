from django.db import migrations
from django.utils import timezone

SOURCE = "kalldokument"


def fill(apps, schema_editor):
    """Each commission gets its region, the decision that gave it and, where it was closed, the one that closed it."""
    Commission = apps.get_model("commissions", "Commission")
    commissions = list(Commission.objects.select_related("board"))
    if commissions:
        by, _created = apps.get_model("organisation", "User").objects.get_or_create(
            username=SOURCE, defaults={"title": "källdokument", "is_source": True, "is_active": False, "password": "!"}
        )
    for one in commissions:
        one.organisation_id = one.board.organisation_id
        one.save(update_fields=["organisation"])
        _decide(apps, one, by, kind="given", body_id=one.giver_id, paragraph=one.paragraph, dnr=one.dnr)
        if one.closed_date:
            # The paragraph and diary number were not asked for before.
            _decide(
                apps, one, by, kind="closed", body_id=one.closed_by_id, date=one.closed_date, paragraph="–", dnr="–"
            )
    for grant in apps.get_model("commissions", "Grant").objects.select_related("period"):
        grant.valid_from, grant.valid_to = grant.period.start, grant.period.end
        grant.save(update_fields=["valid_from", "valid_to"])


def _decide(apps, commission, by, **values):
    Decision = apps.get_model("commissions", "Decision")
    Decision.objects.create(commission=commission, recorded_at=timezone.now(), recorded_by=by, **values)


class Migration(migrations.Migration):
    dependencies = [("commissions", "0003_a_ledger")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
