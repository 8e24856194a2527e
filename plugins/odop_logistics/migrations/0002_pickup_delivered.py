"""A carrier says when the buyer got the goods."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_logistics", "0001_initial")]
    operations = [migrations.AddField("pickup", "delivered_at", models.DateTimeField(null=True))]
