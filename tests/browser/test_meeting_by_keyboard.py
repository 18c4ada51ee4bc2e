"""A meeting by keyboard alone: three commissions are reported and approved, a board member asks, the planner answers,
the controller seals, and the board member finds question and answer in the sealed papers."""

from __future__ import annotations

import pytest

from tests.browser.test_keyboard import tab_to
from tests.browser.test_whole_job import Person, Planner, _as_typed

pytestmark = pytest.mark.browser

AT = "/exempelnamnden/2026-12-16/"
CODES = ("x10", "x11", "x13")
QUESTION = "Hur många berörs av förseningen?"
ANSWER = "Fyra områden berörs, och två av dem har en plan."


@pytest.fixture
def meeting(portal):
    """The made-up board's meeting of December, with three commissions to report. Its period has ended already,
    whatever day it is: what is to come is not sealed."""
    marks = ", ".join(["%s"] * len(CODES))
    chosen = f"SELECT id FROM commissions_commission WHERE code IN ({marks})"
    portal.database.run(f"DELETE FROM commissions_reportdate WHERE commission_id IN ({chosen})", *CODES)
    portal.database.run(
        f"UPDATE commissions_commission SET periodicity = 'every_meeting' WHERE code IN ({marks})", *CODES
    )
    portal.database.run(
        "UPDATE organisation_reportingperiod SET start = '2026-01-15', \"end\" = '2026-02-10' "
        "WHERE slug = '2026-12-16'"
    )
    return portal


class MeetingPlanner(Planner):
    """Comes to what is to be reported by the calendar."""

    def report_everything(self) -> int:
        self.visitor.go(f"{AT}meetings/")
        self.follow(f"main a[href='{AT}meetings/2026-12-16/']")
        self.follow(f"main a[href='{AT}reporting/']")
        total = int(self.page.locator("#reporting-head progress").get_attribute("max"))
        for _row in range(total + 1):
            if not self._next():
                return total
        raise AssertionError(f"something is missing after {total} rows")


def test_a_meeting_is_reported_asked_about_and_sealed_by_keyboard_alone(visit, meeting):
    planner = MeetingPlanner(visit, "exempel-planerare", 1280)
    assert planner.report_everything() == len(CODES)
    planner.submit()

    manager = Person(visit, "exempel-chef", 1280)
    manager.follow(f"#waiting ~ ul a[href^='{AT}']")
    manager.follow("form[action$='/approve/'] button")

    member = Person(visit, "exempel-ledamot", 1280)
    member.follow(f"main a[href='{AT}']")
    member.follow(f"a[href='{AT}commissions/']")
    member.follow(f"a[href='{AT}questions/ask/commissions.x10/']")
    tab_to(member.page, "[name=text]")
    member.page.keyboard.type(QUESTION)
    member.follow("main form button[type=submit]")
    assert QUESTION in member.words

    planner.start()
    planner.follow(f"#next ~ ul a[href='{AT}questions/']")
    planner.follow("main a[href$='/answer/']")
    tab_to(planner.page, "[name=text]")
    planner.page.keyboard.type(ANSWER)
    planner.follow("main form button[type=submit]")
    assert ANSWER in planner.words

    controller = Person(visit, "exempel-controller", 1280)
    controller.follow(f"#waiting ~ ul a[href^='{AT}']")
    controller.follow("a[href$='/report/seal/']")
    for name, text in {"diary_number": "EX 9-2026", "paragraph": "12", "decided_on": "2026-02-12"}.items():
        tab_to(controller.page, f"[name={name}]")
        controller.page.keyboard.type(_as_typed(controller.page, text))
    controller.follow("main form button[type=submit]")

    member.visitor.go(f"{AT}report/")
    assert [text for text in (QUESTION, ANSWER) if text in member.words] == [QUESTION, ANSWER]
    tab_to(member.page, "main a[href*='/sealed/'][href$='file.html']")
    with member.page.expect_download() as started:
        member.enter()
    sealed = started.value.path().read_text("utf-8")
    assert [text for text in (QUESTION, ANSWER) if text in sealed] == [QUESTION, ANSWER]
    member.visitor.go(f"{AT}questions/")
    assert member.page.locator("main .notice").count() == 1
