"""Photos as they arrive: counted and weighed; heavy ones are dropped while streaming, so that the words survive."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from minqing.kernel.errors import Refused
from minqing.kernel.secrecy import refuse_secret_names

PHOTOS_MOST = 9
PHOTO_MB = 20
ALL_MB = 60
BODY_MB = 200
MB = 1024 * 1024


class BodyTooLarge(Refused):
    """More was sent than a report can weigh."""

    status = 413
    code = "too-large"
    default = _(
        "What was sent is too large, so it was not taken. Go back with your phone's back key: "
        "your words are still there. Then send fewer or smaller photos."
    )


class Scales(FileUploadHandler):
    """Weigh each photo while it streams in; a heavy one is dropped and remembered, the form's words are kept."""

    heavy = 0
    whole = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with an empty pan."""
        super().new_file(*args, **kwargs)
        self.weight = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the bytes on until this photo, or all together, weigh too much."""
        self.weight += len(raw_data)
        self.whole += len(raw_data)
        if self.weight > PHOTO_MB * MB or self.whole > ALL_MB * MB:
            self.heavy += 1
            self.whole -= self.weight
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def receive(request: HttpRequest) -> int:
    """
    Read the posted form; photos that weigh too much are left behind.

    :return: how many photos were left behind.
    :raises BodyTooLarge: if the whole is beyond reading, or the form's words alone are.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > BODY_MB * MB:
        raise BodyTooLarge
    scales = Scales(request)
    request.upload_handlers = [scales, TemporaryFileUploadHandler(request)]
    try:
        request.POST  # noqa: B018 - reading it is what parses the body
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as error:
        raise BodyTooLarge from error
    except MultiPartParserError as error:
        raise Refused(_("What arrived was cut off on the way. Please send it again.")) from error
    return scales.heavy


def photos_of(request: HttpRequest, *, left_behind: int) -> tuple[bytes, ...]:
    """
    Return the photos that arrived, in order, without empty ones.

    :param left_behind: how many were dropped on the way for their weight.
    :raises BodyTooLarge: if any was dropped; nothing is sent without a photo that its owner believes sent.
    :raises Refused: if there are more than nine, or one's name says that it is a secret paper.
    """
    if left_behind:
        text = ngettext(
            "%(n)s photo was too large and did not arrive. Choose photos below %(mb)s MB, or send without.",
            "%(n)s photos were too large and did not arrive. Choose photos below %(mb)s MB, or send without.",
            left_behind,
        )
        raise BodyTooLarge(text % {"n": left_behind, "mb": PHOTO_MB}, field="photos")
    photos = [one for one in request.FILES.getlist("photos") if one.size]
    if len(photos) > PHOTOS_MOST:
        raise Refused(_("Nine photos at most; there were %(n)s.") % {"n": len(photos)}, field="photos")
    refuse_secret_names((one.name for one in photos), field="photos")
    return tuple(one.read() for one in photos)
