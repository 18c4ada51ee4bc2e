"""One tab with several forms open, and somebody who types in it and answers whatever the page asks."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Response

from boardportal.demo import PASSWORD
from tests.browser.pages import BOARD, log_in
from tests.faults.journal import WORD, Journal

NETWORK = Path(__file__).with_name("network.js")
# In milliseconds.
PATIENCE = 30_000


@dataclass(frozen=True)
class Form:
    """A form of one of the board's pages, and its texts."""

    path: str
    dom_id: str
    columns: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.dom_id.removeprefix("row-").replace("-", ".", 1)

    def place(self, column: str) -> str:
        return f"{self.dom_id}-{column}"


FORMS = [
    Form("goals/", "row-goals-m1a", ("analysis", "measures_text")),
    Form("goals/", "row-goals-i05", ("comment",)),
    Form("savings/", "row-savings-s07", ("comment",)),
]

# In one go, so that nothing comes between the look, the caret and the word.
EDIT = """([id, at, text, take]) => {
  const field = document.getElementById(id);
  field?.focus();
  if (!field || document.activeElement !== field) return null;
  const gaps = [0, ...[...field.value.matchAll(/\\s+/g)].map((gap) => gap.index + gap[0].length)];
  const start = at >= 1 ? field.value.length : gaps[Math.floor(at * gaps.length)];
  const end = take ? gaps.find((gap) => gap > start) ?? field.value.length : start;
  // With nothing to take, the key would take the sign before the caret.
  if (take && start === end) return "";
  field.setSelectionRange(start, end);
  const gone = field.value.slice(start, end);
  document.execCommand(text ? "insertText" : "delete", false, text && (start && at >= 1 ? " " + text : text));
  return gone;
}"""
LOOK = """() => [...document.querySelectorAll("form[data-autosave]")].map((form) => ({
  key: form.dataset.key,
  state: form.querySelector(".save-state").dataset.state,
  texts: Object.fromEntries([...form.querySelectorAll("textarea")].map((field) => [field.id, field.value])),
}))"""


