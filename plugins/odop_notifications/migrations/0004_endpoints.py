"""Suppliers' own systems can be told by webhook."""

from django.db import migrations, models
from django.db.models.functions import Now

import odop_core.security.encryption


class Migration(migrations.Migration):
    dependencies = [("odop_notifications", "0003_records_stay")]

    operations = [
        migrations.CreateModel(
            name="WebhookEndpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("supplier_id", models.BigIntegerField(unique=True)),
                ("url", models.URLField(max_length=500)),
                ("secret", odop_core.security.encryption.EncryptedTextField()),
                ("old_secret", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("old_secret_until", models.DateTimeField(null=True)),
                ("failing_since", models.DateTimeField(null=True)),
                ("last_success_at", models.DateTimeField(null=True)),
                ("disabled_at", models.DateTimeField(null=True)),
                ("disabled_reason", models.CharField(blank=True, default="", max_length=255)),
                ("created_at", models.DateTimeField(db_default=Now())),
            ],
        ),
    ]
