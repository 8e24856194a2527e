"""What suppliers answered, and which sale took the place of which, stand in columns and no longer in sentences."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_consignment", "0011_account_proof")]
    operations = [
        migrations.AddField(
            "salestep",
            "answer",
            models.CharField(
                blank=True,
                choices=[("cannot", "the supplier cannot supply the goods"), ("can", "they can after all")],
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            "sale",
            "instead_of",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="successors",
                to="odop_consignment.sale",
            ),
        ),
    ]
