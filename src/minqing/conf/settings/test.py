"""For tests: a folder that goes away, fast passwords, SQLite or a PostgreSQL that the run starts itself."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="minqing-test-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
for name in (
    "DATABASE_URL",
    "DATABASE_ROLE",
    "VAULT_DATABASE_URL",
    "SECRETS_DIR",
    "SEALS_DIR",
    "PUBLIC_URL",
    "DUTY_PHONE",
):
    os.environ.pop(name, None)
os.environ["DATA"] = str(SCRATCH / "data")

from minqing.conf.databases import PRAGMAS, postgres, sqlite  # noqa: E402 - the folder comes first
from minqing.conf.settings.base import *  # noqa: E402, F403 - settings build on one another

TEST_DB = os.environ.get("MINQING_TEST_DB", "sqlite")
POSTGRES_FOLDER = SCRATCH / "postgres"
if TEST_DB == "postgres":
    DATABASES = {"default": postgres(f"postgres://postgres@/minqing?host={POSTGRES_FOLDER}")}
else:
    file = SCRATCH / "minqing.sqlite3"
    fast = (*PRAGMAS, "PRAGMA synchronous=OFF")
    DATABASES = {"default": {**sqlite(file, pragmas=fast), "TEST": {"NAME": str(SCRATCH / "test.sqlite3")}}}
DATABASES["default"]["OPTIONS"].pop("pool", None)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
