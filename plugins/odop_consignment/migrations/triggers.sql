-- Guards: what happened, was agreed or was seen. Such rows are never changed or deleted; a correction is another row.
CREATE FUNCTION odop_consignment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or deleted: add another.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER odop_regime_stays BEFORE UPDATE OR DELETE ON odop_consignment_regime
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();
CREATE TRIGGER odop_verification_stays BEFORE UPDATE OR DELETE ON odop_consignment_verification
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();
CREATE TRIGGER odop_onboardingstep_stays BEFORE UPDATE OR DELETE ON odop_consignment_onboardingstep
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();
CREATE TRIGGER odop_consent_stays BEFORE UPDATE OR DELETE ON odop_consignment_consent
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();
CREATE TRIGGER odop_objectionentry_stays BEFORE UPDATE OR DELETE ON odop_consignment_objectionentry
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();
CREATE TRIGGER odop_disclosure_stays BEFORE UPDATE OR DELETE ON odop_consignment_disclosure
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();
CREATE TRIGGER odop_turnoverdeclaration_stays BEFORE UPDATE OR DELETE ON odop_consignment_turnoverdeclaration
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();
CREATE TRIGGER odop_salestep_stays BEFORE UPDATE OR DELETE ON odop_consignment_salestep
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();
CREATE TRIGGER odop_exchangerate_stays BEFORE UPDATE OR DELETE ON odop_consignment_exchangerate
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();
CREATE TRIGGER odop_stockmovement_stays BEFORE UPDATE OR DELETE ON odop_consignment_stockmovement
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();
CREATE TRIGGER odop_agreementend_stays BEFORE UPDATE OR DELETE ON odop_consignment_agreementend
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();
CREATE TRIGGER odop_lot_stays BEFORE DELETE OR UPDATE OF offer_id, line_id, received_on ON odop_consignment_lot
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();
CREATE TRIGGER odop_adjustment_stays
    BEFORE DELETE OR UPDATE OF key, variant_id, pickup_point_id, change ON odop_consignment_stockadjustment
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();

-- Guards: that a change of the store's own stock is done once.
CREATE FUNCTION odop_adjustment_done_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.done_at IS NOT NULL THEN
        RAISE EXCEPTION 'This change of the store''s stock was done already.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_adjustment_done_once BEFORE UPDATE OF before, done_at ON odop_consignment_stockadjustment
    FOR EACH ROW EXECUTE FUNCTION odop_adjustment_done_once();

-- Guards: a signed version of an agreement. It is as it was signed; another version changes or ends it. Only the name
-- under it may be blanked, when the supplier's data are erased.
CREATE FUNCTION odop_signed_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'signed' AND NOT (
        TG_OP = 'UPDATE' AND NEW.signed_by = '' AND to_jsonb(NEW) - 'signed_by' = to_jsonb(OLD) - 'signed_by'
    ) THEN
        RAISE EXCEPTION 'A signed agreement is never changed: write another version.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER odop_signed_version_stays BEFORE UPDATE OR DELETE ON odop_consignment_agreementversion
    FOR EACH ROW EXECUTE FUNCTION odop_signed_version_stays();

-- Guards: the rules, tiers and charges of a signed version, whichever version they are moved from or to.
CREATE FUNCTION odop_signed_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_TABLE_NAME = 'odop_consignment_commissiontier' THEN
        SELECT array_agg(version_id) INTO touched FROM odop_consignment_commissionrule
            WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.rule_id ELSE OLD.rule_id END,
                         CASE WHEN TG_OP = 'DELETE' THEN OLD.rule_id ELSE NEW.rule_id END);
    ELSE
        touched := ARRAY[CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END,
                         CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END];
    END IF;
    IF EXISTS (SELECT FROM odop_consignment_agreementversion WHERE id = ANY (touched) AND state = 'signed') THEN
        RAISE EXCEPTION 'The terms of a signed agreement are never changed: write another version.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER odop_signed_commissionrule_stays
    BEFORE INSERT OR UPDATE OR DELETE ON odop_consignment_commissionrule
    FOR EACH ROW EXECUTE FUNCTION odop_signed_terms_stay();
CREATE TRIGGER odop_signed_commissiontier_stays
    BEFORE INSERT OR UPDATE OR DELETE ON odop_consignment_commissiontier
    FOR EACH ROW EXECUTE FUNCTION odop_signed_terms_stay();
CREATE TRIGGER odop_signed_charge_stays BEFORE INSERT OR UPDATE OR DELETE ON odop_consignment_charge
    FOR EACH ROW EXECUTE FUNCTION odop_signed_terms_stay();

