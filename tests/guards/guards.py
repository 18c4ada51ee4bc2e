"""The guards that keep texts and boards safe, as data: where each stands, and the tests that turn red without it."""

from __future__ import annotations

from dataclasses import dataclass

WRITING, WORKFLOW = "organisation/actions/writing.py", "organisation/actions/workflow.py"
ENTRY, SETTINGS, PROSE = "organisation/entry.py", "boardportal/settings.py", "followup/prose.py"
ACTIONS, STAMPS, SAVING = (f"tests/organisation/test_{name}.py" for name in ("actions", "stamps", "saving"))
MATRIX = "tests/project/test_access_matrix.py::test_the_address_answers_each_reader_as_the_matrix_says"
LOCK, USERS, STEPS = (f"tests/safety/test_{name}.py" for name in ("conc_lock", "conc_two_users", "authz_steps"))


@dataclass(frozen=True)
class Change:
    """Text of a file that is taken out: it stands there exactly once, and `new` takes its place."""

    file: str
    old: str
    new: str = ""


@dataclass(frozen=True)
class Guard:
    """One guard: its name, what is changed to take it away, and the tests that must fail then.

    `only` names the database on which it matters, where it is one of them.
    """

    name: str
    changes: tuple[Change, ...]
    tests: tuple[str, ...]
    only: str = ""


def _guard(name: str, file: str, old: str, new: str, *tests: str, only: str = "") -> Guard:
    return Guard(name, (Change(file, old, new),), tests, only)


