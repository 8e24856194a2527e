import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import odop_core.security.encryption


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=24, unique=True)),
                ("product_id", models.CharField(max_length=128)),
                ("claim_version", models.PositiveIntegerField()),
                ("artisan_slug", models.SlugField(blank=True, db_index=False, default="")),
                ("artisan_salt", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("token", models.TextField()),
                ("issued_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.CharField(blank=True, default="", max_length=255)),
            ],
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kid", models.CharField(max_length=64, unique=True)),
                ("public_jwk", models.JSONField()),
                ("private_key", odop_core.security.encryption.EncryptedTextField()),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("retired_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="StatusEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("index", models.PositiveIntegerField()),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="StatusList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fulfillment_id", models.CharField(max_length=128)),
                ("order_line_id", models.CharField(max_length=128)),
                ("order_id", models.CharField(max_length=128)),
                ("product_id", models.CharField(max_length=128)),
                ("product_name", models.CharField(max_length=255)),
                ("quantity", models.PositiveIntegerField()),
                ("ordered_at", models.DateTimeField()),
                ("left_at", models.DateTimeField()),
                (
                    "certificate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="odop_certificates.certificate",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="certificate",
            name="key",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="odop_certificates.signingkey"
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="status",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificate",
                to="odop_certificates.statusentry",
            ),
        ),
        migrations.AddField(
            model_name="statusentry",
            name="list",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="odop_certificates.statuslist"
            ),
        ),
        migrations.CreateModel(
            name="UnitSerial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.CharField(max_length=24, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("gtin", models.CharField(blank=True, default="", max_length=14)),
                ("token", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "sold, and with its buyer as far as we know"),
                            ("returned", "given back; the label is void"),
                            ("revoked", "the label is void: called off, or what it said was not true"),
                        ],
                        default="active",
                        max_length=16,
                    ),
                ),
                ("issued_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.CharField(blank=True, default="", max_length=255)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="odop_certificates.certificate",
                    ),
                ),
                (
                    "dispatch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="odop_certificates.dispatch",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="odop_certificates.signingkey"
                    ),
                ),
                (
                    "status",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit",
                        to="odop_certificates.statusentry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScanDevice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("digest", models.CharField(max_length=32)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="odop_certificates.unitserial"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScanDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("scans", models.PositiveIntegerField()),
                ("devices", models.PositiveIntegerField()),
                ("first_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scan_days",
                        to="odop_certificates.unitserial",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(fields=["order_line_id"], name="odop_dispatch_line"),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.UniqueConstraint(fields=("fulfillment_id", "order_line_id"), name="odop_dispatch_once"),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("product_id",), name="odop_certificate_stands"
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(fields=("product_id", "claim_version"), name="odop_certificate_once"),
        ),
        migrations.AddIndex(
            model_name="statusentry",
            index=models.Index(
                condition=models.Q(("revoked_at__isnull", False)), fields=["list"], name="odop_status_revoked"
            ),
        ),
        migrations.AddConstraint(
            model_name="statusentry",
            constraint=models.UniqueConstraint(fields=("list", "index"), name="odop_status_place"),
        ),
        migrations.AddIndex(
            model_name="unitserial",
            index=models.Index(fields=["issued_at", "id"], name="odop_unit_issued"),
        ),
        migrations.AddConstraint(
            model_name="unitserial",
            constraint=models.UniqueConstraint(fields=("dispatch", "number"), name="odop_unit_once"),
        ),
        migrations.AddConstraint(
            model_name="scandevice",
            constraint=models.UniqueConstraint(fields=("unit", "day", "digest"), name="odop_scan_device_once"),
        ),
        migrations.AddConstraint(
            model_name="scanday",
            constraint=models.UniqueConstraint(fields=("unit", "day"), name="odop_scan_day_once"),
        ),
    ]
