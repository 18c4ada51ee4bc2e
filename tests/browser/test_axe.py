"""No page and no state of a page breaks a rule that axe knows. `make axe` judges each in every look."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.axe import looks, violations
from tests.browser.pages import APPROVED, BOARD, MEETING, Row, add_matter
from tests.project.routes import ROUTES

pytestmark = pytest.mark.browser

# Answers that are no pages of the portal, and the page of somebody whom the demo has not.
LEFT_OUT = {
    "organisation:calendar_file",
    "imports:template",
    "health",
    "public:schema",
    "whoami",
    "reports:pdf",
    "reports:html",
    "reports:json",
    "reports:docx",
    "reports:xlsx",
    "reports:slides_pdf",
    "reports:pptx",
    "tables",
    "commissions:register_file",
    "staffing:months_file",
    "manage:person",
    "plan_board_template",
}
# Whose pages of a kind are: the planner's, where nothing is said.
ACCOUNTS = dict.fromkeys(("manage", "manage-list"), "administrator")
ACCOUNTS |= dict.fromkeys(("verify", "imports", "import"), "controller")
KINDS = {"public", "own", "account-form", "sessions", "view", "drafts", "edit", "add", "plan", "decide", *ACCOUNTS}


def _addresses():
    """Every page to read with its kind, the ones of a period both empty and filled."""
    for name, route in ROUTES.items():
        if route.kind not in KINDS or name in LEFT_OUT:
            continue
        # The kind is part of the name of the test, so that pages of one kind can be judged by themselves.
        shown = f"{name}, {route.kind}" if route.kind in {"plan", *ACCOUNTS} else name
        yield shown, route.kind, reverse(name, kwargs=route.kwargs)
        if route.kind in {"view", "drafts"}:
            yield f"{name}, filled", route.kind, reverse(name, kwargs={**route.kwargs, "period": "2025-t2"})


PAGES = list(_addresses())


@pytest.mark.parametrize("number", range(len(PAGES)), ids=[name for name, _kind, _path in PAGES])
def test_a_page_breaks_no_rule(visit, number):
    name, kind, path = PAGES[number]
    visitor = visit("" if name == "account_login" else ACCOUNTS.get(kind, "planerare"))
    found = []
    for look in looks(number):
        visitor.set(width=look.width, theme=look.theme, language=look.language)
        assert visitor.go(path) == 200
        visitor.settle()
        found += violations(visitor.page, f"{name}, {look}")
    assert found == []


def _wrong_password(visitor):
    visitor.go("/login/")
    visitor.page.fill("[name=login]", "planerare")
    visitor.page.fill("[name=password]", "fel")
    visitor.page.click("main button[type=submit]")
    expect(visitor.page.locator("main .form-errors")).to_be_visible()


def _open_form(visitor):
    visitor.go(BOARD + "goals/")
    Row(visitor.page, "row-goals-m1a").open()


def _invalid_form(visitor):
    visitor.go(BOARD + "goals/")
    Row(visitor.page, "row-goals-i05").open().fill(value="tolv").save_in_vain(422)


def _invalid_form_on_its_own_page(visitor):
    visitor.go(BOARD + "goals/indicators/i05/")
    Row(visitor.page, "row-goals-i05").fill(value="tolv").save_in_vain(422)


def _conflict(visitor):
    visitor.go(BOARD + "goals/")
    mine = Row(visitor.page, "row-goals-m1a").open()
    other = visitor.context.new_page()
    other.goto(BOARD + "goals/m1a/")
    Row(other, "row-goals-m1a").fill(status="partly", analysis=f"Deras text, {visitor.page.viewport_size}.").save()
    other.close()
    mine.fill(status="met", analysis="Min text.")
    expect(mine.form.locator("[data-conflict]")).to_be_visible()


def _saved(visitor):
    visitor.go(BOARD + "commissions/")
    row = Row(visitor.page, "row-commissions-u03").open()
    row.fill(status="deviating").save()


def _refused(visitor):
    assert visitor.go(BOARD + "goals/") == 403


def _not_found(visitor):
    assert visitor.go("/andra-namnden/2025/goals/") == 404


def _incomplete(visitor):
    visitor.go(BOARD)
    with visitor.page.expect_navigation() as answered:
        visitor.page.click(f"form[action='{BOARD}submission/submit/'] button")
    assert answered.value.status == 422


def _menus(visitor):
    visitor.go(APPROVED)
    for menu in visitor.page.locator("details.menu").all():
        menu.evaluate("menu => (menu.open = true)")


def _details(visitor):
    visitor.go(APPROVED + "report/")
    visitor.page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")


def _session_over(visitor):
    _open_form(visitor)
    visitor.context.clear_cookies(name="sessionid")
    Row(visitor.page, "row-goals-m1a").fill(analysis="Skrivet före lunch.")
    expect(visitor.page.locator("dialog.login-again")).to_be_visible()


def _staged(visitor, *lines):
    """Hands a file in, so that its columns are to be chosen."""
    visitor.go(BOARD + "imports/new/")
    content = "\n".join(["Verksamhet;Utfall;Budget;Avvikelse", *lines]).encode()
    visitor.page.select_option("[name=target]", "economy.outcomes")
    visitor.page.fill("[name=source]", "Raindance")
    visitor.page.set_input_files("[name=file]", {"name": "utfall.csv", "mimeType": "text/csv", "buffer": content})
    _submit(visitor.page, "main form.form")


def _submit(page, form):
    with page.expect_navigation():
        page.click(f"{form} button[type=submit]")


def _previewed(visitor, *lines):
    _staged(visitor, *lines)
    _submit(visitor.page, ".imports-form")
    expect(visitor.page.locator(".imports-kinds")).to_be_visible()


def _columns(visitor):
    _staged(visitor, "Tandvård;100;90;10")


def _preview(visitor):
    _previewed(visitor, "Tandvård;100;90;10", "Okänd verksamhet;1;1;0", "Summa;101;91;10")


def _doubts(visitor):
    page = visitor.page
    visitor.go(BOARD + "imports/new/")
    page.select_option("[name=target]", "staffing.months")
    page.fill("[name=source]", "HR")
    # Another file for each look: the same one again is read as it was.
    rows = ["Nyckeltal\tjan-25\tfeb-25\tmar-25", "Sjukfrånvaro\t10,2\t5,6\tca 5", "Kvinnor\t7,4\t6\t6"]
    page.fill("[name=cells]", "\n".join([*rows, f"Män\t7,4\t5\t{page.viewport_size['width'] // 100}"]))
    _submit(page, "main form.form")
    _submit(page, ".imports-form")
    _submit(page, ".imports-doubts form")
    expect(page.locator(".imports-doubts .errorlist")).to_be_visible()


def _taken_back(visitor):
    # What stands already is not written again.
    _previewed(visitor, f"Tandvård;{visitor.page.viewport_size['width']};0;0")
    _submit(visitor.page, "main form[action$='apply/']")
    visitor.page.click("main a[href$='take-back/']")
    expect(visitor.page.locator("[name=reason]")).to_be_visible()


def _plan_with_errors(visitor):
    visitor.go(BOARD + "savings/plan/measures/add/")
    _submit(visitor.page, "main form.form")
    expect(visitor.page.locator("main .form-errors")).to_be_visible()


def _matter(visitor):
    add_matter(visitor, "Statusrapport om ekonomin")


def _matter_in_its_place(visitor):
    add_matter(visitor, "Statusrapport om ekonomin")
    visitor.go(BOARD + "report/cases/")
    last = visitor.page.locator("main .rows > .row").last.get_attribute("id")
    Row(visitor.page, last).open()


def _matter_without_title(visitor):
    visitor.go(BOARD + "report/cases/add/")
    _submit(visitor.page, "main form.form")
    expect(visitor.page.locator("main .form-errors")).to_be_visible()


def _months(visitor):
    visitor.go("/exempelnamnden/2026-k1/staffing/months/")
    expect(visitor.page.locator(".heat")).to_be_visible()


def _slides(visitor):
    visitor.go(f"{MEETING}report/slides/")
    expect(visitor.page.locator(".slides-steps")).to_be_visible()


def _slides_keys(visitor):
    _slides(visitor)
    visitor.page.keyboard.press("?")
    expect(visitor.page.locator("dialog.slides-keys")).to_be_visible()


def _changes(visitor):
    visitor.go("/exempelnamnden/2026-k1/report/changes/")
    visitor.page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
    expect(visitor.page.locator(".change-table")).to_have_count(3)


def _file(visitor):
    visitor.go(BOARD + "report/")
    with visitor.page.expect_navigation():
        visitor.page.click("main button[formaction$='/files/pdf/']")
    expect(visitor.page.locator("main progress")).to_be_visible()


def _figures(visitor):
    visitor.go(BOARD + "report/chapters/")
    visitor.page.locator("main .row-actions a").first.click()
    visitor.page.click(".figure-picker summary")
    visitor.page.fill("#figure-search", "a")
    expect(visitor.page.locator(".figure-results button").first).to_be_visible()


def _seal_with_exceptions(visitor):
    assert visitor.go(APPROVED + "report/seal/") == 200
    expect(visitor.page.locator("#exceptions")).to_be_visible()


def _published(visitor):
    assert visitor.go("/public/exempelnamnden/2025-k4/") == 200


# What it is → the account, and how a reader gets there.
STATES = {
    "a wrong password": ("", _wrong_password),
    "a form open in its place": ("planerare", _open_form),
    "a form with an error": ("planerare", _invalid_form),
    "a form with an error on its own page": ("planerare", _invalid_form_on_its_own_page),
    "a conflict": ("planerare", _conflict),
    "a row that was saved": ("planerare", _saved),
    "a session that is over": ("planerare", _session_over),
    "a refusal": ("ledamot", _refused),
    "a page that is not there": ("planerare", _not_found),
    "a submission that lacks something": ("planerare", _incomplete),
    "open menus": ("planerare", _menus),
    "everything unfolded": ("planerare", _details),
    "the columns of an import": ("controller", _columns),
    "the preview of an import": ("controller", _preview),
    "doubts about an import": ("controller", _doubts),
    "taking an import back": ("controller", _taken_back),
    "a plan with errors": ("planerare", _plan_with_errors),
    "a matter": ("planerare", _matter),
    "a matter open in its place": ("planerare", _matter_in_its_place),
    "a matter without a title": ("planerare", _matter_without_title),
    "staffing by month": ("exempel-planerare", _months),
    "what has changed": ("exempel-planerare", _changes),
    "a file that is being written": ("planerare", _file),
    "figures that were found": ("planerare", _figures),
    "a seal with exceptions": ("controller", _seal_with_exceptions),
    "a report that is published": ("", _published),
    "the slides of a meeting": ("planerare", _slides),
    "the keys of the slides": ("planerare", _slides_keys),
}


@pytest.mark.parametrize("number", range(len(STATES)), ids=list(STATES))
def test_a_state_breaks_no_rule(visit, number):
    name, (account, reach) = list(STATES.items())[number]
    found = []
    for look in looks(number):
        visitor = visit(account).set(width=look.width, theme=look.theme, language=look.language)
        reach(visitor)
        visitor.settle()
        found += violations(visitor.page, f"{name}, {look}")
    assert found == []


def test_axe_finds_what_is_planted(visit):
    visitor = visit()
    visitor.go("/login/")
    visitor.page.evaluate("""() => {
        const main = document.querySelector("main");
        main.innerHTML = "<img src='/static/img/logo.svg'><p>grey</p><button>a</button><button>b</button>";
        main.querySelector("p").style.color = "#aaa";
        for (const one of main.querySelectorAll("button")) one.style.cssText = "all: unset; font-size: 9px";
    }""")
    found = {line.split()[0] for line in violations(visitor.page, "planted")}
    assert {"color-contrast", "image-alt", "target-size"} - found == set()


def test_every_look_occurs_in_any_four_pages_in_a_row(monkeypatch):
    monkeypatch.delenv("BOARDPORTAL_AXE", raising=False)
    for first in range(4):
        assert len({look for number in range(first, first + 4) for look in looks(number)}) == 8
    assert all(
        len({getattr(look, name) for look in looks(number)}) == 2
        for number in range(4)
        for name in ("width", "theme", "language")
    )