class Tab:
    """`counts` takes up saves that were acknowledged, conflicts and recoveries."""

    def __init__(self, name: str, context: BrowserContext, journal: Journal, chance: random.Random, counts: dict):
        self.name, self.context, self.journal = name, context, journal
        self.chance, self.counts = chance, counts
        self.page: Page | None = None
        # What the portal answered and what was chosen, since last asked.
        self.notes: list[str] = []
        self.forms: list[Form] = []

    def new(self, path: str | None = None) -> None:
        """A new tab on one of the pages, with its forms open."""
        if self.page is not None:
            self.page.close(run_before_unload=False)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.add_init_script(path=NETWORK)
        self.page.on("dialog", lambda dialog: dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss())
        self.page.on("response", self._answered)
        path = path or self.chance.choice(["goals/", "goals/", "savings/"])
        self.forms = [form for form in FORMS if form.path == path]
        self.page.goto(BOARD + path)
        self.open()

    def _answered(self, response: Response) -> None:
        if "x-autosave" in response.request.headers:
            headers = response.request.headers
            name = response.url.rstrip("/").rsplit("/", 1)[-1]
            self.notes.append(
                f"{name} {headers.get('x-tab', '')[:8]} no. {headers.get('x-sequence')}: {response.status}"
            )
            self.counts["saves acknowledged"] += response.status == 200
            self.counts["conflicts"] += response.status == 409

    def reload(self) -> None:
        self.page.reload()
        self.open()

    def open(self) -> None:
        """Opens every form that is closed."""
        for form in self.forms:
            self.answer()
            if not self.page.locator(f"#{form.dom_id} form[data-autosave]").count():
                self.page.evaluate("(id) => document.getElementById(id)?.click()", f"{form.dom_id}-edit")
                self._appears(f"#{form.dom_id} form[data-autosave]")
        self.answer()

    def _appears(self, selector: str) -> None:
        try:
            self.page.wait_for_selector(f"{selector}, dialog[open]", timeout=3000)
        except Error:
            # Not now: the server is on its way up, or the period was locked. Tried again at the next step.
            return

    # ---- Typing ----

    def type(self, at: float | None = None) -> str:
        """Types a word or two into one of the texts, or takes one away; what was done, for the story."""
        form = self.chance.choice(self.forms)
        place = form.place(self.chance.choice(form.columns))
        at = self.chance.choice([0, 1, 1, self.chance.random()]) if at is None else at
        kind = self.chance.random()
        if kind < 0.12:
            gone = self.page.evaluate(EDIT, [place, at, "", True])
            self.journal.removed(gone or "")
            return f"{self.name} {place} deletes {gone!r}"
        # A sentence: what two people have of a text is put together by sentences.
        words = f"Ja {self.journal.words(self.chance.choice([9, 9, 18, 60]))}. "
        if kind < 0.3:
            return self._by_keys(place, words)
        return self.type_words(place, words, at)

    def type_words(self, place: str, words: str, at: float) -> str:
        """At the beginning (0), at the end (1), or before a word in between."""
        if self.page.evaluate(EDIT, [place, at, words, False]) is None:
            return f"{self.name} {place} is not there"
        self.journal.typed(place, words)
        return f"{self.name} {place} types {words!r} at {at:.2f}"

    def _by_keys(self, place: str, words: str) -> str:
        """Key by key at the end, as a person does; the words count that came into the text."""
        focus = "(id) => { document.getElementById(id)?.focus(); return document.activeElement.id === id; }"
        if not self.page.evaluate(focus, place):
            return f"{self.name} {place} is not there"
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(f" {words}")
        # A dialog may have come in between, or the form have closed, in sight: what came after is not in the text.
        came = self.page.evaluate("(id) => window.typedInto[id] ?? ''", place)
        words = " ".join(word for word in WORD.findall(words) if word in came)
        self.journal.typed(place, words)
        return f"{self.name} {place} keys {words!r}"

    def choose(self) -> None:
        """Sets the status of one of the forms."""
        select = "(id) => document.querySelector(`#${id} form select`)"
        script = f"(id) => {{ const one = ({select})(id); if (one) one.selectedIndex = (one.selectedIndex + 1) % "
        script += "one.options.length; one?.dispatchEvent(new Event('change', {bubbles: true})); }"
        self.page.evaluate(script, self.chance.choice(self.forms).dom_id)

    # ---- What the page says and asks ----

    def look(self) -> list[dict]:
        """The forms that are open: {key, state, texts}; the journal takes down what is said of each text."""
        seen = self.page.evaluate(LOOK)
        for form in seen:
            for place, text in form["texts"].items():
                self.journal.saw(place, text, form["state"])
        return seen

    def answer(self) -> None:
        """Logs in where the page asks for it, settles conflicts and takes back what is offered, all without loss."""
        if urlsplit(self.page.url).path == "/login/":
            log_in(self.page, self.name.split("-")[0])
        if self.page.locator("dialog.login-again[open]").count():
            self._log_in()
        while self._merge("[data-restore]", ".left-behind"):
            self.counts["recoveries"] += 1
        while self._merge("[data-conflict-done]", "[data-conflict]"):
            pass

    def _log_in(self) -> None:
        dialog = self.page.locator("dialog.login-again")
        try:
            dialog.locator("[name=password]").fill(PASSWORD, timeout=3000)
            dialog.locator("[type=submit]").click(timeout=3000)
            dialog.wait_for(state="detached", timeout=8000)
        except Error:
            # The server does not answer yet: asked again at the next step.
            return

    def _merge(self, button: str, notice: str) -> bool:
        """Presses the button so that every word survives: takes both, or types in again what would go. Whether it
        could be pressed."""
        script = """([button, notice, takesBoth]) => {
          const around = document.querySelector(button)?.closest(notice);
          // Behind a dialog nobody can type: answered when it has been.
          if (!around || document.querySelector("dialog[open]")) return false;
          const form = around.closest("form");
          const fields = [...form.querySelectorAll("textarea")];
          const before = new Map(fields.map((field) => [field.id, [field.value]]));
          for (const one of around.querySelectorAll("[data-take=both]")) {
            before.get(one.dataset.field)?.push(one.dataset.value);
            if (takesBoth) one.click();
          }
          const missing = () => {
            for (const field of fields) {
              const words = before.get(field.id).join(" ").match(/w\\d{6}[a-z]/g) ?? [];
              const gone = words.filter((word) => !field.value.includes(word));
              if (!gone.length) continue;
              field.focus();
              field.setSelectionRange(field.value.length, field.value.length);
              document.execCommand("insertText", false, ` ${gone.join(" ")} `);
            }
          };
          if (button !== "[data-restore]") missing();
          around.querySelector(button).click();
          if (button === "[data-restore]") missing();
          return true;
        }"""
        takes_both = self.chance.random() < 0.5
        is_pressed = self.page.evaluate(script, [button, notice, takes_both])
        if is_pressed:
            self.notes.append(f"{button} {'both' if takes_both else 'as it stands'}")
        return is_pressed
