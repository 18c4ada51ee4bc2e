"""Where the table is in a sheet as a system prints it, and what its columns are taken to mean."""

import pytest

from organisation.imports.reading import read
from organisation.imports.tables import headings, key_of, proposal, records, tables_of
from organisation.imports.target import Column
from tests.imports.files import workbook

COLUMNS = [
    Column(code="frame", label="Frame", kind="key", required=True, names=("ram", "verksamhet")),
    Column(code="actual", label="Actual", kind="cost", names=("utfall", "utfall ack")),
    Column(code="budget", label="Budget", kind="cost", names=("budget",)),
]
KNOWN = [name for column in COLUMNS for name in column.names]


def _tables(known=KNOWN, pointed_out=None, **sheets):
    return tables_of(read("a.xlsx", workbook(**sheets)), known, pointed_out)


def test_the_heads_are_found_below_a_preface():
    [table] = _tables(A=[["Region Prov", "Utskriven 2025-09-02"], ["Ekonomi", None], [], ["Ram", "Utfall"], ["a", 1]])
    assert (table.head_row, table.heads, list(table.rows)) == (4, ("Ram", "Utfall"), [5])


def test_without_a_known_head_the_first_row_with_two_texts_is_taken():
    [table] = _tables(A=[["Rapport"], ["Område", "Belopp"], ["a", 1]])
    assert (table.head_row, table.heads) == (2, ("Område", "Belopp"))


def test_another_row_can_be_pointed_out():
    [table] = _tables(pointed_out={"A": 2}, A=[["Ram", "Utfall"], ["Grupp", "Belopp"], ["a", 1]])
    assert table.heads == ("Grupp", "Belopp")


def test_every_sheet_with_a_table_is_found_and_one_without_is_not():
    found = _tables(Resultat=[["Ram", "Utfall"], ["a", 1]], Om=[["Läs detta"]], Prognos=[["Ram", "Budget"], ["a", 2]])
    assert [table.sheet for table in found] == ["Resultat", "Prognos"]
    assert [(head.text, head.sheets, head.samples) for head in headings(found)] == [
        ("Ram", ["Resultat", "Prognos"], ["a"]),
        ("Utfall", ["Resultat"], ["1"]),
        ("Budget", ["Prognos"], ["2"]),
    ]


def test_a_head_that_is_there_twice_gets_a_number():
    [table] = _tables(A=[["Ram", "Utfall", "Utfall"], ["a", 1, 2]])
    assert table.heads == ("Ram", "Utfall", "Utfall (2)")


def test_what_is_merged_above_the_heads_tells_them_apart():
    import io

    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("A")
        sheet.merge_range(0, 0, 0, 4, "Ekonomisk rapport")
        sheet.merge_range(1, 1, 1, 2, "Perioden")
        sheet.merge_range(1, 3, 1, 4, "Helår")
        sheet.write_row(2, 0, ["Ram", "Utfall", "Budget", "Utfall", "Budget"])
        sheet.write_row(3, 0, ["a", 1, 2, 3, 4])
    [table] = tables_of(read("a.xlsx", stream.getvalue()), KNOWN)
    assert table.heads == ("Ram", "Perioden Utfall", "Perioden Budget", "Helår Utfall", "Helår Budget")


@pytest.mark.parametrize(
    ("heads", "means"),
    [
        (["Ram", "Utfall", "Budget"], ["frame", "actual", "budget"]),
        (["VERKSAMHET", "Utfall  ack.", "BUDGET:"], ["frame", "actual", "budget"]),
        (["Verksamhet", "Utfall 2025-08 (mnkr)", "Budget tkr"], ["frame", "actual", "budget"]),
        (["Ram", "Utfall förra året", "Utfall"], ["frame", None, "actual"]),
        (["Ram", "Utfall ack aug", "Kommentar"], ["frame", "actual", None]),
    ],
)
def test_what_a_head_means_is_proposed(heads, means):
    found = headings(_tables(A=[heads, ["a", 1, 2]]))
    chosen = proposal(found, COLUMNS, {})
    assert [chosen.get(head.key) for head in found] == means


def test_what_was_chosen_last_time_goes_first():
    found = headings(_tables(A=[["Ram", "Utfall", "Budget"], ["a", 1, 2]]))
    assert proposal(found, COLUMNS, {"utfall": "budget", "budget": ""}) == {"ram": "frame", "utfall": "budget"}


def test_records_are_the_rows_with_something_in_a_chosen_column():
    rows = [["Ram", "Not", "Utfall"], ["a", "x", 1], [], [None, "bara en not", None], ["Ram", "Not", "Utfall"], ["b"]]
    found = records(_tables(A=rows), {key_of("Ram"): "frame", key_of("Utfall"): "actual"})
    assert [(one.row, one.cells["frame"].text, one.repeats_heads) for one in found] == [
        (2, "a", False),
        (5, "Ram", True),
        (6, "b", False),
    ]
