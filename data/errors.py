"""The errors a user can cause or must hear of.

ProductError            its text is written for the user, in the user's language
├── AccessDenied        the viewer's role or scope does not allow it
│   └── DetailsClosed       the page is open, details of the municipality that was asked for are not
├── NotFound            a name or code that the data does not know
│   └── NothingYet          what a page is made of is not loaded yet: nothing is wrong
├── BadSelection        a filter, a field or an address that cannot be accepted
├── BadFile             a file that cannot be read or written at all
├── Conflict            the change contradicts what is stored, or what somebody has stored meanwhile
└── DatabaseUnavailable the database does not answer; what was being stored is not
    ├── DatabaseBusy        another change holds it for too long: trying again helps
    └── DatabaseNotWritable the disk is full or may not be written
"""


class ProductError(Exception):
    """Base of all errors whose text may be shown to a user."""


class AccessDenied(ProductError):
    pass


class DetailsClosed(AccessDenied):
    pass


class NotFound(ProductError):
    pass


class NothingYet(NotFound):
    pass


class BadSelection(ProductError):
    pass


class BadFile(ProductError):
    pass


class Conflict(ProductError):
    pass


class DatabaseUnavailable(ProductError):
    pass


class DatabaseBusy(DatabaseUnavailable):
    pass


class DatabaseNotWritable(DatabaseUnavailable):
    pass
