"""The three functions of a township's counter; the numbers never change their meaning."""

from enum import IntEnum

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import TITLES


class Function(IntEnum):
    """What somebody who comes to a township's counter comes for."""

    SERVICE = 1
    APPROVAL = 2
    MANAGEMENT = 3


TITLES[Function] = {
    Function.SERVICE: _("Service: the township deals with it"),
    Function.APPROVAL: _("Approval: guided, and handed over to the county's window"),
    Function.MANAGEMENT: _("Management: handed over to enforcement"),
}
