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
# What an earlier key signed or encrypted is still read.
SECRET_KEY_FALLBACKS = env.words("BOARDPORTAL_OLD_SECRET_KEYS")
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
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
    "organisation.middleware.DatabaseAway",
    "organisation.middleware.same_person",
    "organisation.middleware.no_store",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "boardportal.accounts.middleware.second_step_required",
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
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "account_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "boardportal.accounts.passwords.LocalWordsValidator"},
]
# A link to choose a password is good for a day, and once.
PASSWORD_RESET_TIMEOUT = 24 * 3600
# Twelve hours from the login, whatever is done meanwhile: a long working day. No idle limit: docs/adr/0007.
SESSION_COOKIE_AGE = 12 * 3600

# Attempts are counted here, so that every process of the server counts the same ones.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "boardportal_cache"},
}

ACCOUNT_ADAPTER = "boardportal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
# Django's own: the link dies with the password, the address and the last login. The library's copies addresses to a
# table of its own, where one that an administrator has changed would go on to open the account.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_FORMS = {
    "login": "boardportal.accounts.forms.LoginForm",
    "reauthenticate": "boardportal.accounts.forms.ReauthenticateForm",
    "change_password": "boardportal.accounts.forms.ChangePasswordForm",
    "reset_password": "boardportal.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "boardportal.accounts.forms.ResetPasswordKeyForm",
}
# So many proxies stand in front and write X-Forwarded-For. Too many here, and a visitor can make up an address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("BOARDPORTAL_PROXIES", 1 if PRODUCTION else 0)

# Two-step login is demanded of everybody who does more than read what is decided.
REQUIRE_MFA = env.flag("BOARDPORTAL_REQUIRE_MFA", PRODUCTION)
MFA_ADAPTER = "boardportal.accounts.adapter.MFAAdapter"
MFA_TOTP_ISSUER = "Boardportal"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "boardportal.accounts.forms.AuthenticateForm",
    "reauthenticate": "boardportal.accounts.forms.ReauthenticateByCodeForm",
    "activate_totp": "boardportal.accounts.forms.ActivateTOTPForm",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "security": {"format": "{asctime} {name} {message}", "style": "{", "datefmt": "%Y-%m-%dT%H:%M:%S%z"},
    },
    "handlers": {"security": {"class": "logging.StreamHandler", "formatter": "security"}},
    "loggers": {"boardportal.security": {"handlers": ["security"], "level": "INFO"}},
}

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
        "BACKEND": "boardportal.assets.HashedFiles"
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
CSRF_FAILURE_VIEW = "boardportal.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
# A form of six texts as long as they may be, in the widest characters there are: twelve bytes each as they are sent.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
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


def mail_server(url: str) -> dict:
    """The mail server that BOARDPORTAL_SMTP names, «smtp://user:password@host:587» (STARTTLS) or «smtps://…» (TLS
    from the start); without it mails are printed in the console."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlparse(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured("BOARDPORTAL_SMTP must begin with smtp:// or smtps:// and name a host.")
    is_tls = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if is_tls else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_tls,
        "EMAIL_USE_TLS": not is_tls,
        "EMAIL_TIMEOUT": 10,
    }


globals().update(mail_server(env.text("BOARDPORTAL_SMTP")))
DEFAULT_FROM_EMAIL = env.text("BOARDPORTAL_MAIL_FROM", "boardportal@localhost")
# Links in mails lead here: to the first of the host names where nothing else is said.
PORTAL_URL = env.text("BOARDPORTAL_URL") or (f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://127.0.0.1:8000")
# Days left to the due date when people are reminded; negative after it.
REMINDER_DAYS = (7, 1, -1, -7)

# The builders of the report's sections and of the lists of duties, by dotted path: the report and the
# start page know no wing. boardportal.checks imports each.
REPORT_SECTIONS = [
    "goals.section.goals",
    "goals.star.star",
    "commissions.section.commissions",
    "commissions.register_section.register",
    "savings.section.savings",
    "staffing.section.people",
    "staffing.section.hired",
    "staffing.section.care",
    "economy.section.result",
    "economy.section.deviations",
    "economy.section.forecast",
    "reports.section.chapters",
    "organisation.questions.section.questions",
    "reports.case_section.cases",
]
DUTIES = [
    "goals.duties.duties",
    "commissions.duties.duties",
    "savings.duties.duties",
    "staffing.duties.duties",
    "economy.duties.duties",
    "reports.duties.duties",
]
# What one file of a report may take, before it is given up: seconds, and the memory of the process that writes it.
REPORT_SECONDS = 180
REPORT_MEGABYTES = 2_000
# What is reported to a meeting of the board: how its commissions and the availability of care stand, and the matters
# that it is to decide on.
MEETING_WINGS = {"commissions", "staffing", "reports"}
FIXTURE_LOADERS = [
    "goals.fixtures.load",
    "commissions.fixtures.load",
    "savings.fixtures.load",
    "staffing.fixtures.load",
    "economy.fixtures.load",
    "reports.fixtures.load",
]
# What files can be imported into: organisation.imports.target.Target, by dotted path.
IMPORT_TARGETS = [
    "economy.imports.OUTCOMES",
    "savings.imports.OUTCOMES",
    "goals.imports.VALUES",
    "staffing.imports.MONTHS",
]
