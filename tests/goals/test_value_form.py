"""The value form in full, through the page: parts, words, quality, day, one's own rating; and how the row tells it."""

from datetime import date
from decimal import Decimal

import pytest

from followup.status import SCALES
from goals.models import Indicator, IndicatorValue
from goals.overview import load
from goals.section import goals
from goals.words import trend_of

LIST = "/provnamnden/2025/goals/"
VALUE = "/provnamnden/2025/goals/indicators/x1/"
EMPTY = {
    "version": "0",
    "value": "",
    "approximate": "",
    "missing_reason": "",
    "comment": "",
    "numerator": "",
    "denominator": "",
    "value_text": "",
    "quality": "",
    "as_of": "",
    "rating_by_hand": "",
    "rating_reason": "",
}


@pytest.fixture
def save(login, planner, period, plan, in_english):
    """Posts the form with some of its fields filled in; gives the row, or the errors by field."""
    client = login(planner)

    def save(**typed):
        stored = IndicatorValue.objects.filter(breakdown="").first()
        response = client.post(VALUE, EMPTY | {"version": str(stored.version if stored else 0)} | typed)
        if response.status_code == 422:
            return response.context["entry"].form.errors
        assert response.status_code == 302
        return IndicatorValue.objects.get(breakdown="")

    return save


@pytest.fixture
def listed(login, planner, period, plan, in_english):
    """The indicator's row in the list."""
    return lambda: login(planner).get(LIST).context["page"].groups[0].rows[1]


def measured_in(unit, decimals=0):
    Indicator.objects.filter(code="x1").update(unit=unit, decimals=decimals)


@pytest.mark.parametrize(
    ("unit", "decimals", "value"), [("%", 2, "3.81"), ("%", 0, "4"), ("ratio", 3, "0.038"), ("per 1 000", 1, "38.1")]
)
def test_a_value_is_computed_from_its_parts(save, unit, decimals, value):
    measured_in(unit, decimals)
    row = save(numerator="165", denominator="4 331")
    assert (row.value, row.decimals, row.numerator, row.denominator) == (Decimal(value), decimals, 165, 4331)


def test_a_value_follows_its_parts_until_another_is_typed_over_it(save):
    measured_in("%", 1)
    assert save(numerator="10", denominator="40").value == 25
    assert save(value="25,0", numerator="20", denominator="40").value == 50
    assert save(value="49", numerator="20", denominator="40").value == 49
    assert save(value="49", numerator="30", denominator="40").value == 49


def test_a_value_that_is_not_what_its_parts_give_is_told(save, listed):
    measured_in("%", 1)
    save(value="49", numerator="20", denominator="40")
    assert listed().explanation.endswith("Numerator and denominator give: 20 / 40 = 50,0\u00a0%.")


def test_parts_of_a_count_are_kept_and_give_no_value(save):
    row = save(numerator="10", denominator="40")
    assert (row.value, row.numerator) == (None, 10)


def test_percentage_points_have_no_parts(save):
    measured_in("pp", 1)
    assert save(numerator="1", denominator="2") == {
        "denominator": ["A share is in per cent. Percentage points are the difference between two shares."]
    }


@pytest.mark.parametrize(("unit", "shown"), [("%", "0,7\u00a0%"), ("pp", "0,7\u00a0percentage points")])
def test_per_cent_and_percentage_points_are_told_apart(save, listed, unit, shown):
    measured_in(unit, 1)
    save(value="0,7")
    assert listed().value == shown


