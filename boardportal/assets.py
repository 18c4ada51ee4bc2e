"""Static files: Plotly's script from the installed wheel, never copied into the repository, never from elsewhere;
and in production each file under a name that says its content, also where one script imports another."""

from importlib.resources import files

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

NAME = "plotly/plotly.min.js"


class PlotlyFinder(BaseFinder):
    """Finds the one file `plotly/plotly.min.js`."""

    def __init__(self, *args, **kwargs):
        self.storage = FileSystemStorage(location=str(files("plotly") / "package_data"))
        self.storage.prefix = "plotly"

    def find(self, path, find_all=False, **kwargs):
        if path != NAME:
            return []
        found = self.storage.path("plotly.min.js")
        return [found] if find_all else found

    def list(self, ignore_patterns):
        yield "plotly.min.js", self.storage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Names in `import "./drafts.js"` are rewritten too, in our own scripts: those of packages import nothing of
    each other, and speak of imports in comments."""

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )
