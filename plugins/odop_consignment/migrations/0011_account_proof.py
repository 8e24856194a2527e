"""An account's number that looks like an Aadhaar number is kept with the paper that shows it is none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_consignment", "0010_signer_forgotten")]
    operations = [
        migrations.AddField("bankaccount", "proof", models.CharField(blank=True, default="", max_length=255)),
    ]
