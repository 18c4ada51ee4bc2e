"""The one settings file. Every variable has a default that works on a developer's machine.

BOARDPORTAL_ENV=production turns the defaults off that are only safe there: it demands a secret key and
the host names, and sends cookies over HTTPS only.
"""

from pathlib import Path
from urllib.parse import unquote, urlparse

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from boardportal import env

BASE_DIR = Path(__file__).resolve().parent.parent

PRODUCTION = env.text("BOARDPORTAL_ENV") == "production"
DEBUG = not PRODUCTION and env.flag("BOARDPORTAL_DEBUG", True)
SECRET_KEY = env.text("BOARDPORTAL_SECRET_KEY") or ("" if PRODUCTION else "only-for-development-and-demo")
if not SECRET_KEY:
    raise ImproperlyConfigured("BOARDPORTAL_SECRET_KEY is missing: set it to a long random text.")
ALLOWED_HOSTS = env.words("BOARDPORTAL_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("BOARDPORTAL_HOSTS is missing: set it to the portal's host names.")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "followup",
    "organisation",
    "commissions",
    "goals",
    "savings",
    "staffing",
    "economy",
    "reports",
    "boardportal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "organisation.middleware.reader_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "organisation.middleware.htmx_answers",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "organisation.middleware.no_store",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "boardportal.urls"
WSGI_APPLICATION = "boardportal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["followup.templatetags.followup", "django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]


def database(url: str) -> dict:
    """The database that BOARDPORTAL_DATABASE names, «postgresql://user:password@host:port/name», or the
    embedded SQLite file. SQLite writers queue (IMMEDIATE) instead of failing, and every commit is on disk."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": env.text("BOARDPORTAL_SQLITE", str(BASE_DIR / "boardportal.sqlite3")),
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlparse(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured("BOARDPORTAL_DATABASE must begin with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": database(env.text("BOARDPORTAL_DATABASE"))}

AUTH_USER_MODEL = "organisation.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "boardportal.assets.PlotlyFinder",
]
# Outside production files are found where they lie, in the repository and in the installed packages.
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.flag("BOARDPORTAL_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrf"

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# The builders of the report's sections and of the lists of duties, by dotted path: the report and the
# start page know no wing. boardportal.checks imports each.
REPORT_SECTIONS = [
    "goals.section.goals",
    "commissions.section.commissions",
    "savings.section.savings",
    "staffing.section.people",
    "staffing.section.hired",
    "economy.section.result",
    "economy.section.deviations",
    "economy.section.forecast",
    "reports.section.chapters",
]
DUTIES = [
    "goals.duties.duties",
    "commissions.duties.duties",
    "savings.duties.duties",
    "staffing.duties.duties",
    "economy.duties.duties",
    "reports.duties.duties",
]
FIXTURE_LOADERS = [
    "goals.fixtures.load",
    "commissions.fixtures.load",
    "savings.fixtures.load",
    "staffing.fixtures.load",
    "economy.fixtures.load",
    "reports.fixtures.load",
]
