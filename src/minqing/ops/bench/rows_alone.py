"""
The floor under our own rows: a server that writes what one filing writes, and does nothing else.

Started by itself (``granian minqing.ops.bench.rows_alone:application``) inside an installation of ours: no masking, no
encrypting, no promise, no page, no middleware. What lies between the bare view and this is what the tables, their
indexes, guards and the search index cost; what lies between this and ours is our own code.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minqing.conf.settings.production")
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = "minqing.ops.bench.replaying"
application = get_wsgi_application()
