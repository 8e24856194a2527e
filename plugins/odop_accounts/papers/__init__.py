"""Papers of the books: what stands on them as plain data, how it looks, and the PDF of it in a reader's language."""
