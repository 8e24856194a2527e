from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_core", "0002_wake_workers")]

    operations = [
        migrations.AddField(model_name="watermark", name="held_until", field=models.DateTimeField(null=True)),
    ]
