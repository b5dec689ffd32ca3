"""All settings. The environment is read here and nowhere else; with none, they are local (see docs/operations.md).

`SITE_URL=https://…` makes it production: what production needs is then required, and a missing one stops the start.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.forms import Script

from newsroom.theme import THEME_SCRIPT_HASH

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in ("", "1", "true", "yes", "0", "false", "no"):
        return default if value == "" else value in ("1", "true", "yes")
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no: write 1 or 0.")


def env_list(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def required(name: str, why: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Production needs it: {why}.")
    return value


def local_secret() -> str:
    """A key of this checkout's own, made once and kept out of git."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text().strip()


# -- where it runs ----------------------------------------------------------------------------------------------

VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))
SITE_URL = os.environ.get("SITE_URL", "").strip().rstrip("/")
PRODUCTION = bool(SITE_URL)
DEBUG = env_bool("DEBUG", default=False)

if PRODUCTION:
    if urlsplit(SITE_URL).scheme != "https" or not urlsplit(SITE_URL).hostname:
        raise ImproperlyConfigured(f"SITE_URL={SITE_URL!r} must be an https address: https://news.example.org")
    SECRET_KEY = required("SECRET_KEY", "sessions and signed links are built on it; 50 random characters")
    ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or [str(urlsplit(SITE_URL).hostname)]
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
    if env_bool("BEHIND_PROXY", default=False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
else:
    SITE_URL = "http://127.0.0.1:8000"
    SECRET_KEY = os.environ.get("SECRET_KEY") or local_secret()
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# -- the outlet -------------------------------------------------------------------------------------------------

OUTLET_NAME = os.environ.get("OUTLET_NAME", "Liner")
OUTLET_EMAIL = os.environ.get("OUTLET_EMAIL", "desk@example.org")
# A WebSub hub to which feeds point, and which `notify_hub` tells of what is new.
WEBSUB_HUB = os.environ.get("WEBSUB_HUB", "").strip()
TIME_ZONE = os.environ.get("OUTLET_ZONE", "UTC")
USE_TZ = True
LANGUAGE_CODE = "en-gb"
# One language: looking for translations took a tenth of a page’s time.
USE_I18N = False
FORMAT_MODULE_PATH = "newsroom.formats"

# How long the choice of a story's related ones is kept; whether they are live is asked each time.
RELATED_KEPT_SECONDS = 300
# How often a process writes down which addresses readers asked for in vain.
MISSING_PAGES_EVERY_SECONDS = 60
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# -- what it is made of -----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "articles",
    "people",
    "newsroom",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_prose_editor",
    "taggit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    # Inside gzip, which adds random bytes: the fingerprint must be of the page itself.
    "newsroom.caching.CachePolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.outlet.outlet",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'db.sqlite3'}",
        conn_max_age=600,
        # A transaction's connection may be another's next: nothing is kept in it, cursors or plans (articles/planner.py).
        disable_server_side_cursors=env_bool("BEHIND_POOLER", default=False),
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    # A file, not memory: the browser tests' server has threads, and shared memory answers them "table is locked".
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
    # Measured under two writers and eight readers: WAL alone still answers "locked"; IMMEDIATE and a long timeout don't.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
    }

# -- files ------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Where collectstatic gathers them; locally they are served from where they lie.
STATIC_ROOT = os.environ.get("STATIC_ROOT") or (BASE_DIR / "staticfiles" if PRODUCTION else None)
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644
RENDITIONS_IN_BACKGROUND = True

# -- safety -----------------------------------------------------------------------------------------------------

# Players load only after a reader presses play; these are the hosts that then may be framed (articles/body/players).
PLAYER_HOSTS = [
    "https://www.youtube-nocookie.com",
    "https://player.vimeo.com",
    "https://open.spotify.com",
    "https://embed.music.apple.com",
    "https://w.soundcloud.com",
    "https://bandcamp.com",
    "https://www.tiktok.com",
    "https://www.instagram.com",
    "https://platform.twitter.com",
    "https://embed.tidal.com",
    "https://widget.deezer.com",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # The hash is the theme one-liner's; the nonce is only made where the admin asks for it (its import map).
        "script-src": [SELF, THEME_SCRIPT_HASH, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF, *PLAYER_HOSTS],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"

# -- mail -------------------------------------------------------------------------------------------------------

# Without a host, mail is printed where the process runs.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = bool(EMAIL_HOST)
EMAIL_PORT = 587
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = OUTLET_EMAIL

# -- libraries --------------------------------------------------------------------------------------------------

# The editor's own preset: native ES modules, no build step (docs/decisions).
DJANGO_PROSE_EDITOR_PRESETS = {"article": [Script("js/desk/article-body.js", type="module")]}
TAGGIT_CASE_INSENSITIVE = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
