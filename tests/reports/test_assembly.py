"""How sections of the wings take their places below the chapters' headings."""

from followup.sections import Section
from reports.assembly import _below


def test_a_section_that_says_what_its_chapter_says_gives_its_heading_to_its_parts():
    innermost = Section(key="a.b.c", title="Innermost", level=3)
    inner = Section(key="a.b", title="Inner", level=2, blocks=(innermost,))
    shown = _below("Economy", Section(key="a", title="Economy", level=1, blocks=(inner,)))
    assert [(one.title, one.level) for one in shown.walk()] == [("", 1), ("Inner", 1), ("Innermost", 2)]


def test_a_section_with_another_title_keeps_its_heading():
    section = Section(key="a", title="Economy")
    assert _below("Staff", section) is section
