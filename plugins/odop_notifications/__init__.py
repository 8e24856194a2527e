"""Suppliers are told at once what was bought of them or called off, asked whether it is ready, and called if need be.

Its folders from the bottom up; each knows only those before it:

    models       rows of all that follows
    gateways     what goes to and fro between us and a gateway; gateways over HTTP described as data
    settings     what a merchant sets, opening hours, public addresses
    texts        understanding what somebody wrote or pressed
    suppliers    how a supplier is reached, recognised and forgotten
    templates    the wordings of messages
    messages     writing a message, taking it back, what became of it
    channels     transports: a folder each
    delivery     from the outbox to a channel
    calls        calls that wait for an operator
    escalation   questions that wait for an answer, and the steps that follow
    answers      what suppliers answer, and what follows
    notices      who is told what, and when
    inbound      what gateways and people tell us
    helpline     operators at work
    pages        the page behind a one-tap link
    api          what other parts of the suite may ask
    terminal     the helpline in a terminal

`events.py` names what is announced, `handlers.py` joins all of it to the inbox, the outbox and the clock.
"""