@pytest.mark.parametrize("words", ["Stängt", "ung 116 000", "ca 20–30"])
def test_words_are_kept_as_they_are_printed_and_nothing_is_read_out_of_them(save, listed, words):
    row = save(value_text=words)
    assert (row.value_text, row.value, row.numerator) == (words, None, None)
    assert (listed().value, listed().result.code) == (words, "manual")


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"value": "5", "value_text": "fem"}, {"value_text": ["Give either a number or words, not both."]}),
        ({"denominator": "0"}, {"denominator": ["What something is counted among is more than none."]}),
        (
            {"numerator": "1", "denominator": "2", "missing_reason": "closed"},
            {"denominator": ["Numerator and denominator give a value: take them away, or the rest."]},
        ),
        ({"value": "5", "as_of": "2026-01-01"}, {"as_of": ["The value cannot be of a day after the period."]}),
        (
            {"value": "5", "rating_by_hand": "met", "rating_reason": " "},
            {"rating_reason": ["Write why your rating differs from the rule's."]},
        ),
        (
            {"value": "5", "quality": "good"},
            {"quality": ["Select a valid choice. good is not one of the available choices."]},
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_field(save, typed, errors):
    assert {name: found for name, found in save(**typed).items() if name != "__all__"} == errors
    assert not IndicatorValue.objects.exists()


def test_a_rating_by_hand_stands_beside_the_rules_and_counts_nowhere(save, listed, board, period):
    save(value="50", rating_by_hand="partly", rating_reason="Halva året återstår.")
    row = listed()
    assert (row.result.code, row.explanation) == (
        "not_met",
        "50 against the target at least 100: 50\u00a0% of the target, not met. "
        "Judged: target partly met. The rule gives: target not met. Reason: Halva året återstår.",
    )
    section = goals(unit=board, period=period, today=date(2026, 11, 23))
    [table] = [
        block for one in section.walk() for block in one.blocks if getattr(block, "key", "") == "goals.g1a.indicators"
    ]
    assert table.rows[0].cells[3].status.code == "not_met"
    assert "Halva året återstår." in table.rows[0].cells[4].text
    [item] = [one for one in section.all_items() if one.key == "goals.x1"]
    assert item.attributes["status"] == "not_met"


def test_what_has_no_rule_is_judged_by_hand_with_a_reason(save, listed):
    save(value_text="Bättre", rating_by_hand="met", rating_reason="Alla enheter är nöjda.")
    assert listed().explanation.endswith("Judged: target met. Reason: Alla enheter är nöjda.")


def test_own_ratings_are_offered_in_the_boards_words(login, planner, period, plan, board):
    board.own_words = {"indicator": {"met": "Helt uppfyllt"}}
    board.save()
    form = login(planner).get(VALUE).context["entry"].form
    codes = [code for code, step in SCALES["indicator"].items() if step.is_assessed]
    choices = form.fields["rating_by_hand"].choices
    assert [code for code, _label in choices] == ["", *codes]
    assert choices[1][1] == "Helt uppfyllt"


def test_a_value_from_before_the_period_is_shown_with_its_day_and_not_rated(save, listed, board, period):
    period.start = date(2025, 9, 1)
    period.save()
    save(value="100", as_of="2025-08-31")
    row = listed()
    assert (row.value, row.result.code, row.result.label) == ("100 (as of 31 August 2025)", "older", "Older value")
    assert row.explanation == (
        "The value is from 31 August 2025, before the period began: it is shown, and not rated as this period's "
        "result."
    )
    facts = goals(unit=board, period=period, today=date(2026, 11, 23)).all_facts()
    assert (facts["goals.x1.value"].as_of, "goals.x1.ratio" in facts) == ("2025-08-31", False)


def test_a_value_of_a_day_within_the_period_is_rated(save, listed):
    save(value="100", as_of="2025-11-30")
    assert (listed().value, listed().result.code) == ("100 (as of 30 November 2025)", "met")


def test_a_rounded_share_is_judged_unrounded(save, listed, board):
    measured_in("%")
    save(numerator="996", denominator="1000")
    assert (listed().value, listed().result.code) == ("100\u00a0%", "partly")


def test_what_a_source_prints_is_its_own_until_another_value_is_typed(save, report, plan, planner, board):
    report(plan["x1"], by=planner, unit=board, value="5", printed_as="fem", source="Delårsrapport")
    assert save(value="5", comment="Läst").printed_as == "fem"
    row = save(value="6")
    assert (row.printed_as, row.source) == ("", "")


def test_what_is_seldom_filled_in_is_folded_until_something_stands_there(login, planner, period, plan, save):
    entry = login(planner).get(VALUE).context["entry"]
    assert [one.field.name for one in entry.fields] == ["value", "approximate", "missing_reason", "comment"]
    assert not entry.is_unfolded
    save(value="5", quality="preliminary")
    assert login(planner).get(VALUE).context["entry"].is_unfolded


@pytest.mark.parametrize(
    ("direction", "before", "now", "code"),
    [
        ("higher", "70", "80", "better"),
        ("lower", "70", "80", "worse"),
        ("none", "70", "80", "changed"),
        ("higher", "80", "80", "unchanged"),
    ],
)
def test_the_trend_is_said_from_the_direction(
    board, period, previous_period, plan, planner, report, direction, before, now, code
):
    Indicator.objects.filter(code="x1").update(unit="%", direction=direction)
    report(plan["x1"], by=planner, unit=board, period=previous_period, value=before)
    report(plan["x1"], by=planner, unit=board, value=now)
    overview = load(unit=board, period=period)
    assert trend_of(overview, overview.readings[0]).code == code


@pytest.mark.parametrize("changes", [{"aggregation": "cumulative_year"}, {"aggregation": "cumulative_mandate"}, {}])
def test_what_has_had_more_months_is_compared_with_nothing(
    board, period, previous_period, plan, planner, report, changes
):
    Indicator.objects.filter(code="x1").update(**changes)
    for one, value in ((previous_period, "70"), (period, "80")):
        report(plan["x1"], by=planner, unit=board, period=one, value=value)
    overview = load(unit=board, period=period)
    assert trend_of(overview, overview.readings[0]).code == ""
