-- Guards: the history of a claim. Its steps are only ever added.
CREATE FUNCTION odop_claim_steps_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Steps of a claim are never changed or deleted.' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER odop_claim_steps_stay BEFORE UPDATE OR DELETE ON odop_provenance_claimstep
    FOR EACH ROW EXECUTE FUNCTION odop_claim_steps_stay();