GUARDS = (
    _guard(
        "a write starts from the version that stands",
        WRITING,
        "objects.filter(pk=pk, version=version).update(",
        "objects.filter(pk=pk).update(",
        f"{USERS}::test_the_second_to_save_gets_both_texts_and_what_was_before",
    ),
    _guard(
        "a tab's late older save writes nothing",
        WRITING,
        "if latest is not None and latest.sequence >= stamp.sequence:",
        "if False:",
        f"{STAMPS}::test_a_late_older_save_of_the_same_tab_writes_nothing",
    ),
    _guard(
        "a tab's own save is no conflict to it",
        WRITING,
        "version = max(version, own.version)",
        "pass",
        f"{STAMPS}::test_a_tab_types_on_although_the_answer_never_reached_it",
    ),
    _guard(
        "what was typed and taken back stays so",
        WRITING,
        "return _acknowledge(model.objects.get(pk=pk), stamp, by)",
        "return model.objects.get(pk=pk)",
        "tests/safety/test_conc_two_tabs.py::test_what_was_typed_and_taken_back_does_not_return_with_a_late_save",
    ),
    _guard(
        "nothing is written to what is locked",
        WRITING,
        "        refuse_locked(row)\n",
        "",
        f"{ACTIONS}::test_nothing_is_written_when_the_submission_is_not_open",
    ),
    _guard(
        "a board that is locked holds its units",
        WRITING,
        "[row.unit] if row.unit.is_board else [row.unit.root, row.unit]",
        "[row.unit]",
        f"{ACTIONS}::test_an_approved_board_holds_the_texts_of_its_units",
    ),
    _guard(
        "writers queue and do not fail (SQLite)",
        SETTINGS,
        '                "transaction_mode": "IMMEDIATE",\n',
        "",
        "tests/safety/test_conc_presence.py::test_many_beats_at_once_are_all_answered",
        only="sqlite",
    ),
    _guard(
        "a save and a submission take turns (PostgreSQL)",
        "organisation/actions/held.py",
        '.select_for_update(of=("self",))',
        "",
        f"{LOCK}::test_who_waits_for_a_submission_is_told_by_whom_it_is_locked",
        only="postgresql",
    ),
    _guard(
        "the writer asks for the role",
        WRITING,
        "    if not answer:\n",
        "    if False:\n",
        f"{ACTIONS}::test_nobody_writes_without_a_role_that_grants_it_in_the_unit",
    ),
    _guard(
        "a form asks for the role",
        ENTRY,
        "    if not role:\n",
        "    if False:\n",
        f"{MATRIX}[goals:assess]",
    ),
    _guard(
        "no form opens on what is locked",
        ENTRY,
        'if not (answer := entry.place.may("write")):',
        "if False:",
        "tests/project/test_access_matrix.py::test_what_is_approved_is_not_changed[goals:assess]",
    ),
    _guard(
        "a page asks for the role",
        "organisation/places.py",
        "    if not answer and not (sealed and place.may_view_sealed):\n",
        "    if False:\n",
        f"{MATRIX}[goals:list]",
    ),
    _guard(
        "another board's pages are not there",
        "organisation/models/structure.py",
        "return self.filter(models.Q(pk__in=boards) | models.Q(board__in=boards))",
        "return self.all()",
        f"{MATRIX}[goals:list]",
    ),
    _guard(
        "nobody reads a page without logging in",
        SETTINGS,
        '    "django.contrib.auth.middleware.LoginRequiredMiddleware",\n',
        "",
        f"{MATRIX}[roles]",
    ),
    _guard(
        "a script is told 401, not led to the login",
        SETTINGS,
        '    "organisation.middleware.htmx_answers",\n',
        "",
        f"{SAVING}::test_a_session_that_is_over_answers_401_and_not_the_login_page",
    ),
    _guard(
        "so is a script that is not htmx",
        "organisation/middleware.py",
        ' and "X-Tab" not in request.headers',
        "",
        f"{SAVING}::test_a_session_that_is_over_answers_401_and_not_the_login_page",
    ),
    _guard(
        "a post carries the token of its page",
        SETTINGS,
        '    "django.middleware.csrf.CsrfViewMiddleware",\n',
        "",
        "tests/safety/test_authz_csrf.py::test_without_the_token_nothing_is_taken_anywhere",
    ),
    _guard(
        "a text is saved in its author's name alone",
        "organisation/middleware.py",
        "if opened_by and request.user.is_authenticated and opened_by != str(request.user.pk):",
        "if False:",
        f"{SAVING}::test_text_of_one_person_is_not_saved_in_the_name_of_another",
    ),
    _guard(
        "a text that came too late is kept",
        ENTRY,
        "        keep(entry, reason=str(error), stamp=stamp)\n",
        "",
        f"{SAVING}::test_a_period_that_was_locked_meanwhile_keeps_the_text_for_its_author",
    ),
    _guard(
        "and what was typed last of it",
        "organisation/keeping.py",
        "filter(pk=kept.pk, sequence__lte=sequence)",
        "filter(pk=kept.pk)",
        f"{SAVING}::test_an_earlier_save_that_comes_last_does_not_take_the_place_of_what_was_kept",
    ),
    _guard(
        "and kept for its author alone",
        "organisation/safety_views.py",
        'get_object_or_404(KeptText.objects.select_related("unit", "period"), pk=pk, user=request.user)',
        'get_object_or_404(KeptText.objects.select_related("unit", "period"), pk=pk)',
        f"{SAVING}::test_text_that_came_too_late_is_its_authors_alone",
    ),
    _guard(
        "who has a form open is told to those who write",
        "organisation/safety_views.py",
        "    if not role:\n",
        "    if False:\n",
        "tests/organisation/test_presence.py::test_only_those_who_write_there_are_asked_and_told",
    ),
    _guard(
        "a verb asks for role and state",
        WORKFLOW,
        "    if not answer:\n",
        "    if False:\n",
        f"{STEPS}::test_a_verb_out_of_its_state_or_in_other_hands_changes_nothing",
    ),
    _guard(
        "nobody approves their own",
        WORKFLOW,
        "        if is_own(submission, by):\n",
        "        if False:\n",
        f"{STEPS}::test_nobody_approves_their_own",
    ),
    _guard(
        "an approval is of what was read",
        WORKFLOW,
        "        _refuse_unseen(submission, seen)\n        return _move(",
        "        return _move(",
        "tests/safety/test_conc_approve.py::test_what_was_changed_since_it_was_read_is_not_approved",
    ),
    _guard(
        "a seal is of what was read",
        WORKFLOW,
        "        _refuse_unseen(submission, seen)\n        store()",
        "        store()",
        "tests/reports/test_sealing.py::test_what_has_changed_since_it_was_seen_is_not_sealed",
    ),
    _guard(
        "a return carries a reason",
        WORKFLOW,
        '    if not reason.strip():\n        raise Refused(_("Say why it is returned, so that it can be mended."))\n',
        "",
        f"{ACTIONS}::test_a_verb_is_refused_to_the_wrong_role_or_without_a_reason",
    ),
    Guard(
        "prose is shown as it was typed",
        (
            Change(
                PROSE, 'nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https"})', "html"
            ),
            Change(PROSE, '{"html": False}', '{"html": True}'),
            Change(PROSE, ', "html_block", "html_inline"', ""),
        ),
        ("tests/safety/test_authz_prose.py::test_every_page_shows_it_as_text",),
    ),
    Guard(
        "a link in prose leads to the web alone",
        (
            Change(PROSE, ', url_schemes={"http", "https"}', ""),
            Change(PROSE, "lambda url: url.lower().startswith(_SCHEMES)", "lambda url: True"),
        ),
        ("tests/followup/test_prose.py::test_markdown_becomes_safe_html_without_headings",),
    ),
    _guard(
        "the PDF fetches nothing",
        "reports/pdf.py",
        ", url_fetcher=NothingFetched())",
        ")",
        "tests/reports/test_pdf_fetching.py::test_nothing_is_fetched_even_for_html_that_slips_through",
    ),
    _guard(
        "wrong passwords are counted",
        SETTINGS,
        '    "login_failed": "10/m/ip,5/300s/key",\n',
        '    "login_failed": "1000/m/ip",\n',
        "tests/accounts/test_login.py::test_after_five_wrong_passwords_the_right_one_is_refused_too",
    ),
    _guard(
        "two-step login is demanded",
        SETTINGS,
        '    "boardportal.accounts.middleware.second_step_required",\n',
        "",
        "tests/accounts/test_second_step.py::test_who_does_more_than_read_is_led_to_set_it_up",
    ),
    _guard(
        "somebody else's session is not ended",
        "boardportal/accounts/views.py",
        "get_object_or_404(UserSession, pk=pk, user=request.user)",
        "get_object_or_404(UserSession, pk=pk)",
        "tests/accounts/test_sessions.py::test_nobody_ends_the_session_of_somebody_else",
    ),
)
