import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commissions", "0004_given_by_decision")]

    operations = [
        migrations.RemoveConstraint(
            model_name='commission',
            name='commission_code_once',
        ),
        migrations.RemoveConstraint(
            model_name='commission',
            name='commission_closed_by_somebody',
        ),
        migrations.RemoveField(
            model_name='commission',
            name='closed_by',
        ),
        migrations.RemoveField(
            model_name='commission',
            name='closed_date',
        ),
        migrations.RemoveField(
            model_name='commission',
            name='dnr',
        ),
        migrations.RemoveField(
            model_name='commission',
            name='paragraph',
        ),
        migrations.RemoveField(
            model_name='grant',
            name='period',
        ),
        migrations.AlterField(
            model_name='commission',
            name='organisation',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='commissions', to='organisation.organisation'),
        ),
        migrations.AddConstraint(
            model_name='commission',
            constraint=models.UniqueConstraint(fields=('organisation', 'code'), name='commission_code_once', violation_error_message='There is already a commission with this code.'),
        ),
    ]
