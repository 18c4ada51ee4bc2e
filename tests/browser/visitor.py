"""One reader's browser: a context with a page, what it complains about, and how to set width, theme and language."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect

HEIGHT = 900
# For anything, in milliseconds: four times what a PDF takes on the slowest machine that tests are run on.
PATIENCE = 30_000
# From this width on charts answer the pointer: 40rem in static/js/charts.js.
ROOMY = 640

expect.set_options(timeout=PATIENCE)


class Visitor:
    """A browser context of its own. `page` is Playwright's, with the portal's address as its base."""

    def __init__(self, chromium: Browser, portal, cookies: dict | None, *, width: int = 1280, javascript: bool = True):
        self.portal = portal
        self.complaints: list[str] = []
        # The beginnings of messages that are no complaint. Chromium says the status of an answer («422») in the
        # console too: what is wrong with one `_answered` tells. A test adds what it brings about on purpose.
        self.forgiven = ["Failed to load resource"]
        self.context = chromium.new_context(
            base_url=portal.url,
            storage_state=cookies,
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=javascript,
        )
        # The statuses of answers that are no complaint, though the server's own: a test that brings one about adds it.
        self.expected: set[int] = set()
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.another()

    def another(self) -> Page:
        """One more tab, listened to like the first."""
        page = self.context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)
        return page

    def _heard(self, message: ConsoleMessage):
        if message.type in {"error", "warning"} and not message.text.startswith(tuple(self.forgiven)):
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request: Request):
        if request.url.startswith(("http", "ws")) and not request.url.startswith(self.portal.url):
            self.complaints.append(f"request to another origin: {request.url}")

    def _answered(self, response: Response):
        is_file = urlsplit(response.url).path.startswith("/static/")
        if response.status in self.expected:
            return
        if response.status >= 500 or (is_file and response.status >= 400):
            self.complaints.append(f"{response.status} from {response.url}")

    def set(self, *, width: int = 1280, theme: str = "light", language: str = "sv") -> Visitor:
        """How the reader looks at the pages from now on."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme=theme)
        self.context.add_cookies([{"name": "django_language", "value": language, "url": self.portal.url}])
        return self

    def go(self, path: str) -> int:
        """Opens a path of the portal and gives the status of the answer."""
        return self.page.goto(path).status

    def settle(self) -> None:
        """Waits until nothing more happens by itself: on a wide screen every chart has come alive."""
        if self.page.viewport_size["width"] >= ROOMY and self.page.locator("script[data-plotly]").count():
            for chart in self.page.locator(".chart").all():
                if chart.is_visible():
                    chart.scroll_into_view_if_needed()
                    expect(chart.locator(".chart-live .main-svg").first).to_be_visible()
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")

    def close(self) -> list[str]:
        """Ends the context and gives what the browser has complained about."""
        self.context.close()
        return self.complaints
