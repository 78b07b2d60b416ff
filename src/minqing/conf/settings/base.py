"""What every installation shares. Whatever an operator may change is read through ``env``."""

from pathlib import Path

from minqing.conf.databases import postgres, sqlite
from minqing.conf.env import SETTINGS, env
from minqing.conf.secrets import secret_text, vault_keys_file
from minqing.conf.settings.apps import OUR_APPS

SRC = Path(__file__).resolve().parents[3]
ROOT = SRC.parent

# --- server ---
HOST = env("HOST", default="127.0.0.1", group="server", help="Address the web server listens on; 0.0.0.0 for all.")
PORT = env("PORT", default=8077, group="server", help="Port the web server listens on.")
PUBLIC_URL = env(
    "PUBLIC_URL",
    default="",
    group="server",
    help="Address residents use, printed on cards, e.g. https://mq.example.gov.cn; empty means HOST and PORT.",
).rstrip("/")
if not PUBLIC_URL:
    PUBLIC_URL = f"http://{'127.0.0.1' if HOST == '0.0.0.0' else HOST}:{PORT}"  # noqa: S104 - compared, not bound
ALLOWED_HOSTS_TEXT = env(
    "ALLOWED_HOSTS",
    default="",
    group="server",
    help="Host names answered to, with commas; empty means those of PUBLIC_URL, HOST and this machine.",
)
BEHIND_PROXY = env(
    "BEHIND_PROXY",
    default=False,
    group="server",
    help="1 when a proxy in front sets X-Forwarded-Proto and X-Forwarded-For (and removes what clients send there).",
)
WEBHOOK_NETWORKS = env(
    "WEBHOOK_NETWORKS",
    default="",
    group="server",
    help="Networks that are not public and yet may be sent shared facts, with commas, e.g. 10.20.0.0/16; empty: none.",
)
WEB_WORKERS = env("WEB_WORKERS", default=2, group="server", help="Processes of the web server.")
WEB_THREADS = env("WEB_THREADS", default=4, group="server", help="Threads in each process of the web server.")
MAX_BODY_MB = env("MAX_BODY_MB", default=64, group="server", help="Largest request in MB; a larger one is refused.")

# --- demo ---
DEMO = env("DEMO", default=True, group="demo", help="1 fills an empty database with the demo county at first start.")
SIZE = env("SIZE", default="small", group="demo", help="Size of the demo county: small (1,500 requests) or large.")

# --- data ---
DATA = Path(env("DATA", default="", group="data", help="Folder of database and photos; empty: data.") or ROOT / "data")
SECRETS_DIR = Path(
    env("SECRETS_DIR", default="", group="data", help="Folder of keys, to be saved apart; empty: secrets in DATA.")
    or DATA / "secrets"
)
DATABASE_URL = env(
    "DATABASE_URL",
    default="",
    group="data",
    help="postgres://user:password@host:port/name; empty means SQLite in DATA.",
)
DATABASE_ROLE = env(
    "DATABASE_ROLE",
    default="",
    group="data",
    help="PostgreSQL role of web and worker, which may not read the vault, e.g. minqing_web (see `setup-roles`).",
)
VAULT_DATABASE_URL = env(
    "VAULT_DATABASE_URL",
    default="",
    group="data",
    help="PostgreSQL address of the owner, for reveals only; empty means DATABASE_URL without the role.",
)
BACKUP_DAYS = env(
    "BACKUP_DAYS",
    default=30,
    group="data",
    help="For how many days backups are kept; certificates of erasure name the day.",
)
SEALS_DIR = Path(
    env(
        "SEALS_DIR",
        default="",
        group="data",
        help="Folder of seals and erasures kept outside the database, best on another disk; empty: seals in DATA.",
    )
    or DATA / "seals"
)
SEAL_MAIL = env(
    "SEAL_MAIL",
    default="",
    group="data",
    help="E-mail address outside this machine that gets each day's seal, e.g. the neighbouring county's; empty: none.",
)
MEDIA_ROOT = DATA / "photos"

SQLITE_FILE = None if DATABASE_URL else DATA / "minqing.sqlite3"
if SQLITE_FILE:
    DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    DATABASES = {"default": sqlite(SQLITE_FILE)}
else:
    DATABASES = {"default": postgres(DATABASE_URL, role=DATABASE_ROLE)}
# Reveals read through this alias. It is a connection of its own only where the web's role may not read the vault.
VAULT_ALIAS = "default"
if DATABASE_URL and (DATABASE_ROLE or VAULT_DATABASE_URL):
    VAULT_ALIAS = "vault"
    DATABASES["vault"] = {**postgres(VAULT_DATABASE_URL or DATABASE_URL), "TEST": {"MIRROR": "default"}}

SECRET_KEY = secret_text(SECRETS_DIR, "django", database=SQLITE_FILE)
RECEIPT_KEY = bytes.fromhex(secret_text(SECRETS_DIR, "receipt", database=SQLITE_FILE))
VAULT_KEYS_FILE = vault_keys_file(SECRETS_DIR, database=SQLITE_FILE)

ENV_SETTINGS = SETTINGS

# --- office ---
OFFICE_OPENS = env("OFFICE_OPENS", default="08:30", group="office", help="When a working day begins, Asia/Shanghai.")
OFFICE_CLOSES = env("OFFICE_CLOSES", default="18:00", group="office", help="When a working day ends, Asia/Shanghai.")
DUTY_PHONE = env(
    "DUTY_PHONE",
    default="",
    group="office",
    help="Phone of the duty officer who is alarmed at danger to life; empty shows a red bar and fails /healthz.",
)

