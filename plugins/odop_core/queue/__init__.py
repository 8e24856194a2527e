"""Work that is never lost: the inbox, the outbox, the worker, periodic jobs and the reconciler."""
