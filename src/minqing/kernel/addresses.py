"""Where a request came from, told in one way by every edge."""

from collections.abc import Mapping

from django.conf import settings

__all__ = ["client_address"]


def client_address(meta: Mapping[str, str]) -> str:
    """
    Return the address of the client; a proxy's word counts only where one is declared.

    :param meta: the request's environment, with ``REMOTE_ADDR`` and perhaps ``HTTP_X_FORWARDED_FOR``.
    :return: the last address that the proxy names, else the connection's; empty where neither is known.
    """
    forwarded = meta.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rsplit(",", 1)[-1].strip() or str(meta.get("REMOTE_ADDR", ""))
