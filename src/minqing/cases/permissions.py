"""What may be done at the request door: names and titles. Roles bundle them, posts carry them below two paths."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.permissions import declare_permissions

PERMISSIONS = {
    "cases.file": _("File a request for somebody else"),
    "cases.read": _("See and open requests"),
    "cases.accept": _("Accept, decline or divert requests"),
    "cases.bar": _("Say which unit a request is about, so that it never has it"),
    "cases.dispatch": _("Dispatch requests to units"),
    "cases.recategorise": _("Correct the matter of a request"),
    "cases.withdraw": _("Withdraw a request on the resident's word"),
    "cases.reopen": _("Reopen a request"),
    "cases.acknowledge": _("Acknowledge or return requests"),
    "cases.handle": _("Handle and answer requests"),
    "cases.note": _("Write notes and log contacts"),
    "cases.approve_extension": _("Approve or refuse extensions"),
    "cases.approve_refusal": _("Agree or not where another unit says no"),
    "cases.verify": _("Verify answers and send them back"),
    "cases.visit": _("Ask residents on return visits what became of their request"),
    "cases.close": _("Close requests"),
    "cases.supervise": _("Supervise requests and decide disputes of competence"),
    "cases.oversee": _("See how requests fare"),
    "cases.cards": _("Keep policy cards"),
    "cases.route": _("Edit routing and standard replies"),
    "cases.release": _("Release requests to the public, and take that back"),
    "cases.call": _("Call departments to a place"),
    "cases.pressure": _("Take up reports of pressure"),
}

declare_permissions(PERMISSIONS)
