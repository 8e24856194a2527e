"""Tables in and out: suppliers, offers and consignment notes as CSV or XLSX.

`kinds` says what a table of each kind looks like, and a file named like the kind what becomes of its rows. `reading`
and `header` understand a file, `importing` takes its rows over, `background` has workers do so; `exporting` writes
what an import would read.
"""
