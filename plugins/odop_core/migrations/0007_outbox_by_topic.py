from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_core", "0006_product_record")]

    operations = [
        migrations.AddIndex(
            model_name="outboxitem",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "claimed"])),
                fields=["topic", "due_at", "id"],
                name="odop_outbox_topic",
            ),
        ),
    ]
