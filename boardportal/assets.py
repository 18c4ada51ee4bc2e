"""Serves Plotly's script from the installed wheel: never copied into the repository, never from elsewhere."""

from importlib.resources import files

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

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
