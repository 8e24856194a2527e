"""Which sale an answer is about, what the supplier wishes of a call, whose number it is; and the questions that no policy
fitted, which nobody asked again, go to the helpline."""

from django.db import migrations, models

RECORDS_STAY = """
DROP TRIGGER odop_answers_stay ON odop_notifications_answer;
CREATE TRIGGER odop_answers_stay
    BEFORE DELETE OR UPDATE OF id, key, channel, given_by, said_at, received_at, question_id, {sale}supplier_id, order_id,
        meaning, ready_on, effect, remark
    ON odop_notifications_answer FOR EACH ROW EXECUTE FUNCTION odop_helpline_records_stay();
"""
ASK_AGAIN = """
UPDATE odop_notifications_question SET due_at = opened_at + interval '1 hour' WHERE state = 'waiting' AND due_at IS NULL
"""
WISHES = """
UPDATE odop_notifications_call SET wish = reason
WHERE reason IN ('call_me', 'unclear') AND queue = 'operators' AND state IN ('waiting', 'claimed')
"""
REASONS = [
    ("unanswered", "no answer to any message"),
    ("call_me", "the supplier asked to be called"),
    ("when", "the supplier needs more time and did not say until when"),
    ("unclear", "nobody can tell what their answer means"),
    ("unknown_sender", "an answer from a number we do not know"),
    ("pickup_missed", "the carrier came and got nothing"),
    ("untold", "a message that must not be missed did not reach the supplier, or perhaps not"),
    ("cannot", "the supplier cannot supply"),
    ("unreachable", "called as often as the policy says, without reaching them"),
    ("language", "the supplier speaks a language that no operator speaks"),
    ("wrong_number", "the number belongs to somebody else"),
]


class Migration(migrations.Migration):
    dependencies = [("odop_notifications", "0008_maybe_sent")]
    operations = [
        migrations.AddField("answer", "sale_id", models.BigIntegerField(null=True)),
        migrations.AddField("answer", "sender_digest", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("call", "asked_at", models.DateTimeField(null=True)),
        migrations.AddField("call", "phone_digest", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("call", "wish", models.CharField(blank=True, default="", max_length=16)),
        migrations.AddField("numberuse", "reason", models.CharField(blank=True, default="", max_length=255)),
        migrations.AlterField("call", "reason", models.CharField(choices=REASONS, max_length=16)),
        migrations.AddIndex(
            "answer",
            models.Index(
                condition=models.Q(("supplier_id__isnull", True)), fields=["sender_digest"], name="odop_answer_sender"
            ),
        ),
        migrations.AddIndex(
            "call",
            models.Index(
                condition=models.Q(("supplier_id__isnull", True)),
                fields=["phone_digest"],
                name="odop_call_unattributed",
            ),
        ),
        migrations.RunSQL(RECORDS_STAY.format(sale="sale_id, "), RECORDS_STAY.format(sale="")),
        migrations.RunSQL(ASK_AGAIN, migrations.RunSQL.noop),
        migrations.RunSQL(WISHES, migrations.RunSQL.noop),
    ]
