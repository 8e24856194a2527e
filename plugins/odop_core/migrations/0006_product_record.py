from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_core", "0005_outbox_after")]

    operations = [
        migrations.CreateModel(
            name="ProductRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("store_updated_at", models.DateTimeField()),
                ("occurred_at", models.DateTimeField(null=True)),
                ("content_hash", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField(auto_now=True)),
                ("product_id", models.CharField(max_length=128, unique=True)),
                ("snapshot", models.JSONField()),
                ("deleted_at", models.DateTimeField(null=True)),
            ],
            options={"abstract": False},
        ),
    ]
