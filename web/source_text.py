"""Uploaded XML as text: what a browser and a JSON answer can hold, whatever its encoding."""

from __future__ import annotations

import re

from lxml import etree

PLAIN = frozenset({"UTF-8", "ASCII", "US-ASCII"})
_ENCODING = re.compile(r"""^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*("[^"]*"|'[^']*')""")


def xml_text(content: bytes) -> str:
    """Return an XML file that was checked at its deployment as text.

    The text of another encoding than UTF-8 no longer names it: whoever sends the text back
    sends UTF-8.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    encoding = etree.fromstring(content, parser).getroottree().docinfo.encoding or "UTF-8"
    if encoding.upper() in PLAIN:
        return content.decode("utf-8-sig")
    return _ENCODING.sub(r"\1", content.decode(encoding).removeprefix("\ufeff"))
