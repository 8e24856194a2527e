"""Numbers of documents, one series for each issuer, kind of document and financial year: 1, 2, 3, without a gap, at
most 16 characters, never used twice (CGST rules 46(b), 49(b), 53(1)(e), 55(1); statutory.md A7).

A number is no row of its own: it is allotted by the trigger `odop_accounts_number_document` in the moment the row of
the final document is written, so that a number without a document cannot be, nor one that was given and taken back.
Until the transaction ends nobody else gets a number of the series; if it fails, the next one gets that number.

A kind of document is numbered so:

- its model is a `NumberedDocument` (`class Meta(NumberedDocument.Meta)`, constraints added to its constraints);
- `migrations/triggers.sql` has for its table
  `CREATE TRIGGER odop_x_number BEFORE INSERT ON odop_accounts_x FOR EACH ROW EXECUTE FUNCTION
  odop_accounts_number_document();` and, so that it stays, `CREATE TRIGGER odop_x_stays BEFORE UPDATE OR DELETE OR
  TRUNCATE ON odop_accounts_x FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_document_stays();`
- rows are written by `create()` or `bulk_create()`, which read the number back. Who issues documents of several series
  in one transaction does it in the order of (issuer, series), so that two who do never wait for each other.
"""
