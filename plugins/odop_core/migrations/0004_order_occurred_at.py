from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_core", "0003_watermark_held_until")]

    operations = [
        migrations.AddField(model_name="orderrecord", name="occurred_at", field=models.DateTimeField(null=True)),
    ]
