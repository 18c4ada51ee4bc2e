"""Reading a page in a test: elements by id, and what they look like."""

from lxml import etree, html


def page(response):
    """The answer's HTML as a tree, fragments too."""
    return html.fromstring(f"<main>{response.content.decode()}</main>")


def by_id(response, dom_id):
    """The element with this id. Raises IndexError where there is none."""
    return page(response).xpath("//*[@id=$id]", id=dom_id)[0]


def outer(element) -> str:
    """The element as text, with what is inside, white space folded."""
    return " ".join(etree.tostring(element, encoding="unicode", method="html", with_tail=False).split())


def words(element) -> str:
    """The text that a reader sees, white space folded."""
    return " ".join(element.text_content().split())
