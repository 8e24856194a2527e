"""Why a file is not taken; each message is for the person who sent it."""


class FileRefused(ValueError):
    """Base of the reasons."""


class FileTooLarge(FileRefused):
    """More bytes or more pixels than we take."""


class FileTypeRefused(FileRefused):
    """Neither a photo nor a document of the kinds we take, whatever its name says."""


class BadFile(FileRefused):
    """It is damaged, locked, or carries more than it should."""


class AadhaarFound(FileRefused):
    """Something in it can be an Aadhaar number, which must not be kept."""


class StorageUnavailable(RuntimeError):
    """The place where files lie cannot be reached; trying again later may help."""
