"""The one way to change what is reported: every verb is keyword-only, says who, and leaves a Revision."""

from organisation.actions.errors import AlreadySaved, Conflict, Conflicts, Incomplete, Locked, MovedOn, Refused
from organisation.actions.workflow import (
    approve,
    correct,
    is_own,
    record_decided,
    seal,
    seen_of,
    send_back,
    submit,
    unlock,
)
from organisation.actions.writing import Stamp, write
from organisation.actions.writing_many import Change, write_many

__all__ = [
    "AlreadySaved",
    "Change",
    "Conflict",
    "Conflicts",
    "Incomplete",
    "Locked",
    "MovedOn",
    "Refused",
    "Stamp",
    "approve",
    "correct",
    "is_own",
    "record_decided",
    "seal",
    "seen_of",
    "send_back",
    "submit",
    "unlock",
    "write",
    "write_many",
]
