from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_core", "0004_order_occurred_at")]

    operations = [
        migrations.AddField(
            model_name="outboxitem", name="after", field=models.CharField(blank=True, default="", max_length=255)
        ),
    ]
