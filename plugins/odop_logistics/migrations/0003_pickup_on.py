"""A carrier, or staff, names the day on which the goods are collected."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_logistics", "0002_pickup_delivered")]
    operations = [
        migrations.AddField("pickup", "pickup_on", models.DateField(null=True)),
        migrations.AddField("pickup", "reminded_for", models.DateField(null=True)),
        migrations.AddIndex(
            "pickup",
            models.Index(
                condition=models.Q(("reminded_for", None), ("state", "booked")),
                fields=["pickup_on"],
                name="odop_pickup_to_remind",
            ),
        ),
    ]
