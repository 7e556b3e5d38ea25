"""From mentions to events: who did what to whom, where, when, and at what cost.

nominals.py     the noun phrases of a sentence that may take part in an event
scene.py        one sentence as roles are read off it, and what may stand between its words
roles.py        perpetrators and targets of one trigger: around a verb, a noun, words of blame, in lists
families.py     which actions may be words for one event, and which says most
drafts.py       one draft event for each thing that a sentence tells
merge.py        drafts that tell the same event become one
settings.py     where and when an event happened
tolls.py        what it cost, over all the sentences that tell it
sides.py        whose soldiers, whose checkpoint; victims.py: the names of the dead; persons.py: full names
build.py        the finished event, with participants.py, evidence.py and confidence.py
"""
