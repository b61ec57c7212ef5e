"""Which answers may be kept, and why the others never are: docs/decisions/0017.

A kept answer is given again to whoever asks the same under the same state of the data, the same scope and in the same
language. So it may depend on nothing else than what is named here.
"""

from enum import Enum


class Keep(Enum):
    """What an answer depends on besides the state of the data, the viewer's scope and the language."""

    VALUES = "the values of its controls"
    VALUES_AND_TRIGGER = "the values of its controls, and which of them was used"
    VALUES_TRIGGER_AND_NOTES = "the values of its controls, which of them was used, and the newest text of any note"
    VALUES_AND_ACCOUNT = "the values of its controls, and the account, whose name it shows"


class Never(Enum):
    """Why an answer is worked out every time."""

    STORES = "it stores something or starts a job: given a second time, nothing would be stored or started"
    JOBS = "it reports on a job or an uploaded file, which change without a revision"
    FORM = "it opens, fills or closes a form by a press, and reads nothing that is worth keeping"
    LOG = "it shows the audit log, which grows without a revision"
    ACCOUNTS = "it shows accounts and their sessions, which change without a revision"


Keeping = Keep | Never
