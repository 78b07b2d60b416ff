"""The default: no debug, static files with hashed names, hosts named."""

from urllib.parse import urlsplit

from minqing.conf.settings.base import *  # noqa: F403 - settings build on one another
from minqing.conf.settings.base import ALLOWED_HOSTS_TEXT, HOST, PUBLIC_URL

if ALLOWED_HOSTS_TEXT:
    ALLOWED_HOSTS = [name.strip() for name in ALLOWED_HOSTS_TEXT.split(",") if name.strip()]
elif HOST == "0.0.0.0":  # noqa: S104 - compared, not bound; a machine reached by any of its addresses
    ALLOWED_HOSTS = ["*"]
else:
    ALLOWED_HOSTS = [urlsplit(PUBLIC_URL).hostname or "", HOST, "localhost", "127.0.0.1", "[::1]"]
