"""Suppliers are notified at once of what was bought of them or cancelled, asked whether it is ready, and called.

Its folders from the bottom up; each knows only those before it:

    models       the rows of everything below
    gateways     the data exchanged with gateways; gateways over HTTP described as data
    settings     the settings a merchant makes, opening hours, public addresses
    texts        understanding a text: spelling, numbers, meaning
    suppliers    how a supplier is reached, recognised and erased
    templates    the texts of messages
    messages     writing, withdrawing and resending messages; delivery reports
    channels     transports: a folder each
    delivery     delivering messages from the outbox to a channel
    calls        the queue of calls that wait for an operator
    escalation   questions that wait for an answer, and the steps that follow
    answers      recording answers, and what follows from them
    notices      who is notified of what
    inbound      reports of gateways, and replies
    helpline     operators at work
    pages        the page behind a one-tap link
    api          what other parts of the suite may ask
    terminal     the helpline in a terminal

`events.py` says what is announced; `handlers.py` subscribes to events, outbox topics and periodic jobs.
"""
