-- The rules of the ledger. Each refusal bears the name of its rule (as a constraint's), by which our code knows it.

-- The one row of it, before anybody is forbidden to write it.
INSERT INTO odop_accounts_books (id, closed_until) VALUES (1, NULL);

-- Guards: what is in the books. Rows are added and never changed, deleted or emptied.
CREATE FUNCTION odop_accounts_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or deleted: post a reversal.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'odop_ledger_stays';
END
$$;
CREATE TRIGGER odop_account_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_account
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_stays();
CREATE TRIGGER odop_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_journalentry
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_stays();
CREATE TRIGGER odop_line_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_journalline
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_stays();
CREATE TRIGGER odop_closing_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_periodclosing
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_stays();
CREATE TRIGGER odop_figures_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_salefigures
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_stays();
CREATE TRIGGER odop_day_stays BEFORE DELETE OR TRUNCATE ON odop_accounts_daytotal
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_stays();
CREATE TRIGGER odop_books_stay BEFORE DELETE OR TRUNCATE ON odop_accounts_books
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_stays();

-- Guards: rows that follow from others. Only the triggers below write them.
CREATE FUNCTION odop_accounts_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'Rows of % follow from what is posted and closed, and are not written by hand.', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'odop_ledger_follows';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER odop_day_follows BEFORE INSERT OR UPDATE ON odop_accounts_daytotal
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_follows();
CREATE TRIGGER odop_books_follow BEFORE INSERT OR UPDATE ON odop_accounts_books
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_follows();

-- Guards: that who posts waits for who draws the line of statements, and the other way round: taken before the rows and their
-- moments are made, so that nothing is recorded at a moment that statements cover already.
CREATE FUNCTION odop_accounts_entries_coming() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM odop_accounts_books FOR SHARE;
    RETURN NULL;
END
$$;
CREATE TRIGGER odop_entries_coming BEFORE INSERT ON odop_accounts_journalentry
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_entries_coming();

-- Guards: entries. Their day is open and has come; they are recorded now; a reversal is of an entry that is none itself,
-- in the same currency and on no earlier day.
CREATE FUNCTION odop_accounts_entries_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed date;
    stated timestamptz;
    wrong record;
BEGIN
    SELECT closed_until, stated_until INTO closed, stated FROM odop_accounts_books FOR SHARE;
    SELECT key, effective_on INTO wrong FROM added WHERE effective_on <= closed LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'The books are closed until %; entry % is of %.', closed, wrong.key, wrong.effective_on
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_period_closed';
    END IF;
    -- A day's grace for a clock that is ahead of the database's.
    SELECT key, effective_on INTO wrong FROM added
        WHERE effective_on > (now() AT TIME ZONE 'Asia/Kolkata')::date + 1 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Entry % is of %, which is not yet.', wrong.key, wrong.effective_on
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_entry_in_future';
    END IF;
    SELECT key INTO wrong FROM added
        WHERE recorded_at NOT BETWEEN transaction_timestamp() AND clock_timestamp() OR recorded_at < stated LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Entry % is recorded now, and at no other time.', wrong.key
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_entry_recorded_now';
    END IF;
    SELECT added.key INTO wrong FROM added JOIN odop_accounts_journalentry AS original ON original.id = added.reversal_of_id
        WHERE original.reversal_of_id IS NOT NULL OR original.currency <> added.currency
            OR original.effective_on > added.effective_on LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Entry % cannot reverse that one: a reversal is not reversed, and has its currency and no earlier day.',
            wrong.key USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_reversal_fits';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER odop_entries_added AFTER INSERT ON odop_accounts_journalentry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_entries_added();

-- Guards: that no entry is without lines when its transaction ends.
CREATE FUNCTION odop_accounts_entry_has_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM odop_accounts_journalline WHERE entry_id = NEW.id) THEN
        RAISE EXCEPTION 'Entry % has no lines.', NEW.key
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_entry_has_lines';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER odop_entry_has_lines AFTER INSERT ON odop_accounts_journalentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION odop_accounts_entry_has_lines();

