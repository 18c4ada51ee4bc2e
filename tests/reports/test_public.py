"""What is decided, for everybody: pages and files without login, from what was sealed and nothing else."""

import hashlib
import json
import re

import jsonschema
import pytest
from django.test import Client
from django.urls import reverse
from lxml import html as markup

from reports import exports
from reports.assembly import assemble, payload_data
from reports.exceptions import with_exceptions
from reports.json_schema import schema
from reports.models import SealedReport
from tests.reports import nu, samples
from tests.reports.conftest import TODAY

AT = ["provnamnden", "2025"]


@pytest.fixture
def anybody():
    return Client()


def url(name, *args):
    return reverse(f"public:{name}", args=[*AT, *args])


def test_anybody_reads_what_is_sealed(anybody, sealed):
    response = anybody.get(url("page"))
    assert response.status_code == 200
    assert "Året gick bra." in response.content.decode()
    assert "§\u00a045" in response.content.decode()
    assert "UTKAST" not in response.content.decode()


@pytest.mark.parametrize("fixture", ["write_summary", "approved"])
def test_nobody_reads_what_is_not(anybody, request, fixture):
    request.getfixturevalue(fixture)
    asked = [url("page"), *(url(name, 0) for name in ("numbered", "pdf", "json", "xlsx"))]
    assert {anybody.get(one).status_code for one in asked} == {404}


def test_while_a_correction_is_written_the_sealed_report_stands(anybody, under_correction, write_summary):
    write_summary("Året gick sämre.")
    assert "Året gick bra." in anybody.get(url("page")).content.decode()


def test_the_latest_correction_is_shown_and_each_has_its_address(anybody, corrected):
    pages = [anybody.get(one).content.decode() for one in (url("page"), url("numbered", 0), url("numbered", 1))]
    assert ["Året gick sämre." in one for one in pages] == [True, False, True]
    assert anybody.get(url("numbered", 2)).status_code == 404


def test_the_files_are_those_that_were_sealed(anybody, sealed):
    assert hashlib.sha256(anybody.get(url("pdf", 0)).content).hexdigest() == sealed.pdf_sha256
    assert hashlib.sha256(anybody.get(url("json", 0)).content).hexdigest() == sealed.payload_sha256
    assert anybody.get(url("xlsx", 0)).content.startswith(b"PK")


def test_an_answer_is_kept_by_those_who_have_it_until_it_is_another(anybody, sealed):
    first = anybody.get(url("page"))
    assert first["Cache-Control"] == "public, max-age=300"
    again = anybody.get(url("page"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Set-Cookie" not in first.headers


def test_the_page_runs_and_fetches_nothing(anybody, sealed):
    policy = anybody.get(url("page"))["Content-Security-Policy"]
    rules = dict(one.strip().split(" ", 1) for one in policy.split(";") if " " in one.strip())
    assert rules.pop("style-src") == "'unsafe-inline'"
    assert set(rules.values()) == {"'none'"}
    assert not re.search(r"<script|<link|src=", anybody.get(url("page")).content.decode())


def test_somebody_who_is_logged_in_gets_the_same(login, planner, anybody, sealed):
    assert login(planner).get(url("page")).content == anybody.get(url("page")).content


def test_the_list_names_each_with_its_decision(anybody, corrected):
    page = markup.fromstring(anybody.get(reverse("public:published")).content)
    rows = [" ".join(row.text_content().split()) for row in page.xpath("//main//tbody/tr")]
    assert len(rows) == 2
    assert "PN 2026/17, § 45" in rows[0]
    assert "Rättelse 1" in rows[0]


@pytest.mark.django_db
def test_the_list_says_that_there_is_nothing_yet(anybody):
    assert "Inget är publicerat än" in anybody.get(reverse("public:published")).content.decode()


def test_the_list_takes_one_query(anybody, corrected, django_assert_num_queries):
    with django_assert_num_queries(1):
        anybody.get(reverse("public:published"))
    assert SealedReport.objects.count() == 2


@pytest.mark.parametrize("payload", [samples.rich(), samples.long_tables(), samples.gaps(), samples.empty()])
def test_every_heading_has_a_link_to_itself_and_every_link_a_place(payload):
    tree = markup.document_fromstring(exports.html(payload))
    headings = tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")
    assert headings
    for heading in headings:
        [link] = heading.xpath("./a[@class='heading-link']")
        assert link.get("href") == f"#{heading.get('id')}"
        assert link.get("aria-label") == "Länk hit"
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in tree.xpath("//a/@href") if one.startswith("#")} <= set(ids)


def test_the_links_are_not_set_on_paper():
    assert "heading-link" not in exports.page(samples.rich()).partition("</style>")[2]


@pytest.mark.vera
@pytest.mark.parametrize("name", ["rich", "long_tables", "gaps", "statuses", "empty", "sealed"])
def test_the_nu_checker_finds_nothing(name, tmp_path):
    payloads = {
        "rich": samples.rich,
        "long_tables": samples.long_tables,
        "gaps": samples.gaps,
        "statuses": lambda: samples.payload(samples.chapter("1", "Status", samples.statuses(4))),
        "empty": samples.empty,
        "sealed": samples.sealed,
    }
    assert nu.faults(exports.html(payloads[name]()), tmp_path) == []


@pytest.mark.vera
@pytest.mark.django_db
def test_the_nu_checker_finds_nothing_in_the_real_report(hsn, hsn_t2, tmp_path):
    payload = with_exceptions(assemble(unit=hsn, period=hsn_t2, today=TODAY))
    assert nu.faults(exports.html(payload), tmp_path) == []


@pytest.mark.vera
def test_the_nu_checker_sees_what_is_wrong(tmp_path):
    assert nu.faults("<!doctype html><html lang=sv><title>x</title><p id=a><p id=a><ul><p></ul>", tmp_path)


# -- the data


@pytest.mark.parametrize("payload", [samples.rich(), samples.sealed(), samples.gaps(), samples.empty()])
def test_the_data_is_what_the_schema_says(payload):
    jsonschema.Draft202012Validator(schema()).validate(json.loads(exports.json_text(payload)))


@pytest.mark.django_db
def test_the_real_reports_data_is_what_the_schema_says(hsn, hsn_t2):
    payload = assemble(unit=hsn, period=hsn_t2, today=TODAY)
    jsonschema.Draft202012Validator(schema()).validate(json.loads(exports.json_text(payload)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("unit"),
        lambda data: data.update(more="x"),
        lambda data: data["chapters"][0]["sections"][0]["blocks"][0].update(type="picture"),
        lambda data: data["chapters"][0].update(number=1),
    ],
)
def test_other_data_is_not(spoil):
    data = json.loads(json.dumps(payload_data(samples.rich())))
    spoil(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate(data)


@pytest.mark.django_db
def test_the_schema_is_published_and_is_one(anybody):
    found = anybody.get(reverse("public:schema")).json()
    jsonschema.Draft202012Validator.check_schema(found)
    assert found == json.loads(json.dumps(schema()))
