"""In production each file has a name that says its content, and one script finds another by it."""

import re

from django.core.management import call_command

from boardportal.assets import HashedFiles


def test_scripts_import_each_other_by_their_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "boardportal.assets.HashedFiles"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    names = HashedFiles(location=tmp_path, base_url="/static/").hashed_files
    imported = {
        script: re.findall(
            r'(?:from|import)\s*\(?"\./([^"]+)"', (tmp_path / names[f"js/{script}.js"]).read_text("utf-8")
        )
        for script in ("app", "autosave", "presence")
    }
    assert [len(found) for found in imported.values()] == [3, 5, 1]
    assert [one for found in imported.values() for one in found if not (tmp_path / "js" / one).exists()] == []
    assert [one for found in imported.values() for one in found if one.count(".") != 2] == []
