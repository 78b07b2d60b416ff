"""The forms of signing in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignIn(forms.Form):
    """A name and a password; whether they fit is the directory's business."""

    login = forms.CharField(max_length=80, label=_("Account"))
    password = forms.CharField(max_length=200, label=_("Password"), strip=False)


class NewPassword(forms.Form):
    """The old password once, the new one twice."""

    old = forms.CharField(max_length=200, strip=False, label=_("Present password"), widget=forms.PasswordInput)
    new = forms.CharField(
        max_length=200,
        strip=False,
        label=_("New password"),
        help_text=_("At least 10 characters, not only digits. A sentence that you can remember is best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        max_length=200,
        strip=False,
        label=_("New password once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, str]:
        """Refuse two new passwords that differ."""
        values = super().clean() or {}
        if values.get("new") != values.get("again"):
            self.add_error("again", _("The two new passwords differ."))
        return values
