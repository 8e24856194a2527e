"""Operators: a permission of their own, and whose account in the store they are. Messages are found by their day."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("odop_notifications", "0006_answers_stay"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="call",
            options={"permissions": [("handle_helpline", "Call suppliers for the helpline.")]},
        ),
        migrations.AddField(
            model_name="operator",
            name="user_id",
            field=models.CharField(blank=True, default="", max_length=128),
        ),
        migrations.AddIndex(
            model_name="message",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["created_at"], name="odop_message_created"),
        ),
        migrations.AddConstraint(
            model_name="operator",
            constraint=models.UniqueConstraint(
                condition=models.Q(("user_id", ""), _negated=True),
                fields=("user_id",),
                name="odop_operator_one_per_account",
            ),
        ),
    ]
