"""What holds for the whole project, whoever wrote which part."""

import re
from pathlib import Path

import allauth
import polib
import pytest
from django.conf import settings
from django.core.management import call_command

from followup.status import SCALES

ROOT = Path(settings.BASE_DIR)
PACKAGES = [
    "boardportal",
    "reports",
    "goals",
    "savings",
    "staffing",
    "economy",
    "commissions",
    "organisation",
    "followup",
]


def _sources():
    return [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_sentence_has_its_swedish():
    catalogue = polib.pofile(str(ROOT / "locale" / "sv" / "LC_MESSAGES" / "django.po"))
    assert [entry.msgid for entry in catalogue if not entry.obsolete and not entry.translated()] == []


@pytest.mark.parametrize("scale", SCALES)
def test_every_tone_of_a_status_has_its_colour_in_both_themes(scale):
    tokens = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    for step in SCALES[scale].values():
        assert len(re.findall(rf"--tone-{step.tone}\s*:", tokens)) >= 2, step


def test_every_template_is_used():
    texts = "".join(path.read_text(encoding="utf-8") for path in _sources())
    texts += "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))
    by_django = {"400.html", "403.html", "404.html", "429.html", "500.html", "403_csrf.html"}
    # Named by django-allauth, whose page of the same name it replaces.
    theirs = Path(allauth.__file__).parent / "templates"
    # The kind of a block names its template: followup/<type>.html.
    by_kind = {f"followup/{kind}.html" for kind in ("prose", "figures", "table", "chart", "status_list", "section")}
    names = {str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html")}
    by_others = {name for name in names if (theirs / name).exists()}
    assert sorted(name for name in names - by_django - by_kind - by_others if name not in texts) == []


def test_no_template_has_script_or_style_of_its_own():
    found = []
    for path in (ROOT / "templates").rglob("*.html"):
        if "print" in path.parts or path.name == "base_print.html":
            continue
        text = path.read_text(encoding="utf-8")
        if re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=[\"']", text):
            found.append(path.name)
    assert found == []


def test_the_settings_refuse_to_start_in_production_without_a_secret(monkeypatch):
    import subprocess
    import sys

    ran = subprocess.run(
        [sys.executable, "-c", "import boardportal.settings"],
        cwd=ROOT,
        env={"BOARDPORTAL_ENV": "production", "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    assert "BOARDPORTAL_SECRET_KEY is missing" in ran.stderr
