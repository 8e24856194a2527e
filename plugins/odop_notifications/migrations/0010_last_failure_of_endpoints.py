"""An endpoint is switched off after an unbroken row of failures: when the last one was is needed to tell."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_notifications", "0009_what_calls_are_about")]

    operations = [migrations.AddField("webhookendpoint", "last_failure_at", models.DateTimeField(null=True))]
