from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import odop_core.models.work
import odop_core.security.encryption
from odop_core.database.triggers import create_triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PluginSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plugin_id", models.CharField(max_length=64, unique=True)),
                ("active", models.BooleanField(default=True)),
                ("configuration", odop_core.security.encryption.EncryptedJSONField(default=dict)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="PluginStart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plugin_id", models.CharField(max_length=64, unique=True)),
                ("began_at", models.DateTimeField()),
            ],
        ),
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
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RequestCount",
            fields=[
                ("key", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("spent", models.PositiveBigIntegerField()),
                ("ends_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Watermark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=64, unique=True)),
                ("reached", models.DateTimeField()),
                ("held_until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="DatedRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=64)),
                ("valid_from", models.DateField()),
                ("value", models.JSONField(null=True)),
                ("citation", models.TextField()),
                ("confidence", models.CharField(choices=[("H", "high"), ("M", "medium"), ("L", "low")], max_length=1)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("code", "valid_from"), name="odop_rule_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="InboxEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for its turn"),
                            ("claimed", "in a worker's hands until the lease ends"),
                            ("done", "done"),
                            ("dead", "given up; a person must look, and may replay it"),
                            ("withdrawn", "no longer wanted before it was done"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("due_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("claim", models.UUIDField(null=True)),
                ("last_error", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("finished_at", models.DateTimeField(null=True)),
                ("key", models.CharField(max_length=255, unique=True)),
                ("kind", models.CharField(max_length=64)),
                ("subject", models.CharField(max_length=128)),
                ("name", models.CharField(blank=True, default="", max_length=64)),
                ("payload", odop_core.security.encryption.EncryptedJSONField()),
                ("occurred_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, default="", max_length=255)),
            ],
            options={
                "permissions": [("manage_odop_work", "See and replay the suite's events and deliveries.")],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    odop_core.models.work.WorkState["WAITING"],
                                    odop_core.models.work.WorkState["CLAIMED"],
                                ],
                            )
                        ),
                        fields=["due_at", "id"],
                        name="odop_inbox_due",
                    ),
                    models.Index(fields=["subject", "id"], name="odop_inbox_subject"),
                    models.Index(fields=["state", "-id"], name="odop_inbox_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntakeRefusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("source", models.CharField(max_length=64)),
                ("reason", models.CharField(max_length=64)),
                ("count", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("day", "source", "reason"), name="odop_refusal_once")],
            },
        ),
        migrations.CreateModel(
            name="ObjectMetadata",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("type_name", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=128)),
                ("external_reference", models.CharField(blank=True, default="", max_length=250)),
                ("metadata", models.JSONField(blank=True, default=dict)),
                ("private_metadata", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("type_name", "key"), name="odop_metadata_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("external_reference", ""), _negated=True),
                        fields=("type_name", "external_reference"),
                        name="odop_metadata_reference_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("store_updated_at", models.DateTimeField()),
                ("occurred_at", models.DateTimeField(null=True)),
                ("content_hash", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField(auto_now=True)),
                ("order_id", models.CharField(max_length=128, unique=True)),
                ("number", models.CharField(max_length=64)),
                ("user_id", models.CharField(max_length=128, null=True)),
                ("snapshot", odop_core.security.encryption.EncryptedJSONField()),
                ("was_imported_old", models.BooleanField(default=False)),
                ("witnessed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["store_updated_at"], name="odop_order_updated")],
            },
        ),
        migrations.CreateModel(
            name="OutboxItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for its turn"),
                            ("claimed", "in a worker's hands until the lease ends"),
                            ("done", "done"),
                            ("dead", "given up; a person must look, and may replay it"),
                            ("withdrawn", "no longer wanted before it was done"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("due_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("claim", models.UUIDField(null=True)),
                ("last_error", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("finished_at", models.DateTimeField(null=True)),
                ("key", models.CharField(max_length=255, unique=True)),
                ("topic", models.CharField(max_length=64)),
                ("subject", models.CharField(max_length=128)),
                ("after", models.CharField(blank=True, default="", max_length=255)),
                ("payload", odop_core.security.encryption.EncryptedJSONField()),
                ("in_doubt", models.BooleanField(db_default=False, default=False)),
                ("answer", odop_core.security.encryption.EncryptedJSONField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    odop_core.models.work.WorkState["WAITING"],
                                    odop_core.models.work.WorkState["CLAIMED"],
                                ],
                            )
                        ),
                        fields=["due_at", "id"],
                        name="odop_outbox_due",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    odop_core.models.work.WorkState["WAITING"],
                                    odop_core.models.work.WorkState["CLAIMED"],
                                ],
                            )
                        ),
                        fields=["topic", "due_at", "id"],
                        name="odop_outbox_topic",
                    ),
                    models.Index(fields=["subject", "id"], name="odop_outbox_subject"),
                    models.Index(fields=["state", "-id"], name="odop_outbox_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for its turn"),
                            ("claimed", "in a worker's hands until the lease ends"),
                            ("done", "done"),
                            ("dead", "given up; a person must look, and may replay it"),
                            ("withdrawn", "no longer wanted before it was done"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("due_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("claim", models.UUIDField(null=True)),
                ("last_error", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("finished_at", models.DateTimeField(null=True)),
                ("handler", models.CharField(max_length=64)),
                ("note", models.CharField(blank=True, default="", max_length=255)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handlings", to="odop_core.inboxevent"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    odop_core.models.work.WorkState["WAITING"],
                                    odop_core.models.work.WorkState["CLAIMED"],
                                ],
                            )
                        ),
                        fields=["due_at", "id"],
                        name="odop_handling_due",
                    ),
                    models.Index(fields=["state", "-id"], name="odop_handling_state"),
                ],
                "constraints": [models.UniqueConstraint(fields=("event", "handler"), name="odop_handling_once")],
            },
        ),
        create_triggers(Path(__file__).with_name("triggers.sql")),
    ]
