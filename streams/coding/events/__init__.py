"""From mentions to events: who did what to whom, where, when, and at what cost.

nominals.py     the noun phrases of a sentence that may take part in an event
roles.py        perpetrators and targets of one trigger
drafts.py       one draft event for each thing that a sentence tells
merge.py        drafts that tell the same event become one
settings.py     where and when an event happened
build.py        the finished event, with its evidence and confidence
"""
