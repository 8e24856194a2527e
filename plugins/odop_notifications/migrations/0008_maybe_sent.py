from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("odop_notifications", "0007_helpline_permission"),
    ]

    operations = [
        migrations.AlterField(
            model_name="call",
            name="reason",
            field=models.CharField(
                choices=[
                    ("unanswered", "no answer to any message"),
                    ("call_me", "the supplier asked to be called"),
                    ("when", "the supplier needs more time and did not say until when"),
                    ("unclear", "nobody can tell what their answer means"),
                    ("unknown_sender", "an answer from a number we do not know"),
                    ("pickup_missed", "the carrier came and got nothing"),
                    ("untold", "a message that must not be missed did not reach the supplier, or perhaps not"),
                    ("cannot", "the supplier cannot supply"),
                    ("unreachable", "called as often as the policy says, without reaching them"),
                    ("wrong_number", "the number belongs to somebody else"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("held", "waits for the hour at which its channel may be used"),
                    ("queued", "on its way to the gateway"),
                    ("sent", "the gateway took it"),
                    ("delivered", "it reached the recipient's device"),
                    ("read", "the recipient opened it"),
                    ("maybe_sent", "the gateway was asked and never said whether it took it: not sent again by itself"),
                    ("failed", "it was not taken or not delivered, however often we tried"),
                    ("withdrawn", "taken back before it was sent"),
                    ("refused", "not sent: the law or the network would reject it"),
                ],
                default="queued",
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="messageattempt",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("accepted", "the gateway took it"),
                    ("temporary", "it did not work, but may later"),
                    ("permanent", "it will not work however often it is tried"),
                    ("in_doubt", "the gateway was asked and did not say whether it took it"),
                ],
                max_length=16,
            ),
        ),
    ]
