"""A table handed in on a page: looked at first, carried along by the preview, and then loaded."""

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from minqing.kernel.errors import Refused
from minqing.kernel.secrecy import refuse_secret_names

AN_HOUR = 3600


def file_sent(request: HttpRequest, name: str, *, most: int, too_large: Refused) -> bytes:
    """
    Return what a file field of the form holds.

    :param most: bytes at most; above them ``too_large`` says what to do.
    :raises Refused: if there is no file, its name marks it as secret, or it is too large.
    """
    file = request.FILES.get(name)
    if file is None:
        raise Refused(_("Choose a file first."))
    refuse_secret_names([file.name])
    if (file.size or 0) > most:
        raise too_large
    return file.read()


def table_sent(request: HttpRequest, *, salt: str, most: int, too_large: Refused) -> bytes:
    """
    Return the table: from the file, or from the page that showed the preview.

    :param salt: tells previews of one kind of table from those of another.
    :raises Refused: if there is no file, it is too large, or the preview is too old or was tampered with.
    """
    if packed := request.POST.get("packed", ""):
        try:
            return bytes.fromhex(signing.loads(packed, salt=salt, max_age=AN_HOUR))
        except signing.BadSignature as broken:
            raise Refused(_("The preview is too old. Choose the file again.")) from broken
    return file_sent(request, "table", most=most, too_large=too_large)


def packed(data: bytes, *, salt: str) -> str:
    """Pack a table, signed, into the page that shows its preview."""
    return signing.dumps(data.hex(), salt=salt, compress=True)
