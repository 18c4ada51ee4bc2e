"""Somebody who types and whose browser saves all the while, as static/js/autosave.js does."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from lxml import html as markup

AGAIN, LATE = 0.05, 0.05
TRIES = 5


@dataclass(frozen=True)
class Account:
    """A session of somebody who may write, and the field that they write in with the rest of its form."""

    user: int
    session: str
    url: str
    field: str
    form: dict[str, str]


@dataclass(frozen=True)
class Save:
    """One save as it is sent, and sent again."""

    sequence: int
    version: int
    text: str


@dataclass
class Diary:
    """What happened, for the account at the end. `acknowledged` is what the server said was saved, by number."""

    acknowledged: dict[int, str] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    milliseconds: list[float] = field(default_factory=list)
    conflicts: int = 0
    sent_again: int = 0
    answers: dict[int, int] = field(default_factory=dict)
    broken_lines: int = 0


class Editor(threading.Thread):
    """One tab. Types a word of its own every now and then, and puts both texts together after a conflict."""

    def __init__(self, number: int, account: Account, *, port: int, until: float):
        super().__init__(name=f"e{number:02}")
        self.account, self.port, self.until = account, port, until
        self.chance = random.Random(number)
        self.tab, self.sequence, self.version = str(uuid.UUID(int=self.chance.getrandbits(128))), 0, 0
        self.words: list[str] = []
        self.typed = 0
        self.late: list[tuple[float, Save]] = []
        self.diary = Diary()
        self.line: http.client.HTTPConnection | None = None
        self.token = ""

    def run(self) -> None:
        self.token, done = self._token(), False
        while time.monotonic() < self.until:
            time.sleep(self.chance.uniform(0.3, 1.0))
            self._send_late_ones()
            self._type()
            done = self._save()
        self._finish(done)
        self._send_late_ones(all_of_them=True)
        self.line.close()

    def _type(self) -> None:
        own = [word for word in self.words if word.startswith(self.name)]
        if own and self.chance.random() < 0.05:
            self.words.remove(own[-1])
            self.diary.removed.add(own[-1])
            return
        self.typed += 1
        self.words.append(f"{self.name}w{self.typed}")

    def _save(self) -> bool:
        """One save and its answer; True where the server has what stands in the form."""
        self.sequence += 1
        save = Save(self.sequence, self.version, " ".join(self.words))
        status, data = self._post(save)
        if self.chance.random() < AGAIN:
            self._again(save)
        if self.chance.random() < LATE:
            self.late.append((time.monotonic() + self.chance.uniform(1, 3), save))
        if status == 200:
            self.version = data["version"]
            self.diary.acknowledged[save.sequence] = save.text
            return True
        if status == 409 and data.get("kind") == "conflict":
            self._settle(data)
        return False

    def _settle(self, data: dict) -> None:
        """Theirs and mine, one after the other."""
        self.diary.conflicts += 1
        tree = markup.fromstring(f"<main>{data['html']}</main>")
        theirs = tree.xpath("//button[@data-take='theirs']/@data-value")
        if theirs:
            mine = [word for word in self.words if word.startswith(self.name)]
            kept = [word for word in theirs[0].split() if word not in self.diary.removed]
            self.words = list(dict.fromkeys([*kept, *mine]))
        self.version = data["version"]

    def _finish(self, done: bool) -> None:
        """Saves on until the server has everything."""
        for _attempt in range(100):
            if done:
                return
            time.sleep(self.chance.uniform(0.05, 0.3))
            done = self._save()
        raise RuntimeError(f"{self.name} cannot save what stands in the form.")

    def _again(self, save: Save) -> None:
        self.diary.sent_again += 1
        self._post(save)

    def _send_late_ones(self, *, all_of_them: bool = False) -> None:
        now = time.monotonic()
        due = [one for one in self.late if all_of_them or one[0] <= now]
        self.late = [one for one in self.late if one not in due]
        for _when, save in due:
            self._again(save)

    def _post(self, save: Save) -> tuple[int, dict]:
        body = self.account.form | {"version": str(save.version), self.account.field: save.text}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.account.session}; csrftoken={self.token}",
            "X-CSRFToken": self.token,
            "X-Autosave": "1",
            "X-Tab": self.tab,
            "X-Sequence": str(save.sequence),
            "X-User": str(self.account.user),
        }
        begun = time.monotonic()
        status, content, kind = self._ask("POST", self.account.url, urlencode(body), headers)
        self.diary.milliseconds.append((time.monotonic() - begun) * 1000)
        self.diary.answers[status] = self.diary.answers.get(status, 0) + 1
        return status, json.loads(content) if "json" in kind else {}

    def _ask(self, method: str, url: str, body: str | None = None, headers: dict | None = None):
        """The answer. A line that the server has closed is opened anew, and the same is sent again."""
        for attempt in range(TRIES):
            try:
                self.line = self.line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                self.line.request(method, url, body, headers or {})
                response = self.line.getresponse()
                content = response.read()
                self.headers = response.headers
                return response.status, content, response.headers.get("Content-Type", "")
            except (OSError, http.client.HTTPException):
                self.line.close()
                self.line = None
                # An idle line is closed by the server after two seconds: that is no fault.
                self.diary.broken_lines += attempt > 0
        raise RuntimeError(f"{self.name}: the server does not answer.")

    def _token(self) -> str:
        status, content, _kind = self._ask(
            "GET", "/account/whoami/", headers={"Cookie": f"sessionid={self.account.session}"}
        )
        if status != 200 or json.loads(content)["user"] != str(self.account.user):
            raise RuntimeError(f"{self.name} is not logged in.")
        return self.headers["Set-Cookie"].partition("csrftoken=")[2].partition(";")[0]