# --- mail ---
SMTP_HOST = env("SMTP_HOST", default="", group="mail", help="Mail server; empty writes mails to a folder in DATA.")
SMTP_PORT = env("SMTP_PORT", default=587, group="mail", help="Port of the mail server.")
SMTP_USER = env("SMTP_USER", default="", group="mail", help="Name at the mail server.")
SMTP_PASSWORD = env("SMTP_PASSWORD", default="", group="mail", help="Password at the mail server.")
SMTP_TLS = env("SMTP_TLS", default=True, group="mail", help="1 to speak STARTTLS with the mail server.")
SMTP_FROM = env("SMTP_FROM", default="minqing@localhost", group="mail", help="Sender of mails.")
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS = SMTP_HOST, SMTP_PORT, SMTP_TLS
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = SMTP_USER, SMTP_PASSWORD
DEFAULT_FROM_EMAIL, EMAIL_TIMEOUT = SMTP_FROM, 20
EMAIL_FILE_PATH = DATA / "outbox" / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SMTP_HOST else 'filebased'}.EmailBackend"
MAIL_ADDRESS = env(
    "MAIL_ADDRESS",
    default="",
    group="mail",
    help="Address residents write to, with commas if several; answers name the first, mails from it are no requests.",
)
MAIL_PLUS = env("MAIL_PLUS", default=False, group="mail", help="1 when mail to name+mark@… reaches MAIL_ADDRESS too.")
IMAP_HOST = env("IMAP_HOST", default="", group="mail", help="Server of the residents' mailbox; empty: none is asked.")
IMAP_PORT = env("IMAP_PORT", default=993, group="mail", help="Port of that server.")
IMAP_USER = env("IMAP_USER", default="", group="mail", help="Name at that server.")
IMAP_PASSWORD = env("IMAP_PASSWORD", default="", group="mail", help="Password at that server.")
IMAP_FOLDER = env("IMAP_FOLDER", default="INBOX", group="mail", help="Folder in which new mails are looked for.")
IMAP_TLS = env("IMAP_TLS", default=True, group="mail", help="1 to speak TLS; 0 only on this machine itself.")
IMAP_CA_FILE = env("IMAP_CA_FILE", default="", group="mail", help="File of the certificate to trust; empty: the usual.")
SMS_GATEWAY_URL = env(
    "SMS_GATEWAY_URL", default="", group="mail", help="Address text messages are sent to by HTTP; empty: they wait."
)
SMS_GATEWAY_BODY = env(
    "SMS_GATEWAY_BODY",
    default='{"to": "{to}", "text": "{body}", "id": "{key}"}',
    group="mail",
    help="What is sent to it: JSON, or a form such as mobile={to}&content={body}.",
)
SMS_GATEWAY_SUCCESS = env(
    "SMS_GATEWAY_SUCCESS",
    default="",
    group="mail",
    help="What a taken message is known by in the JSON answer, e.g. code=0; empty: any answer of 200 to 299.",
)
SMS_GATEWAY_SECRET = env("SMS_GATEWAY_SECRET", default="", group="mail", help="Secret that signs what is sent to it.")
SMS_IN_SECRET = env(
    "SMS_IN_SECRET", default="", group="mail", help="Secret that signs incoming texts; empty: none come."
)
SMS_IN_FIELDS = env(
    "SMS_IN_FIELDS",
    default="from=from,text=text,id=id,ref=ref,part=part,parts=parts",
    group="mail",
    help="How the gateway names sender, text, message, and the parts of a long one: ours=theirs, with commas.",
)
WECHAT_TOKEN = env("WECHAT_TOKEN", default="", group="mail", help="Token of the WeChat account; empty: none calls.")
WECHAT_AES_KEY = env(
    "WECHAT_AES_KEY", default="", group="mail", help="Its EncodingAESKey, 43 letters; then plain messages are refused."
)
WECHAT_APP_ID = env("WECHAT_APP_ID", default="", group="mail", help="Its AppID, or the CorpID of WeCom.")
VOICE_RECOGNISER = env(
    "VOICE_RECOGNISER",
    default="",
    group="mail",
    help="Program that reads a voice message on standard input and prints what it hears; empty: a person hears it.",
)
MESSAGE_HOURS = env(
    "MESSAGE_HOURS",
    default=24,
    group="mail",
    help="After how many hours mails and text messages that wait in DATA/outbox are removed, fetched or not.",
)

# --- Django ---
DEBUG = False
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "ninja",
    *OUR_APPS,
]
AUTH_USER_MODEL = "directory.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "minqing.conf.urls"
WSGI_APPLICATION = "minqing.conf.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "minqing.web.middleware.ActorMiddleware",
    "minqing.web.middleware.RefusedMiddleware",
    "minqing.web.middleware.PolicyMiddleware",
    "minqing.web.pressing.PressedOnceMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("minqing.web.fixed.Loader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.static",
            ],
        },
    }
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 12

# --- language and time ---
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [SRC / "minqing/kernel/locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- static files ---
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / ".static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- security ---
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if HTTPS else []
CSRF_FAILURE_VIEW = "minqing.web.failures.forged"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "minqing.conf.logs.LineFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"minqing": {"level": "INFO"}},
}
