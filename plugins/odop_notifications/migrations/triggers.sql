-- Guards: what was tried, and what became of a message. Attempts and receipts are only ever added. (`detail` may be
-- written anew: a change of the encryption key does that.)
CREATE FUNCTION odop_message_records_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Attempts and receipts of messages are never changed or deleted.'
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER odop_attempts_stay BEFORE DELETE OR UPDATE OF id, row_seal, message_id, channel, at, outcome
    ON odop_notifications_messageattempt FOR EACH ROW EXECUTE FUNCTION odop_message_records_stay();
CREATE TRIGGER odop_receipts_stay BEFORE DELETE OR UPDATE OF id, key, channel, gateway_id, status, word, at, received_at
    ON odop_notifications_deliveryreceipt FOR EACH ROW EXECUTE FUNCTION odop_message_records_stay();

-- Guards: what was answered, what came of a call, and who used a number. What is encrypted may be written anew: a change
-- of the encryption key does that.
CREATE FUNCTION odop_helpline_records_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Answers and attempts at calls are never changed or deleted.' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER odop_answers_stay
    BEFORE DELETE OR UPDATE OF id, key, channel, given_by, said_at, received_at, question_id, sale_id, supplier_id,
        order_id, meaning, ready_on, effect, remark
    ON odop_notifications_answer FOR EACH ROW EXECUTE FUNCTION odop_helpline_records_stay();
CREATE TRIGGER odop_call_attempts_stay
    BEFORE DELETE OR UPDATE OF id, row_seal, call_id, operator, claimed_at, ended_at, outcome, ready_on, call_back_at
    ON odop_notifications_callattempt FOR EACH ROW EXECUTE FUNCTION odop_helpline_records_stay();
CREATE TRIGGER odop_number_uses_stay BEFORE DELETE OR UPDATE
    ON odop_notifications_numberuse FOR EACH ROW EXECUTE FUNCTION odop_helpline_records_stay();
