from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_provenance", "0003_steps_do_not_change")]

    operations = [
        migrations.CreateModel(
            name="FollowedProduct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("product_id", models.CharField(max_length=128, unique=True)),
                ("district", models.CharField(blank=True, default="", max_length=255)),
                ("craft", models.CharField(blank=True, default="", max_length=255)),
                ("artisan", models.CharField(blank=True, default="", max_length=255)),
                ("gi", models.BooleanField(null=True)),
                ("note", models.TextField(blank=True, default="")),
                ("followed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("artisan", ""), _negated=True),
                        fields=["artisan"],
                        name="odop_followed_artisan",
                    )
                ],
            },
        ),
    ]
