import django.db.models.functions.datetime
from django.db import migrations, models

import odop_core.security.encryption


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("api_url", models.CharField(max_length=512, unique=True)),
                ("domain", models.CharField(max_length=128)),
                ("app_id", models.CharField(max_length=128)),
                ("auth_token", odop_core.security.encryption.EncryptedTextField()),
                ("webhook_secret", odop_core.security.encryption.EncryptedTextField(default="")),
                ("webhooks_secured_at", models.DateTimeField(null=True)),
                ("jwks", models.JSONField(default=dict)),
                ("jwks_asked_at", models.DateTimeField(null=True)),
                ("saleor_version", models.CharField(blank=True, default="", max_length=32)),
                ("installed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
    ]
