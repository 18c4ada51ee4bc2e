"""Saved answers of Kolada's: what is read, what is refused and why, and that all of it is written or none."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goals.kolada import SOURCE, Unreadable, read
from goals.models import Comparison, Indicator
from goals.section import goals
from organisation.models import AdministrativeAct

URL = "/provnamnden/2025/goals/import/kolada/"


def entry(kpi="N79191", place="0000", period=2024, **values):
    rows = [
        {"gender": sex, "count": 1, "status": "", "value": value} for sex, value in (values or {"T": 79.13}).items()
    ]
    return {"kpi": kpi, "municipality": place, "period": period, "values": rows}


def answer(*entries, **more):
    return json.dumps({"count": len(entries), "values": list(entries), **more}).encode()


def test_an_answer_is_read_value_by_value():
    found = read(answer(entry(T=79.13, K=61.2, M=None), entry(place="0024", period="2023")))
    assert [(one.place, one.year, one.breakdown, one.value, one.missing_reason) for one in found.values] == [
        ("0000", 2024, "", Decimal("79.13"), ""),
        ("0000", 2024, "women", Decimal("61.2"), ""),
        ("0000", 2024, "men", None, "not_reported"),
        ("0024", 2023, "", Decimal("79.13"), ""),
    ]
    assert (found.places, found.is_partial) == (["0000", "0024"], False)


def test_a_number_is_read_exactly_and_kept_with_six_decimals():
    content = answer(entry()).replace(b"79.13", b"0.12345678901234567")
    assert read(content).values[0].value == Decimal("0.123457")


def test_what_kolada_keeps_private_is_too_few_to_be_shown():
    one = entry(T=None)
    one["values"][0]["status"] = "Private"
    assert read(answer(one)).values[0].missing_reason == "confidential"


def test_an_answer_in_several_pages_is_told():
    assert read(answer(entry(), next_url="…")).is_partial


def test_a_unit_is_a_place_too():
    one = entry()
    one["ou"] = one.pop("municipality")
    assert read(answer(one)).places == ["0000"]


NOT_JSON = "The file is not JSON. Save the answer from Kolada as it is, and choose that file."
NO_LIST = "The file is no answer of Kolada's: it has no list of values."


def wrong(what, number=1):
    return f"Entry {number} of the file cannot be read: {what}. Nothing is imported."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", NOT_JSON),
        (b"\xff\xfe\x00", NOT_JSON),
        (b"{", NOT_JSON),
        (b"[" * 100_000, NOT_JSON),
        (b'{"values":' * 50_000, NOT_JSON),
        (answer(entry()).replace(b"79.13", b"NaN"), NOT_JSON),
        (answer(entry()).replace(b"79.13", b"-Infinity"), NOT_JSON),
        (b"[]", NO_LIST),
        (b"null", NO_LIST),
        (b'{"values": {}}', NO_LIST),
        (b'{"values": []}', "There are no values in the file."),
        (b'{"values": ["a"]}', wrong("it is not a key figure with values")),
        (answer(entry() | {"values": 7}), wrong("it is not a key figure with values")),
        (answer(entry() | {"values": [[]]}), wrong("one of its values is no value")),
        (answer(entry(kpi=None)), wrong("it names no key figure")),
        (answer(entry(kpi="<script>")), wrong("it names no key figure")),
        (answer(entry(kpi="N" * 21)), wrong("it names no key figure")),
        (answer(entry(), entry(place=7)), wrong("it names no region or municipality", 2)),
        (answer(entry(period="i fjol")), wrong("its year is not a year")),
        (answer(entry(period=2024.5)), wrong("its year is not a year")),
        (answer(entry(period=True)), wrong("its year is not a year")),
        (answer(entry(X=1)), wrong("a gender is neither T, K nor M")),
        (answer(entry(T="79,1")), wrong("a value is no number")),
        (answer(entry(T=True)), wrong("a value is no number")),
        (answer(entry(T=[1])), wrong("a value is no number")),
        (answer(entry(T=10**15)), wrong("a value is no number")),
        (answer(entry()).replace(b"79.13", b"1e999999"), wrong("a value is no number")),
        (answer(entry()).replace(b"79.13", b"9" * 10_000), wrong("a value is no number")),
        (answer(entry(), entry()), "The file says N79191 for 0000 in 2024 twice. Nothing is imported."),
        (
            b" " * (2 * 1024 * 1024 + 1),
            "The file is larger than 2 MB. Ask Kolada for fewer years or fewer regions at a time.",
        ),
        (
            answer(*(entry(kpi=f"N{number}") for number in range(5_001))),
            "The file holds more than 5 000 values. Ask Kolada for fewer years or fewer regions.",
        ),
    ],
    ids=range(31),
)
def test_what_is_no_answer_is_refused_with_a_sentence(english, content, sentence):
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert str(refused.value) == sentence


def test_a_gender_that_is_no_text_is_refused(english):
    one = entry()
    one["values"][0]["gender"] = ["T"]
    with pytest.raises(Unreadable):
        read(answer(one))


@pytest.fixture
def known(plan):
    """The first indicator has an id in Kolada."""
    Indicator.objects.filter(code="x1").update(kolada_kpi_id="N79191", unit="%", decimals=1)
    return plan["x1"]


@pytest.fixture
def hand_in(login, controller, period, known, in_english):
    """Posts a file; gives the client and what is answered."""
    client = login(controller)

    def hand_in(content):
        return client, client.post(URL, {"file": SimpleUploadedFile("svar.json", content)})

    return hand_in


def posted(page, **changes):
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields} | changes


def test_a_file_is_shown_line_by_line_and_nothing_is_written(hand_in):
    _client, page = hand_in(answer(entry(T=79.13, K=61.25), entry(kpi="N00001")))
    found = page.context["found"]
    assert [(line.name, line.year, line.breakdown, line.kind, line.was, line.becomes) for line in found.lines] == [
        ("Riket", 2024, "", "new", "", "79,1\u00a0%"),
        ("Riket", 2024, "women", "new", "", "61,3\u00a0%"),
    ]
    assert (found.unknown, Comparison.objects.count()) == (("N00001",), 0)


def test_what_was_shown_is_written_with_its_source(hand_in, board, controller):
    client, page = hand_in(answer(entry(T=79.13), entry(place="0024", T=None)))
    # Other names than were shown: the lines are shown once more.
    page = client.post(URL, posted(page, name_0024="Västerbotten"))
    assert (page.status_code, Comparison.objects.count()) == (409, 0)
    assert client.post(URL, posted(page)).status_code == 302
    rows = Comparison.objects.order_by("name").values_list("name", "year", "value", "missing_reason", "source")
    assert list(rows) == [
        ("Riket", 2024, Decimal("79.13"), "", SOURCE),
        ("Västerbotten", 2024, None, "not_reported", SOURCE),
    ]
    act = AdministrativeAct.objects.get()
    assert (act.verb, act.subject, act.by) == ("comparisons_imported", "svar.json", controller)
    assert act.after["lines"].splitlines()[0] == "x1 Riket 2024: 79,1\u00a0%"


def test_the_same_file_twice_changes_nothing(hand_in):
    for _time in range(2):
        client, page = hand_in(answer(entry()))
        assert client.post(URL, posted(page)).status_code == 302
    assert (Comparison.objects.count(), AdministrativeAct.objects.count()) == (1, 1)
    assert hand_in(answer(entry()))[1].context["found"].counts == {"unchanged": 1}


def test_a_corrected_figure_replaces_the_earlier_one(hand_in):
    for value in (79.13, 80):
        client, page = hand_in(answer(entry(T=value)))
        client.post(URL, posted(page))
    assert list(Comparison.objects.values_list("value", "decimals")) == [(80, 0)]


def test_what_has_changed_since_the_preview_is_shown_anew(hand_in, known):
    client, page = hand_in(answer(entry()))
    Comparison.objects.create(indicator=known, year=2024, name="Riket", value=5, source="Annan")
    page = client.post(URL, posted(page))
    assert (page.status_code, page.context["again"], Comparison.objects.get().value) == (409, True, 5)


@pytest.mark.parametrize("token", ["", "x", "a:b:c"])
def test_a_preview_that_is_not_the_portals_own_is_refused(hand_in, token):
    client, page = hand_in(answer(entry()))
    assert client.post(URL, posted(page, answer=token)).status_code == 422
    assert not Comparison.objects.exists()


def test_two_places_cannot_have_one_name(hand_in):
    client, page = hand_in(answer(entry(), entry(place="0024")))
    page = client.post(URL, posted(page, name_0024="riket"))
    assert page.status_code == 422
    assert page.context["form"].errors == {"name_0024": ["Another place has this name. Give each a name of its own."]}


def test_bad_json_is_refused_beside_the_field(hand_in):
    _client, page = hand_in(b"{")
    assert (page.status_code, page.context["form"].errors) == (422, {"file": [NOT_JSON]})


def test_without_a_file_the_form_says_so(login, controller, period, known, in_english):
    page = login(controller).post(URL)
    assert page.context["form"].errors == {"file": ["Choose a file of at most 2 MB."]}


def test_a_unit_has_no_figures_of_others(login, controller, unit, period, known):
    assert login(controller).get(f"/{unit.slug}/2025/goals/import/kolada/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_file_takes_as_many_queries_however_long_it_is(
    login, controller, period, known, count, django_assert_max_num_queries
):
    client = login(controller)
    content = answer(*(entry(period=2020 + number) for number in range(count)))
    page = client.post(URL, {"file": SimpleUploadedFile("svar.json", content)})
    data = posted(page)
    with django_assert_max_num_queries(25) as captured:
        client.post(URL, data)
    assert len([one for one in captured.captured_queries if "goals_comparison" in one["sql"]]) == 2


def test_the_latest_figure_of_each_stands_in_the_report(hand_in, board, period):
    client, page = hand_in(answer(entry(T=79.13, K=61), entry(period=2023), entry(period=2026)))
    client.post(URL, posted(page))
    section = goals(unit=board, period=period, today=date(2026, 11, 23))
    facts = {key: fact for key, fact in section.all_facts().items() if ".elsewhere." in key}
    assert {key: (fact.value, fact.as_of, fact.source) for key, fact in facts.items()} == {
        "goals.x1.elsewhere.riket": ("79.1", "2024-12-31", SOURCE)
    }
