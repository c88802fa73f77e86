"""An uploaded file on its way through several pages: it travels in the form and is kept nowhere.

The pages before the confirmation write nothing, and no file of people waits on the server for somebody who never comes
back: the office's own browser carries it. It is read anew, and planned anew, at every step, by whichever process.
"""

import base64
import binascii
import zlib

from werkzeug.datastructures import FileStorage
from wtforms import HiddenField
from wtforms.validators import ValidationError

from surveys.errors import Refusal

#: As base64 this still fits into a form (``MAX_FORM_MEMORY_SIZE``).
LARGEST = 2_500_000


class Spoilt(Refusal):
    """The form did not bring the file back as it was sent."""


def out(content: bytes) -> str:
    """The file as the text of a hidden field, with a check sum."""
    return base64.b64encode(zlib.crc32(content).to_bytes(4) + content).decode("ascii")


def back(text: str) -> bytes:
    """The file from the hidden field. Raises Spoilt."""
    try:
        carried = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        carried = b""
    content = carried[4:]
    if not content or zlib.crc32(content).to_bytes(4) != carried[:4]:
        raise Spoilt("The file did not arrive whole. Go back and upload it again.")
    return content


def uploaded(file: FileStorage) -> bytes:
    """The content of an uploaded file. Raises ValidationError, for beside the field."""
    content: bytes = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValidationError("The file is larger than 2.5 MB. Export only the columns needed.")
    if not content:
        raise ValidationError("The file is empty. Choose another.")
    return content


class CarriedField(HiddenField):
    """The hidden field a file travels in."""
