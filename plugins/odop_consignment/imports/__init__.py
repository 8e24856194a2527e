"""Tables in and out: suppliers, offers and consignment notes as CSV or XLSX.

`kinds` says what a table of each kind looks like, and a file named like the kind what becomes of its rows. `readers`
and `header` understand a file, `batches` takes its rows over, `slices` has workers do so; `exports` writes what an
import would read.
"""
