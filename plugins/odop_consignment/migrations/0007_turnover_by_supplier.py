"""Turnover is kept by supplier and added up by PAN, so that correcting a PAN moves no sums. One wish to be
forgotten waits at a time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_consignment", "0006_ends")]
    operations = [
        migrations.RemoveConstraint("turnover", "odop_turnover_once"),
        migrations.RemoveField("turnover", "person"),
        migrations.AddField(
            "turnover",
            "supplier",
            models.ForeignKey(
                default=None,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="turnovers",
                to="odop_consignment.supplier",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "turnover", models.UniqueConstraint(fields=("supplier", "year"), name="odop_turnover_once")
        ),
        migrations.RemoveIndex("turnoverdeclaration", "odop_declaration_latest"),
        migrations.RemoveField("turnoverdeclaration", "person"),
        migrations.AddIndex(
            "turnoverdeclaration",
            models.Index(fields=["supplier", "year", "-id"], name="odop_declaration_latest"),
        ),
        migrations.AddConstraint(
            "turnoverdeclaration",
            models.CheckConstraint(condition=models.Q(elsewhere_paise__gte=0), name="odop_declaration_sane"),
        ),
        migrations.AddConstraint(
            "erasure",
            models.UniqueConstraint(
                fields=["supplier"], condition=models.Q(state="held"), name="odop_erasure_one_held"
            ),
        ),
    ]
