import datetime

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import odop_core.database.text_search


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Pickup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=64, unique=True)),
                ("order_id", models.CharField(max_length=128)),
                ("order_number", models.CharField(max_length=64)),
                ("pickup_point_id", models.CharField(max_length=128)),
                ("round", models.PositiveIntegerField(default=1)),
                ("carrier", models.CharField(blank=True, default="", max_length=32)),
                ("carrier_reference", models.CharField(blank=True, default="", max_length=128)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "to be booked with the carrier"),
                            ("booked", "the carrier knows of it"),
                            ("collected", "the carrier has the goods"),
                            ("cancelled", "called off before the goods were collected"),
                            ("failed", "the carrier does not take it; a person must look"),
                        ],
                        default="requested",
                        max_length=16,
                    ),
                ),
                ("tracking_number", models.CharField(blank=True, default="", max_length=128)),
                ("fulfillment_id", models.CharField(blank=True, default="", max_length=128)),
                ("failure", models.TextField(blank=True, default="")),
                ("pickup_on", models.DateField(null=True)),
                ("reminded_for", models.DateField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("collected_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
            ],
            options={
                "permissions": [("manage_logistics", "Manage pickups and their tracking.")],
                "indexes": [
                    models.Index(
                        condition=models.Q(("reminded_for", None), ("state", "booked")),
                        fields=["pickup_on"],
                        name="odop_pickup_to_remind",
                    ),
                    models.Index(fields=["state", "id"], name="odop_pickup_by_state"),
                    models.Index(fields=["pickup_on", "id"], name="odop_pickup_by_day"),
                    models.Index(fields=["pickup_point_id", "id"], name="odop_pickup_by_point"),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("pickup_on"), models.Value(datetime.date(9999, 1, 1))
                        ),
                        models.F("id"),
                        name="odop_pickup_by_day_or_none",
                    ),
                    models.Index(fields=["carrier", "id"], name="odop_pickup_by_carrier"),
                    models.Index(fields=["tracking_number", "id"], name="odop_pickup_by_tracking"),
                    models.Index(fields=["created_at"], name="odop_pickup_created"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector(
                            odop_core.database.text_search.Spaced("order_number"),
                            odop_core.database.text_search.Spaced("reference"),
                            odop_core.database.text_search.Spaced("tracking_number"),
                            config="simple",
                        ),
                        name="odop_pickup_search",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order_id", "pickup_point_id", "round"), name="odop_pickup_once_a_round"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PickupLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sale_id", models.BigIntegerField()),
                ("order_line_id", models.CharField(max_length=128)),
                ("quantity", models.PositiveIntegerField()),
                ("description", models.CharField(max_length=255)),
                (
                    "pickup",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="odop_logistics.pickup"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["sale_id"], name="odop_pickup_line_sale")],
                "constraints": [models.UniqueConstraint(fields=("pickup", "sale_id"), name="odop_pickup_line_once")],
            },
        ),
    ]
