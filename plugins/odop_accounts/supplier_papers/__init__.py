"""Papers between the shop and its suppliers: the document for its commission, delivery challans, and the paper of a
consignment receipt note."""
