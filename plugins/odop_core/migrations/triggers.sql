-- Guards: that work begins at once. Inserting work wakes the workers that listen, without a broker call or another query
-- by the one who inserts.
CREATE FUNCTION odop_core_wake_workers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NOTIFY odop_work;
    RETURN NULL;
END
$$;
CREATE TRIGGER odop_wake_workers AFTER INSERT ON odop_core_inboxevent
    FOR EACH STATEMENT EXECUTE FUNCTION odop_core_wake_workers();
CREATE TRIGGER odop_wake_workers AFTER INSERT ON odop_core_handling
    FOR EACH STATEMENT EXECUTE FUNCTION odop_core_wake_workers();
CREATE TRIGGER odop_wake_workers AFTER INSERT ON odop_core_outboxitem
    FOR EACH STATEMENT EXECUTE FUNCTION odop_core_wake_workers();
