"""Attempts and receipts are only ever added, and texts written before they were encrypted are encrypted.

A record's `detail` may be written anew, since that is what a change of the encryption key does.
"""

from typing import Any

from django.db import migrations

from odop_core.security.encryption import encrypt

BATCH = 500

STAY = """
CREATE FUNCTION odop_message_records_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Attempts and receipts of messages are never changed or deleted.' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER odop_attempts_stay BEFORE DELETE OR UPDATE OF id, message_id, channel, at, outcome
    ON odop_notifications_messageattempt FOR EACH ROW EXECUTE FUNCTION odop_message_records_stay();
CREATE TRIGGER odop_receipts_stay BEFORE DELETE OR UPDATE OF id, key, channel, gateway_id, status, at, received_at
    ON odop_notifications_deliveryreceipt FOR EACH ROW EXECUTE FUNCTION odop_message_records_stay();
"""
GO = """
DROP TRIGGER odop_receipts_stay ON odop_notifications_deliveryreceipt;
DROP TRIGGER odop_attempts_stay ON odop_notifications_messageattempt;
DROP FUNCTION odop_message_records_stay();
"""
ONE_TOPIC_PER_CHANNEL = """
UPDATE odop_notifications_message SET channel = 'gateway' WHERE channel = '';
UPDATE odop_core_outboxitem SET topic = 'notifications.message.gateway' WHERE topic = 'notifications.message';
"""


def encrypt_texts(_apps: Any, schema_editor: Any) -> None:
    last = 0
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT id, text FROM odop_notifications_message WHERE id > %s ORDER BY id LIMIT %s", [last, BATCH]
            )
            rows = cursor.fetchall()
            if not rows:
                return
            for pk, text in rows:
                cursor.execute("UPDATE odop_notifications_message SET text = %s WHERE id = %s", [encrypt(text), pk])
            last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [("odop_notifications", "0002_fate_of_messages"), ("odop_core", "0006_product_record")]
    operations = [
        migrations.RunSQL(STAY, GO),
        migrations.RunSQL(ONE_TOPIC_PER_CHANNEL, migrations.RunSQL.noop),
        migrations.RunPython(encrypt_texts, migrations.RunPython.noop),
    ]
