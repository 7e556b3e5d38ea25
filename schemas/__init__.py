"""The contracts of sitrep: every record, topic and table that another program may be written against."""
