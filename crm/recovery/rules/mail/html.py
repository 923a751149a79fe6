"""HTML mail as plain text, with what it quotes marked as plain mail marks it: by "> "."""

from inscriptis import Inscriptis
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

_CONFIG = ParserConfig(css=CSS_PROFILES["strict"], display_images=False, display_links=False)
_LONGEST = 2_000_000
#: How mail programs mark what they quote: by element, class or id.
_QUOTED = (
    "//blockquote"
    "|//*[contains(concat(' ', @class, ' '), ' gmail_quote ')]"
    "|//*[contains(concat(' ', @class, ' '), ' gmail_quote_container ')]"
    "|//*[contains(concat(' ', @class, ' '), ' yahoo_quoted ')]"
    "|//*[contains(concat(' ', @class, ' '), ' moz-cite-prefix ')]"
    "|//*[contains(concat(' ', @class, ' '), ' protonmail_quote ')]"
    "|//*[contains(concat(' ', @class, ' '), ' zmail_extra ')]"
    "|//*[@id='OLK_SRC_BODY_SECTION' or @id='divRplyFwdMsg' or @id='mailcontent_quoted']"
)
_SILENT = "//script|//style|//head|//title|//template|//comment()|//processing-instruction()"


def text_of(html: str) -> str:
    """Give the words of an HTML mail; empty when nothing in it can be read."""
    try:
        root = document_fromstring(html[:_LONGEST].encode("utf-8", "replace"), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    for element in root.xpath(_SILENT):
        _drop(element)
    for rule in root.xpath("//hr"):
        rule.tag, rule.text = "pre", "\n"
    # The innermost first: what a quote quotes is marked twice.
    for element in reversed(root.xpath(_QUOTED)):
        _mark(element)
    return _shown(root)


def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)


def _shown(root: HtmlElement) -> str:
    try:
        text: str = Inscriptis(root, _CONFIG).get_text()
    except RecursionError:  # thousands of elements inside each other: the words alone
        text = "\n".join(root.itertext())
    return text


def _drop(element: HtmlElement) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before, tail = element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def _mark(element: HtmlElement) -> None:
    """Put the quote's own words, marked, in its place."""
    tail, element.tail = element.tail, None
    lines = _shown(element).strip("\n").splitlines()
    for child in list(element):
        element.remove(child)
    element.tag, element.tail = "pre", tail
    element.attrib.clear()
    element.text = "\n".join(f"> {line}".rstrip() for line in lines) + "\n"
