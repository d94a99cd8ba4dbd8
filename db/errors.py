"""What can go wrong with the data file; the application tells it to people in its own words."""


class DataError(Exception):
    """Any trouble with the data file that is not a bug; its text is a Vietnamese sentence."""


class FileLocked(DataError):
    """Another program holds the file open for writing."""


class NewerData(DataError):
    """The file was written by a newer program."""


class DamagedData(DataError):
    """The file cannot be read as a register, or its journal does not hold."""


class NoSpace(DataError):
    """The disk is full or cannot be written."""


class UnsafePlace(DataError):
    """The file lies on a network share or in a cloud folder."""


class UnjournalledWrite(DataError):
    """Something tried to change a record without the journal."""
