"""What was answered, what came of a call and who used a number cannot be rewritten: the database refuses.

What is encrypted may be written anew, since that is what a change of the encryption key does.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION odop_helpline_records_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Answers and attempts at calls are never changed or deleted.' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER odop_answers_stay
    BEFORE DELETE OR UPDATE OF id, key, channel, given_by, said_at, received_at, question_id, supplier_id, order_id, meaning,
        ready_on, effect, remark
    ON odop_notifications_answer FOR EACH ROW EXECUTE FUNCTION odop_helpline_records_stay();
CREATE TRIGGER odop_call_attempts_stay
    BEFORE DELETE OR UPDATE OF id, call_id, operator, claimed_at, ended_at, outcome, ready_on, call_back_at
    ON odop_notifications_callattempt FOR EACH ROW EXECUTE FUNCTION odop_helpline_records_stay();
CREATE TRIGGER odop_number_uses_stay BEFORE DELETE OR UPDATE
    ON odop_notifications_numberuse FOR EACH ROW EXECUTE FUNCTION odop_helpline_records_stay();
"""
DROP = """
DROP TRIGGER odop_number_uses_stay ON odop_notifications_numberuse;
DROP TRIGGER odop_call_attempts_stay ON odop_notifications_callattempt;
DROP TRIGGER odop_answers_stay ON odop_notifications_answer;
DROP FUNCTION odop_helpline_records_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("odop_notifications", "0005_answers_and_helpline")]
    operations = [migrations.RunSQL(CREATE, DROP)]
