"""Rows of tables find their supplier and their note by what people call them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_consignment", "0008_notes_and_counts_stay")]
    operations = [
        migrations.AddField("supplier", "reference", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddConstraint(
            "supplier",
            models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("reference",),
                name="odop_supplier_reference_once",
            ),
        ),
        migrations.AddField("consignmentnote", "reference", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddConstraint(
            "consignmentnote",
            models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("reference", ""), _negated=True), models.Q(("state", "cancelled"), _negated=True)
                ),
                fields=("supplier", "reference"),
                name="odop_note_reference_once",
            ),
        ),
    ]