-- Guards: that every piece is somewhere. A lot's sums follow its movements and nothing else; its constraints refuse a sum
-- that cannot be.
CREATE FUNCTION odop_lot_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('odop.movement', 'on', true);
    UPDATE odop_consignment_lot AS lot SET
        received = lot.received + CASE NEW.kind WHEN 'received' THEN NEW.quantity ELSE 0 END,
        found = lot.found + CASE NEW.kind WHEN 'counted' THEN NEW.quantity ELSE 0 END,
        sold = lot.sold + CASE NEW.kind WHEN 'sold' THEN NEW.quantity WHEN 'unsold' THEN -NEW.quantity ELSE 0 END,
        sent_back = lot.sent_back + CASE NEW.kind WHEN 'sent_back' THEN NEW.quantity ELSE 0 END,
        damaged = lot.damaged + CASE NEW.kind WHEN 'damaged' THEN NEW.quantity ELSE 0 END,
        in_stock = lot.in_stock + CASE NEW.kind
            WHEN 'received' THEN NEW.quantity WHEN 'unsold' THEN NEW.quantity WHEN 'counted' THEN NEW.quantity
            ELSE -NEW.quantity END
    WHERE lot.id = NEW.lot_id;
    PERFORM set_config('odop.movement', '', true);
    RETURN NULL;
END
$$;
CREATE TRIGGER odop_lot_follows AFTER INSERT ON odop_consignment_stockmovement
    FOR EACH ROW EXECUTE FUNCTION odop_lot_follows();

CREATE FUNCTION odop_lot_sums_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('odop.movement', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'The pieces of a lot change by movements only.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_lot_sums_stay
    BEFORE UPDATE OF received, found, sold, sent_back, damaged, in_stock ON odop_consignment_lot
    FOR EACH ROW EXECUTE FUNCTION odop_lot_sums_stay();

-- Guards: the number of pieces of a sale, which its supplier was told. More pieces are another sale.
CREATE FUNCTION odop_sale_pieces_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.quantity <> OLD.quantity THEN
        RAISE EXCEPTION 'The pieces of a sale never change: more are another sale.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_sale_pieces_stay BEFORE UPDATE OF quantity ON odop_consignment_sale
    FOR EACH ROW EXECUTE FUNCTION odop_sale_pieces_stay();

-- Guards: the terms of a sale. Only what is reckoned in rupees may come later, once, when the rate of the day is known.
CREATE FUNCTION odop_sale_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    in_rupees text[] := ARRAY['exchange_rate_id', 'gross_paise', 'net_paise', 'commission_paise', 'charges_paise',
                              'borne_gross_paise', 'borne_net_paise', 'commission_rule_id', 'figures'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.gross_paise IS NOT NULL OR to_jsonb(NEW) - in_rupees <> to_jsonb(OLD) - in_rupees THEN
        RAISE EXCEPTION 'The terms of a sale are never changed.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_sale_terms_stay BEFORE UPDATE OR DELETE ON odop_consignment_saleterms
    FOR EACH ROW EXECUTE FUNCTION odop_sale_terms_stay();

-- Guards: consignment notes and counts once they are posted, cancelled, settled or dropped.
CREATE FUNCTION odop_consignment_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state NOT IN ('draft', 'open') THEN
        RAISE EXCEPTION 'A % of % is never changed: write another.', OLD.state, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER odop_note_stays BEFORE UPDATE OR DELETE ON odop_consignment_consignmentnote
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_written();
CREATE TRIGGER odop_count_stays BEFORE UPDATE OR DELETE ON odop_consignment_stockcount
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_written();

-- Guards: the lines of such notes.
CREATE FUNCTION odop_note_lines_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM odop_consignment_consignmentnote WHERE state <> 'draft' AND id IN (
        CASE WHEN TG_OP = 'INSERT' THEN NEW.note_id ELSE OLD.note_id END,
        CASE WHEN TG_OP = 'DELETE' THEN OLD.note_id ELSE NEW.note_id END)) THEN
        RAISE EXCEPTION 'The lines of a posted or cancelled note are never changed: write another note.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER odop_note_lines_stay BEFORE INSERT OR UPDATE OR DELETE ON odop_consignment_noteline
    FOR EACH ROW EXECUTE FUNCTION odop_note_lines_stay();

-- Guards: the lines of such counts.
CREATE FUNCTION odop_count_lines_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM odop_consignment_stockcount WHERE state <> 'open' AND id IN (
        CASE WHEN TG_OP = 'INSERT' THEN NEW.count_id ELSE OLD.count_id END,
        CASE WHEN TG_OP = 'DELETE' THEN OLD.count_id ELSE NEW.count_id END)) THEN
        RAISE EXCEPTION 'The lines of a settled or dropped count are never changed: count again.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER odop_count_lines_stay BEFORE INSERT OR UPDATE OR DELETE ON odop_consignment_stockcountline
    FOR EACH ROW EXECUTE FUNCTION odop_count_lines_stay();
