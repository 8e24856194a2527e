from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_core", "0007_outbox_by_topic")]

    operations = [
        migrations.AddField(
            model_name="outboxitem",
            name="in_doubt",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
