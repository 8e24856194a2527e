import datetime
import uuid
from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.db import migrations, models

import odop_core.database.text_search
import odop_core.security.encryption
from odop_core.database.triggers import create_triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=255, unique=True)),
                ("channel", models.CharField(max_length=32)),
                ("given_by", models.CharField(blank=True, default="", max_length=128)),
                ("sender", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("sender_digest", models.CharField(blank=True, default="", max_length=64)),
                ("text", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("said_at", models.DateTimeField()),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                ("sale_id", models.BigIntegerField(null=True)),
                ("supplier_id", models.BigIntegerField(null=True)),
                ("order_id", models.CharField(blank=True, default="", max_length=128)),
                (
                    "meaning",
                    models.CharField(
                        choices=[
                            ("ready", "the goods are ready"),
                            ("ready_on", "the goods will be ready on a day they named"),
                            ("later", "not ready yet; they did not say when"),
                            ("cannot", "they cannot supply the goods"),
                            ("call_me", "they want to be called"),
                            ("courtesy", "thanks, a greeting: nothing that needs an answer"),
                            ("unclear", "the meaning is unclear without asking again"),
                        ],
                        max_length=16,
                    ),
                ),
                ("ready_on", models.DateField(null=True)),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("applied", "the sales are now as the answer says"),
                            ("repeated", "it said what had been said before"),
                            ("overtaken", "a later answer had arrived first"),
                            ("late", "the goods had gone, or were no longer wanted from them"),
                            ("to_helpline", "a person must look: a call was queued"),
                            ("noted", "nothing was asked and nothing needs doing"),
                        ],
                        max_length=16,
                    ),
                ),
                ("remark", models.CharField(blank=True, default="", max_length=255)),
            ],
        ),
        migrations.CreateModel(
            name="ChannelState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=32, unique=True)),
                ("tokens", models.FloatField(null=True)),
                ("filled_at", models.DateTimeField(null=True)),
                ("failures_in_a_row", models.PositiveIntegerField(default=0)),
                ("openings", models.PositiveIntegerField(default=0)),
                ("open_until", models.DateTimeField(null=True)),
                ("trial_until", models.DateTimeField(null=True)),
                ("last_failure", models.TextField(blank=True, default="")),
                ("last_success_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=128, unique=True)),
                ("occasion", models.CharField(max_length=32)),
                ("supplier_id", models.BigIntegerField(null=True)),
                ("sale_id", models.BigIntegerField(null=True)),
                ("order_id", models.CharField(blank=True, default="", max_length=128)),
                ("order_number", models.CharField(blank=True, default="", max_length=64)),
                ("subject", models.CharField(blank=True, default="", max_length=128)),
                ("recipient_name", models.CharField(max_length=128)),
                ("address", odop_core.security.encryption.EncryptedTextField()),
                ("channel", models.CharField(max_length=32)),
                ("category", models.CharField(blank=True, default="", max_length=16)),
                ("language", models.CharField(max_length=8)),
                ("text", odop_core.security.encryption.EncryptedTextField()),
                ("variables", odop_core.security.encryption.EncryptedJSONField(default=dict)),
                ("encoding", models.CharField(blank=True, default="", max_length=8)),
                ("parts", models.PositiveSmallIntegerField(default=1)),
                ("cost_paise", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "waits for the hour at which its channel may be used"),
                            ("queued", "on its way to the gateway"),
                            ("sent", "the gateway took it"),
                            ("delivered", "it reached the recipient's device"),
                            ("read", "the recipient opened it"),
                            (
                                "maybe_sent",
                                "the gateway was asked and never said whether it took it: not sent again by itself",
                            ),
                            ("failed", "it was not taken or not delivered, however often we tried"),
                            ("withdrawn", "taken back before it was sent"),
                            ("refused", "not sent: the law or the network would reject it"),
                        ],
                        default="queued",
                        max_length=16,
                    ),
                ),
                ("failure", models.TextField(blank=True, default="")),
                ("gateway_id", models.CharField(blank=True, default="", max_length=255)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("not_before", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("void_at", models.DateTimeField(null=True)),
            ],
            options={
                "permissions": [("manage_notifications", "See and resend messages to suppliers.")],
            },
        ),
        migrations.CreateModel(
            name="DeliveryReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=255, unique=True)),
                ("channel", models.CharField(max_length=32)),
                ("gateway_id", models.CharField(max_length=255)),
                ("status", models.CharField(max_length=16)),
                ("word", models.CharField(blank=True, default="", max_length=64)),
                ("at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("detail", odop_core.security.encryption.EncryptedTextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["channel", "gateway_id"], name="odop_receipt_gateway"),
                    models.Index(
                        condition=models.Q(("word", ""), _negated=True),
                        fields=["channel", "word", "received_at"],
                        name="odop_receipt_word",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EscalationPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.SlugField(max_length=64, unique=True)),
                ("position", models.PositiveIntegerField()),
                ("active", models.BooleanField(default=True)),
                ("min_value_paise", models.BigIntegerField(blank=True, null=True)),
                ("craft", models.CharField(blank=True, default="", max_length=128)),
                ("ready_within_hours", models.PositiveIntegerField(blank=True, null=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("changed_by", models.CharField(blank=True, default="", max_length=128)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("active", True)), fields=["position", "id"], name="odop_policy_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row_seal", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("channel", models.CharField(max_length=32)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("accepted", "the gateway took it"),
                            ("temporary", "it did not work, but may later"),
                            ("permanent", "it will not work however often it is tried"),
                            ("in_doubt", "the gateway was asked and did not say whether it took it"),
                        ],
                        max_length=16,
                    ),
                ),
                ("detail", odop_core.security.encryption.EncryptedTextField()),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="odop_notifications.message",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Operator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=128, unique=True)),
                ("user_id", models.CharField(blank=True, default="", max_length=128)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                ("phone", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector(
                            odop_core.database.text_search.Spaced("name"), config="simple"
                        ),
                        name="odop_operator_search",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("user_id", ""), _negated=True),
                        fields=("user_id",),
                        name="odop_operator_one_per_account",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order_id", models.CharField(max_length=128)),
                ("order_number", models.CharField(max_length=64)),
                ("supplier_id", models.BigIntegerField()),
                ("sale_ids", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("phone_digest", models.CharField(blank=True, default="", max_length=64)),
                ("language", models.CharField(max_length=8)),
                ("value_paise", models.BigIntegerField()),
                ("district", models.CharField(blank=True, default="", max_length=128)),
                ("craft", models.CharField(blank=True, default="", max_length=128)),
                ("needed_by", models.DateTimeField(null=True)),
                ("ordered_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                ("next_position", models.PositiveSmallIntegerField(default=1)),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "asked; the next step is taken when it is due"),
                            ("at_helpline", "an operator is to call"),
                            ("answered", "the supplier answered"),
                            ("closed", "nothing is left to ask: called off, collected, or now another supplier's"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("meaning", models.CharField(blank=True, default="", max_length=16)),
                ("ready_on", models.DateField(null=True)),
                ("said_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, default="", max_length=32)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "policy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="odop_notifications.escalationpolicy",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=255, unique=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("unanswered", "no answer to any message"),
                            ("call_me", "the supplier asked to be called"),
                            ("when", "the supplier needs more time and did not say until when"),
                            ("unclear", "the meaning of their answer is unclear"),
                            ("unknown_sender", "an answer from a number we do not know"),
                            ("pickup_missed", "the carrier came and got nothing"),
                            (
                                "undelivered",
                                "a message that must not be missed did not reach the supplier, or perhaps not",
                            ),
                            ("cannot", "the supplier cannot supply"),
                            ("unreachable", "called as often as the policy says, without reaching them"),
                            ("language", "the supplier speaks a language that no operator speaks"),
                            ("wrong_number", "the number belongs to another person"),
                        ],
                        max_length=16,
                    ),
                ),
                ("wish", models.CharField(blank=True, default="", max_length=16)),
                (
                    "queue",
                    models.CharField(
                        choices=[
                            ("operators", "calls to suppliers"),
                            ("staff", "what operators cannot settle: for the merchant's staff"),
                        ],
                        default="operators",
                        max_length=16,
                    ),
                ),
                ("supplier_id", models.BigIntegerField(null=True)),
                ("order_id", models.CharField(blank=True, default="", max_length=128)),
                ("order_number", models.CharField(blank=True, default="", max_length=64)),
                ("sender", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("phone_digest", models.CharField(blank=True, default="", max_length=64)),
                ("detail", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("language", models.CharField(max_length=8)),
                ("value_paise", models.BigIntegerField(default=0)),
                ("due_at", models.DateTimeField()),
                ("rank_at", models.DateTimeField()),
                ("sla_due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "no operator has taken it"),
                            ("claimed", "an operator is at it"),
                            ("done", "settled"),
                            ("withdrawn", "no longer needed"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("operator", models.CharField(blank=True, default="", max_length=128)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, default="", max_length=16)),
                ("created_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="odop_notifications.answer",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="odop_notifications.question",
                    ),
                ),
            ],
            options={
                "permissions": [("handle_helpline", "Call suppliers for the helpline.")],
            },
        ),
        migrations.CreateModel(
            name="AnswerLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="odop_notifications.question",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="answer",
            name="question",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="odop_notifications.question",
            ),
        ),
        migrations.CreateModel(
            name="StatementLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_digest", models.CharField(max_length=64, unique=True)),
                ("supplier_id", models.BigIntegerField()),
                ("statement_id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["expires_at"], name="odop_statement_link_expiry"),
                    models.Index(fields=["supplier_id"], name="odop_statement_link_supplier"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occasion", models.CharField(max_length=32)),
                ("channel", models.CharField(blank=True, default="", max_length=32)),
                ("language", models.CharField(max_length=8)),
                ("version", models.PositiveIntegerField(default=1)),
                ("active", models.BooleanField(default=True)),
                ("text", models.TextField()),
                (
                    "category",
                    models.CharField(
                        choices=[("transactional", "T"), ("service", "S"), ("promotional", "P"), ("government", "G")],
                        default="service",
                        max_length=16,
                    ),
                ),
                ("header", models.CharField(blank=True, default="", max_length=6)),
                ("dlt_template_id", models.CharField(blank=True, default="", max_length=30)),
                ("variables_reason", models.CharField(blank=True, default="", max_length=255)),
                ("specially_approved", models.BooleanField(default=False)),
                ("title", models.CharField(blank=True, default="", max_length=200)),
                ("whatsapp_name", models.CharField(blank=True, default="", max_length=128)),
                ("buttons", models.JSONField(blank=True, default=list)),
                ("voice_prompt", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("created_by", models.CharField(blank=True, default="", max_length=255)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["created_at", "id"], name="odop_template_at"),
                    models.Index(fields=["created_by", "created_at", "id"], name="odop_template_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("occasion", "channel", "language", "version"), name="odop_template_version"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("active", True)),
                        fields=("occasion", "channel", "language"),
                        name="odop_template_one_active",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="message",
            name="template",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to="odop_notifications.template",
            ),
        ),
        migrations.CreateModel(
            name="UserId",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("user_id", odop_core.security.encryption.EncryptedTextField()),
                ("phone", odop_core.security.encryption.EncryptedTextField()),
                ("phone_digest", models.CharField(max_length=64)),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["phone_digest"], name="odop_user_id_phone")],
            },
        ),
        migrations.CreateModel(
            name="WebhookEndpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("supplier_id", models.BigIntegerField(unique=True)),
                ("url", models.URLField(max_length=500)),
                ("secret", odop_core.security.encryption.EncryptedTextField()),
                ("old_secret", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("old_secret_until", models.DateTimeField(null=True)),
                ("failing_since", models.DateTimeField(null=True)),
                ("last_failure_at", models.DateTimeField(null=True)),
                ("last_success_at", models.DateTimeField(null=True)),
                ("disabled_at", models.DateTimeField(null=True)),
                ("disabled_reason", models.CharField(blank=True, default="", max_length=255)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("disabled_at__isnull", False)), fields=["id"], name="odop_endpoint_off"
                    ),
                    models.Index(
                        condition=models.Q(("failing_since__isnull", False)),
                        fields=["id"],
                        name="odop_endpoint_failing",
                    ),
                    models.Index(fields=["created_at"], name="odop_endpoint_created"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row_seal", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("operator", models.CharField(max_length=128)),
                ("claimed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("ready", "the goods are ready"),
                            ("ready_on", "the goods will be ready on a day"),
                            ("cannot", "the supplier cannot supply"),
                            ("no_answer", "no one picked up"),
                            ("busy", "the line was busy"),
                            ("call_back", "the supplier wants to be called at another time"),
                            ("language", "the supplier speaks another language"),
                            ("wrong_number", "the number belongs to another person"),
                            ("settled", "settled in another way; the note says how"),
                            ("released", "the operator gave the call back"),
                            ("abandoned", "the operator was silent for too long, and the call went back"),
                        ],
                        max_length=16,
                    ),
                ),
                ("note", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("ready_on", models.DateField(null=True)),
                ("call_back_at", models.DateTimeField(null=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="odop_notifications.call",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ended_at", "operator"], name="odop_call_attempt_day")],
            },
        ),
        migrations.CreateModel(
            name="EscalationStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("wait_minutes", models.PositiveIntegerField()),
                ("channel", models.CharField(max_length=32)),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="odop_notifications.escalationpolicy",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("policy", "position"), name="odop_step_position")],
            },
        ),
        migrations.CreateModel(
            name="NumberUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("operator", models.CharField(max_length=128)),
                ("shown", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("telephony_id", models.CharField(blank=True, default="", max_length=255)),
                ("reason", models.CharField(blank=True, default="", max_length=255)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="number_uses",
                        to="odop_notifications.call",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["at", "id"], name="odop_number_use_at"),
                    models.Index(fields=["operator", "at", "id"], name="odop_number_use_by"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["due_at", "id"], name="odop_question_due"
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("phone_digest", ""), _negated=True),
                fields=["phone_digest", "-id"],
                name="odop_question_phone",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["order_id", "supplier_id"], name="odop_question_order"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["supplier_id", "-id"], name="odop_question_supplier"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["ordered_at"], name="odop_question_ordered"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=django.contrib.postgres.indexes.GinIndex(fields=["sale_ids"], name="odop_question_sales"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["state", "id"], name="odop_question_state"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["opened_at"], name="odop_question_opened"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["due_at", "id"], name="odop_question_due_at"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(
                    models.F("due_at"), models.Value(datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.UTC))
                ),
                models.F("id"),
                name="odop_question_by_due_at",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    odop_core.database.text_search.Spaced("order_number"), config="simple"
                ),
                name="odop_question_search",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "at_helpline"])),
                fields=("order_id", "supplier_id"),
                name="odop_question_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("meaning", ""), ("state", "answered"), _negated=True),
                name="odop_question_answer_known",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["queue", "rank_at", "id"], name="odop_call_next"
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("state", "claimed")), fields=["claimed_until"], name="odop_call_lease"
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "claimed"])),
                fields=["queue", "sla_due_at"],
                name="odop_call_sla",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["supplier_id", "-id"], name="odop_call_supplier"),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["order_id", "-id"], name="odop_call_order"),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["state", "id"], name="odop_call_state"),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["reason", "id"], name="odop_call_reason"),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["language", "id"], name="odop_call_language"),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("operator", ""), _negated=True),
                fields=["operator", "id"],
                name="odop_call_operator",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["queue", "id"], name="odop_call_queue"),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["created_at"], name="odop_call_created"),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["due_at", "id"], name="odop_call_due_at"),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["rank_at", "id"], name="odop_call_rank"),
        ),
        migrations.AddIndex(
            model_name="call",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    odop_core.database.text_search.Spaced("order_number"), config="simple"
                ),
                name="odop_call_search",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("supplier_id__isnull", True)),
                fields=["phone_digest"],
                name="odop_call_unattributed",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "claimed")), fields=("operator",), name="odop_call_one_claim_per_operator"
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "claimed"), _negated=True),
                    models.Q(models.Q(("operator", ""), _negated=True), ("claimed_until__isnull", False)),
                    _connector="OR",
                ),
                name="odop_call_claim_is_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="answerlink",
            index=models.Index(fields=["expires_at"], name="odop_answer_link_expiry"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["supplier_id", "-id"], name="odop_answer_supplier"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["order_id", "-id"], name="odop_answer_order"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["effect", "-id"], name="odop_answer_effect"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["meaning", "id"], name="odop_answer_meaning"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["channel", "id"], name="odop_answer_channel"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                condition=models.Q(("sale_id__isnull", False)), fields=["sale_id", "id"], name="odop_answer_sale"
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["received_at"], name="odop_answer_received"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                condition=models.Q(("supplier_id__isnull", True)), fields=["sender_digest"], name="odop_answer_sender"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["sale_id"], name="odop_message_sale"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["order_id"], name="odop_message_order"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["supplier_id", "-id"], name="odop_message_supplier"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["state", "-id"], name="odop_message_state"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["created_at"], name="odop_message_created"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["occasion", "id"], name="odop_message_occasion"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["channel", "id"], name="odop_message_channel"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    odop_core.database.text_search.Spaced("order_number"), config="simple"
                ),
                name="odop_message_search",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("gateway_id", ""), _negated=True),
                fields=["channel", "gateway_id"],
                name="odop_message_gateway",
            ),
        ),
        create_triggers(Path(__file__).with_name("triggers.sql")),
    ]