-- Guards: lines. All lines of an entry come in one statement and sum to zero, in the entry's currency and on its day;
-- those of a reversal are the original's with the sign turned. Then the days' totals are moved on, in one order, so that
-- two who post to the same accounts never wait for each other.
CREATE FUNCTION odop_accounts_lines_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong bigint;
BEGIN
    SELECT entry_id INTO wrong FROM added GROUP BY entry_id HAVING sum(amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'The lines of entry % do not sum to zero.', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_entry_balances';
    END IF;
    SELECT line.entry_id INTO wrong
        FROM (SELECT DISTINCT entry_id FROM added) AS entry
        JOIN odop_accounts_journalline AS line USING (entry_id)
        WHERE line.id NOT IN (SELECT id FROM added) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Entry % has its lines already.', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_entry_whole';
    END IF;
    SELECT added.entry_id INTO wrong FROM added
        LEFT JOIN odop_accounts_journalentry AS entry ON entry.id = added.entry_id
        LEFT JOIN odop_accounts_account AS account ON account.id = added.account_id
        WHERE account.currency IS DISTINCT FROM entry.currency
            OR added.effective_on IS DISTINCT FROM entry.effective_on LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'The lines of entry % are not of its currency and day.', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_entry_uniform';
    END IF;
    WITH reversal AS (
        SELECT id, reversal_of_id FROM odop_accounts_journalentry
        WHERE reversal_of_id IS NOT NULL AND id IN (SELECT entry_id FROM added)
    ), given AS (
        SELECT entry_id, account_id, amount, count(*) AS times FROM added
        WHERE entry_id IN (SELECT id FROM reversal) GROUP BY 1, 2, 3
    ), wanted AS (
        SELECT reversal.id AS entry_id, line.account_id, -line.amount AS amount, count(*) AS times
        FROM reversal JOIN odop_accounts_journalline AS line ON line.entry_id = reversal.reversal_of_id GROUP BY 1, 2, 3
    )
    SELECT entry_id INTO wrong FROM ((TABLE given EXCEPT TABLE wanted) UNION ALL (TABLE wanted EXCEPT TABLE given)) AS odd
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Entry % does not reverse the whole of its original.', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_reversal_whole';
    END IF;
    INSERT INTO odop_accounts_daytotal AS total (account_id, day, debit, credit)
        SELECT account_id, effective_on,
            coalesce(sum(amount) FILTER (WHERE amount > 0), 0), coalesce(-sum(amount) FILTER (WHERE amount < 0), 0)
        FROM added GROUP BY account_id, effective_on ORDER BY account_id, effective_on
        ON CONFLICT (account_id, day) DO UPDATE
            SET debit = total.debit + excluded.debit, credit = total.credit + excluded.credit;
    RETURN NULL;
END
$$;
CREATE TRIGGER odop_lines_added AFTER INSERT ON odop_accounts_journalline REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_lines_added();

-- Guards: holds. One that was released is over; of an open one nothing changes but that.
CREATE FUNCTION odop_accounts_hold_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.released_at IS NOT NULL
        OR (OLD.supplier_id, OLD.sale_id, OLD.reason, OLD.placed_by, OLD.placed_at)
            IS DISTINCT FROM (NEW.supplier_id, NEW.sale_id, NEW.reason, NEW.placed_by, NEW.placed_at) THEN
        RAISE EXCEPTION 'Hold % is released once, and neither changed nor deleted.', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'odop_hold_stays';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_hold_stays BEFORE UPDATE OR DELETE ON odop_accounts_hold
    FOR EACH ROW EXECUTE FUNCTION odop_accounts_hold_stays();

-- Guards: that the books are closed forward only, and never for a day that is not over in India.
CREATE FUNCTION odop_accounts_period_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed date;
BEGIN
    SELECT closed_until INTO closed FROM odop_accounts_books FOR UPDATE;
    IF NEW.closed_until <= closed OR NEW.closed_until >= (now() AT TIME ZONE 'Asia/Kolkata')::date THEN
        RAISE EXCEPTION 'The books are closed until %, and cannot be closed until %.', closed, NEW.closed_until
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_closing_forward';
    END IF;
    UPDATE odop_accounts_books SET closed_until = NEW.closed_until;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_period_closed BEFORE INSERT ON odop_accounts_periodclosing
    FOR EACH ROW EXECUTE FUNCTION odop_accounts_period_closed();

-- Guards: the rules of tax, what is said of goods, and what was deducted. A correction is a row of its own.
CREATE FUNCTION odop_accounts_tax_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or deleted: add another.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'odop_tax_stays';
END
$$;
CREATE TRIGGER odop_gst_rate_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_gstrate
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_tax_stays();
CREATE TRIGGER odop_withholding_rate_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_withholdingrate
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_tax_stays();
CREATE TRIGGER odop_goods_tax_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_goodstax
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_tax_stays();
CREATE TRIGGER odop_tax_deduction_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_taxdeduction
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_tax_stays();
CREATE TRIGGER odop_tax_collection_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_taxcollection
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_tax_stays();

-- Guards: documents that were issued stay as they are.
CREATE FUNCTION odop_accounts_document_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are issued documents, and never changed or deleted: issue another.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'odop_document_stays';
END
$$;

-- Guards: the number of a document, in the moment it is issued: the next of its series. Who asks for one waits until the last
-- one who did is done, so that there are no gaps.
CREATE FUNCTION odop_accounts_number_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
BEGIN
    NEW.financial_year := extract(year FROM NEW.issued_on - interval '3 months');
    PERFORM pg_advisory_xact_lock(
        hashtextextended(concat_ws('|', 'odop', TG_TABLE_NAME, NEW.issuer, NEW.series, NEW.financial_year), 0));
    EXECUTE format(
        'SELECT serial, number, issued_on FROM %I.%I WHERE issuer = $1 AND series = $2 AND financial_year = $3'
        ' ORDER BY serial DESC LIMIT 1', TG_TABLE_SCHEMA, TG_TABLE_NAME)
        INTO last USING NEW.issuer, NEW.series, NEW.financial_year;
    -- A day's grace for a clock that is ahead of the database's.
    IF NEW.issued_on > (now() AT TIME ZONE 'Asia/Kolkata')::date + 1 THEN
        RAISE EXCEPTION 'A document of % cannot be issued yet.', NEW.issued_on
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_number_in_order';
    END IF;
    IF NEW.issued_on < last.issued_on THEN
        RAISE EXCEPTION 'A document of % cannot be issued after % of %.', NEW.issued_on, last.number, last.issued_on
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_number_in_order';
    END IF;
    NEW.serial := coalesce(last.serial, 0) + 1;
    NEW.number := format('%s%s%s-%s', NEW.series, to_char(NEW.financial_year % 100, 'FM00'),
        to_char((NEW.financial_year + 1) % 100, 'FM00'),
        lpad(NEW.serial::text, greatest(5, length(NEW.serial::text)), '0'));
    RETURN NEW;
END
$$;

-- Guards: payouts. How much goes to whom is written once; a step that was taken stays.
CREATE FUNCTION odop_accounts_payout_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR (OLD.key, OLD.batch_id, OLD.supplier_id, OLD.amount_paise, OLD.mode, OLD.rail,
            OLD.bank_account_id, OLD.bank_account_proposed_by, OLD.ifsc, OLD.prepared_by, OLD.prepared_at)
        IS DISTINCT FROM (NEW.key, NEW.batch_id, NEW.supplier_id, NEW.amount_paise, NEW.mode, NEW.rail,
            NEW.bank_account_id, NEW.bank_account_proposed_by, NEW.ifsc, NEW.prepared_by, NEW.prepared_at)
        OR (OLD.bank_file_id IS NOT NULL AND OLD.bank_file_id IS DISTINCT FROM NEW.bank_file_id)
        OR (OLD.approved_by <> '' AND (OLD.approved_by, OLD.approved_at) IS DISTINCT FROM (NEW.approved_by, NEW.approved_at))
    THEN
        RAISE EXCEPTION 'Payout % is never deleted, and how much goes to whom is never changed: cancel it.', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'odop_payout_stays';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_payout_stays BEFORE UPDATE OR DELETE ON odop_accounts_payout
    FOR EACH ROW EXECUTE FUNCTION odop_accounts_payout_stays();
CREATE TRIGGER odop_payout_step_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_payoutstep
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_stays();

-- Documents.
CREATE TRIGGER odop_document_number BEFORE INSERT ON odop_accounts_document
    FOR EACH ROW EXECUTE FUNCTION odop_accounts_number_document();
CREATE TRIGGER odop_document_stays BEFORE DELETE OR TRUNCATE ON odop_accounts_document
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_document_stays();

-- Guards: of a document nothing changes but the key with which its content is encrypted. That this says what it said
-- before is told by its digest, whenever it is printed.
CREATE FUNCTION odop_accounts_document_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - 'content' IS DISTINCT FROM to_jsonb(NEW) - 'content' THEN
        RAISE EXCEPTION 'Document % is issued, and never changed: issue another.', OLD.number
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'odop_document_stays';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_document_written BEFORE UPDATE ON odop_accounts_document
    FOR EACH ROW EXECUTE FUNCTION odop_accounts_document_written();
CREATE TRIGGER odop_document_line_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_documentline
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_document_stays();
CREATE TRIGGER odop_document_void_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_documentvoid
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_document_stays();

-- Guards: a document has lines, and is the sum of them, when its transaction ends; none are added to it later.
CREATE FUNCTION odop_accounts_document_sums() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    document bigint := to_jsonb(NEW) ->> CASE TG_TABLE_NAME WHEN 'odop_accounts_document' THEN 'id' ELSE 'document_id' END;
    wrong text;
BEGIN
    SELECT whole.number INTO wrong FROM odop_accounts_document AS whole
        LEFT JOIN odop_accounts_documentline AS line ON line.document_id = whole.id WHERE whole.id = document
        GROUP BY whole.id HAVING (whole.net_paise, whole.cgst_paise, whole.sgst_paise, whole.igst_paise) IS DISTINCT FROM
            (sum(line.net_paise), sum(line.cgst_paise), sum(line.sgst_paise), sum(line.igst_paise));
    IF FOUND THEN
        RAISE EXCEPTION 'Document % is not the sum of its lines.', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_document_sums';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER odop_document_sums AFTER INSERT ON odop_accounts_document
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION odop_accounts_document_sums();
CREATE CONSTRAINT TRIGGER odop_document_line_sums AFTER INSERT ON odop_accounts_documentline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION odop_accounts_document_sums();

-- Guards: the line of a run of statements. From now on nothing is recorded before it. Without a moment it is now. Of all
-- lines of the ledger up to `last_line_id` it is known that they were written before `drawn_at`.
CREATE FUNCTION odop_accounts_statement_line_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM odop_accounts_books FOR UPDATE;
    NEW.drawn_at := clock_timestamp();
    NEW.until := coalesce(NEW.until, NEW.drawn_at);
    NEW.last_line_id := coalesce((SELECT max(id) FROM odop_accounts_journalline), 0);
    IF NEW.until > NEW.drawn_at THEN
        RAISE EXCEPTION 'Statements until % cannot be issued yet.', NEW.until
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_statement_period_over';
    END IF;
    UPDATE odop_accounts_books SET stated_until = greatest(stated_until, NEW.until);
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_statement_line_drawn BEFORE INSERT ON odop_accounts_statementrun
    FOR EACH ROW EXECUTE FUNCTION odop_accounts_statement_line_drawn();

-- Guards: statements. Each goes on where the one before it ended.
CREATE FUNCTION odop_accounts_statement_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before record;
BEGIN
    SELECT turn, until, closing_paise INTO before
        FROM odop_accounts_statement WHERE supplier_id = NEW.supplier_id ORDER BY turn DESC LIMIT 1;
    IF (NEW.turn, NEW.since, NEW.opening_paise) IS DISTINCT FROM
        (coalesce(before.turn, 0) + 1, before.until, coalesce(before.closing_paise, 0)) THEN
        RAISE EXCEPTION 'Statement % of supplier % does not go on where the last one ended.', NEW.turn, NEW.supplier_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'odop_statement_follows';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_statement_follows BEFORE INSERT ON odop_accounts_statement
    FOR EACH ROW EXECUTE FUNCTION odop_accounts_statement_follows();
CREATE TRIGGER odop_statement_number BEFORE INSERT ON odop_accounts_statement
    FOR EACH ROW EXECUTE FUNCTION odop_accounts_number_document();
CREATE TRIGGER odop_statement_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_statement
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_document_stays();
CREATE TRIGGER odop_statement_line_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_statementline
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_document_stays();

-- Guards: what was exported for a bank, and by which table of columns. An approved layout stays; of one that waits,
-- nothing changes but that. (A file's content may be encrypted anew; its digest says that it is the same.)
CREATE FUNCTION odop_accounts_bank_file_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR (to_jsonb(OLD) - 'content') IS DISTINCT FROM (to_jsonb(NEW) - 'content') THEN
        RAISE EXCEPTION 'Bank file % was exported, and is never changed or deleted.', OLD.serial
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'odop_bank_file_stays';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_bank_file_stays BEFORE UPDATE OR DELETE ON odop_accounts_bankfile
    FOR EACH ROW EXECUTE FUNCTION odop_accounts_bank_file_stays();
CREATE FUNCTION odop_accounts_bank_layout_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.approved_by <> '' OR (to_jsonb(OLD) - 'approved_by' - 'approved_at')
        IS DISTINCT FROM (to_jsonb(NEW) - 'approved_by' - 'approved_at') THEN
        RAISE EXCEPTION 'Layout % is approved once, and neither changed nor deleted: propose another.', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'odop_bank_layout_stays';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_bank_layout_stays BEFORE UPDATE OR DELETE ON odop_accounts_bankfilelayout
    FOR EACH ROW EXECUTE FUNCTION odop_accounts_bank_layout_stays();

-- Guards: what the bank's statements say, which payouts it is of, and who settled an issue. (A row's texts may be encrypted
-- anew; its digest says that they are the same.)
CREATE FUNCTION odop_accounts_bank_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR (to_jsonb(OLD) - 'description' - 'reference')
        IS DISTINCT FROM (to_jsonb(NEW) - 'description' - 'reference') THEN
        RAISE EXCEPTION 'Row % of a bank statement is never changed or deleted.', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'odop_bank_row_stays';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_bank_row_stays BEFORE UPDATE OR DELETE ON odop_accounts_bankstatementrow
    FOR EACH ROW EXECUTE FUNCTION odop_accounts_bank_row_stays();
CREATE TRIGGER odop_bank_statement_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_bankstatement
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_stays();
CREATE TRIGGER odop_bank_match_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_bankstatementmatch
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_stays();
CREATE TRIGGER odop_issue_clearing_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_accounts_payoutissueclearing
    FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_stays();
