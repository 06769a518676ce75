"""The room of staff: the call-center console, answers on record, and who may do what."""
