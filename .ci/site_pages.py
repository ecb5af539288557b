"""Reads one built HTML page into facts, with the faults that a page shows by itself.

Apart from check_site.py, which judges a whole site: nothing here knows another page.
Written against the HTML standard and the standard library alone. Invariant: shares nothing
with the program under test, neither code nor data.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = set("area base br col embed hr img input link meta source track wbr".split())
END_OPTIONAL = set("html head body p li dt dd tr td th thead tbody tfoot option optgroup colgroup".split())
# A start tag closes these when they are the innermost open element.
CLOSES = {
    "body": {"head"},
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "tr": {"tr", "td", "th"},
    "tbody": {"colgroup", "thead", "tbody", "tr", "td", "th"},
    "tfoot": {"colgroup", "thead", "tbody", "tr", "td", "th"},
    "option": {"option"},
}
# A start tag of one of these closes an open <p>, so that its own </p> becomes a stray one.
CLOSES_P = set(
    "address article aside blockquote details dialog div dl fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section table ul".split()
)
P_SCOPE = {"td", "th", "caption", "button", "object", "template", "foreignobject"}

URL_ATTRIBUTES = set("href xlink:href src poster data action formaction cite".split())
# (tag, attribute) pairs that lead somewhere; every other URL is loaded with the page.
LEADS = {
    ("a", "href"), ("a", "xlink:href"), ("area", "href"), ("form", "action"), ("button", "formaction"),
    ("input", "formaction"), ("blockquote", "cite"), ("q", "cite"), ("del", "cite"), ("ins", "cite"),
}
LEADING_RELS = set("canonical alternate next prev license author help search me".split())
URL_METAS = {"og:url", "og:image", "twitter:image"}
ID_REFERENCES = set(
    "aria-labelledby aria-describedby aria-controls aria-owns aria-details aria-flowto "
    "aria-activedescendant headers for list form".split()
)
DATA_SCRIPTS = {"application/json", "application/ld+json", "speculationrules"}

REFRESH = re.compile(r"^\s*\d+\s*[;,]\s*(?:url\s*=\s*)?['\"]?(.*?)['\"]?\s*$", re.IGNORECASE)
URL_OF_ID = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
# What must never reach a reader: references and template marks left unresolved, and code points that
# only a pre-pass could have left behind (controls, private use, noncharacters, U+FFFD).
RESIDUE = re.compile(
    r"\[\[[a-z]+:|\{\{|\{%|\]\((?:page|offering|service|desk|channel|severity|term|requirement|runbook|fact):"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufffd\ufffe\uffff]"
)


@dataclass
class Link:
    line: int
    tag: str
    attribute: str
    url: str
    loads: bool


@dataclass
class Page:
    """What one file says. Lines count from 1; `faults` are (line, kind, message)."""

    path: str
    lang: str | None = None
    title: str = ""
    robots: set[str] = field(default_factory=set)
    canonicals: list[tuple[int, str]] = field(default_factory=list)
    alternates: list[tuple[int, str, str]] = field(default_factory=list)
    refresh: tuple[int, str] | None = None
    csp: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    id_references: list[tuple[int, str, str]] = field(default_factory=list)
    h1: list[int] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def is_redirect(self) -> bool:
        return self.refresh is not None

    @property
    def is_indexable(self) -> bool:
        return not self.is_redirect and "noindex" not in self.robots


def read_page(path: str, data: bytes) -> Page:
    """The facts of the page at `path` (relative to the site's root)."""
    page = Page(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        page.faults.append((1, "document", f"not UTF-8: {error}"))
        return page
    if not text.lower().startswith("<!doctype html>"):
        page.faults.append((1, "document", "does not open with <!doctype html>"))
    if not re.search(rb"<meta charset=[\"']?utf-8", data[:1024], re.IGNORECASE):
        page.faults.append((1, "document", "no <meta charset> in the first 1,024 bytes"))
    reader = _Reader(page)
    reader.feed(text)
    reader.close()
    reader.finish()
    return page


class _Reader(HTMLParser):
    def __init__(self, page: Page):
        super().__init__(convert_charrefs=True)
        self.page = page
        self.open: list[tuple[str, int]] = []
        self.tables: list[tuple[int, bool]] = []
        self.loaded_before_csp: int | None = None

    # --- the parser's calls

    def handle_starttag(self, tag, attrs):
        self._close_implied(tag)
        self._read(tag, attrs)
        if tag not in VOID:
            self.open.append((tag, self._line()))

    def handle_startendtag(self, tag, attrs):
        if tag not in VOID and not self._inside("svg", "math") and tag not in ("svg", "math"):
            self._fault("nesting", f"<{tag}/> does not close itself in HTML")
        self._close_implied(tag)
        self._read(tag, attrs)

    def handle_endtag(self, tag):
        if tag in VOID or not self._inside(tag):
            self._fault("nesting", f"</{tag}> closes nothing")
            return
        if tag == "table" and self.tables:
            self._end_table()
        self._close_down_to(tag, f"</{tag}>")

    def handle_data(self, data):
        if self._inside("script", "style"):
            return
        if self._inside("title") and not self._inside("svg"):
            self.page.title += data
        if not self._inside("code", "pre", "samp", "kbd", "textarea"):
            self._look_for_residue(data)

    def finish(self):
        for tag, line in self.open:
            if tag not in END_OPTIONAL:
                self.page.faults.append((line, "nesting", f"<{tag}> is never closed"))
        if not self.page.title.strip():
            self.page.faults.append((1, "document", "no <title>"))
        if self.page.csp and self.loaded_before_csp is not None:
            message = "a load stands before the Content-Security-Policy, which does not cover it"
            self.page.faults.append((self.loaded_before_csp, "csp", message))

    # --- nesting

    def _close_implied(self, tag):
        while self.open and self.open[-1][0] in CLOSES.get(tag, ()):
            self.open.pop()
        if tag in CLOSES_P and self._p_is_open():
            self._close_down_to("p", f"<{tag}>")
        if tag == "a" and self._inside("a"):
            self._fault("nesting", "<a> inside <a>")

    def _p_is_open(self):
        for tag, _ in reversed(self.open):
            if tag == "p":
                return True
            if tag in P_SCOPE:
                return False
        return False

    def _close_down_to(self, tag, closer):
        while self.open:
            name, line = self.open.pop()
            if name == tag:
                return
            if name not in END_OPTIONAL:
                self._fault("nesting", f"{closer} closes <{name}> of line {line}")

    def _inside(self, *tags):
        return any(name in tags for name, _ in self.open)

    # --- one element

    def _read(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        names = [name for name, _ in attrs]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self._fault("document", f"attribute `{name}` stands twice on <{tag}>")
        self._read_common(tag, given)
        reader = getattr(self, f"_read_{tag}", None)
        if reader:
            reader(given)
        if tag not in ("link", "meta", "base"):
            self._read_urls(tag, given)

    def _read_common(self, tag, given):
        page, line = self.page, self._line()
        if "id" in given:
            if not given["id"] or re.search(r"\s", given["id"]):
                self._fault("id", f"id `{given['id']}` is empty or holds a space")
            if given["id"] in page.ids:
                self._fault("id", f"id `{given['id']}` stands on line {page.ids[given['id']]} already")
            page.ids.setdefault(given["id"], line)
        if tag == "a" and "name" in given:
            page.ids.setdefault(given["name"], line)
        for name, value in given.items():
            if name.startswith("on"):
                self._fault("inline", f"event attribute `{name}` on <{tag}>")
            if name == "style":
                self._fault("inline", f"style attribute on <{tag}>")
            if name in ID_REFERENCES:
                page.id_references += [(line, name, one) for one in value.split()]
            page.id_references += [(line, name, one) for one in URL_OF_ID.findall(value)]
            if name in ("title", "alt", "content", "aria-label", "placeholder", "href"):
                self._look_for_residue(value)

    def _read_urls(self, tag, given):
        for name in URL_ATTRIBUTES & given.keys():
            self._link(tag, name, given[name], loads=(tag, name) not in LEADS)
        for name in {"srcset", "imagesrcset"} & given.keys():
            for candidate in given[name].split(","):
                self._link(tag, name, (candidate.split() or [""])[0], loads=True)

    def _read_html(self, given):
        self.page.lang = given.get("lang")

    def _read_base(self, _given):
        self._fault("document", "<base> would change what every relative link means")

    def _read_h1(self, _given):
        self.page.h1.append(self._line())

    def _read_img(self, given):
        if "alt" not in given:
            self._fault("image", f"<img src=\"{given.get('src', '')}\"> has no alt")

    def _read_style(self, _given):
        self._fault("inline", "<style> element")

    def _read_script(self, given):
        self._note_load()
        if "src" not in given and given.get("type", "").lower() not in DATA_SCRIPTS:
            self._fault("inline", "<script> without src")

    def _read_table(self, given):
        described = given.get("role") in ("presentation", "none")
        self.tables.append((self._line(), described))

    def _read_caption(self, _given):
        self._describe_table()

    def _read_th(self, _given):
        self._describe_table()

    def _describe_table(self):
        if self.tables:
            self.tables[-1] = (self.tables[-1][0], True)

    def _end_table(self):
        line, described = self.tables.pop()
        if not described:
            self.page.faults.append((line, "table", "a data table with neither <caption> nor <th>"))

    def _read_meta(self, given):
        line, content = self._line(), given.get("content", "")
        name = (given.get("name") or given.get("property") or given.get("http-equiv") or "").lower()
        if name == "robots":
            self.page.robots |= {word.strip().lower() for word in content.split(",")}
        elif name == "content-security-policy":
            self.page.csp.append(content)
        elif name == "refresh":
            match = REFRESH.match(content)
            self.page.refresh = (line, match.group(1) if match else "")
        elif name in URL_METAS:
            self._link("meta", name, content, loads=False)

    def _read_link(self, given):
        line, href = self._line(), given.get("href", "")
        rels = set(given.get("rel", "").lower().split())
        if "canonical" in rels:
            self.page.canonicals.append((line, href))
        elif "alternate" in rels and "hreflang" in given:
            self.page.alternates.append((line, given["hreflang"], href))
        else:
            loads = not rels & LEADING_RELS
            if loads:
                self._note_load()
            self._link("link", "href", href, loads)

    # --- small change

    def _note_load(self):
        if not self.page.csp and self.loaded_before_csp is None:
            self.loaded_before_csp = self._line()

    def _link(self, tag, attribute, url, loads):
        self.page.links.append(Link(self._line(), tag, attribute, url, loads))

    def _look_for_residue(self, text):
        match = RESIDUE.search(text)
        if match:
            found = text[match.start() : match.start() + 40].strip()
            self._fault("residue", f"left unresolved: {ascii(found) if not found.isprintable() else found}")

    def _fault(self, kind, message):
        self.page.faults.append((self._line(), kind, message))

    def _line(self):
        return self.getpos()[0]
