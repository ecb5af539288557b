#!/usr/bin/env python3
"""Proves a built site right, independently of the program that built it.

    check_site.py FOLDER --audience public   --base-url https://support.example/
    check_site.py FOLDER --audience internal --base-url https://support.example/ --public PUBLIC_FOLDER

Prints one finding a line, `file:line: [kind] message`, then a closing line with counts.
Exit status: 0 no finding, 1 findings, 2 the folder or an option cannot be used.
"""

import argparse
import posixpath
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from site_pages import Link, Page, read_page

KINDS = {
    "alternate": "hreflang: absolute, existing, self-referential, reciprocal, complete, with x-default",
    "canonical": "one on every page to be indexed, naming the page itself",
    "csp": "a policy on every page, before all loads, with no unsafe- source and no foreign host",
    "document": "UTF-8, doctype, charset, title, one attribute of a name, no base",
    "file": "the files a site must have, and XML that parses",
    "fragment": "every #fragment names an id of its target",
    "h1": "exactly one on a page",
    "id": "unique, not empty, and every reference to one (for, aria-…, url(#…)) answered",
    "image": "every img has an alt",
    "inline": "no inline script or style, no style or on… attribute",
    "internal": "on the internal site: noindex everywhere, no canonical, hreflang or sitemap",
    "lang": "html lang, and the right one for its folder",
    "link": "every address of the site leads to a file",
    "nesting": "elements close what they opened",
    "redirect": "an alias leads to a real page, by refresh, canonical and a link",
    "residue": "no unresolved reference or template mark in the text",
    "scheme": "http, https, mailto, tel and sms only",
    "sitemap": "exactly the pages to be indexed, with the alternates the pages have",
    "style": "relative links between pages, root-relative ones in 404.html alone",
    "table": "a data table has a caption or a header cell",
    "third-party": "nothing is loaded from elsewhere",
}
LOCALES = {"en": "en", "zh-cn": "zh-CN"}  # folder -> html lang
PUBLIC_FILES = ["index.html", "404.html", "robots.txt", "sitemap.xml"]
LEADING_SCHEMES = {"mailto", "tel", "sms"}
XHTML_LINK = "{http://www.w3.org/1999/xhtml}link"
CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+?)['\"]?\s*\)|@import\s+['\"]([^'\"]+)")
JS_HOST = re.compile(r"[\"'`]((?:https?:|wss?:)?//[a-z0-9][^\"'`\s]*)", re.IGNORECASE)
NAMESPACES = "http://www.w3.org/"


class Target(NamedTuple):
    """Where an address leads. `kind` is file, external, other (a scheme) or broken (and why)."""

    kind: str
    text: str = ""
    fragment: str = ""
    site: "Site | None" = None


class Site:
    """The files of one folder, its pages read, and what an address in it means."""

    def __init__(self, root: Path, base_url: str):
        self.root = root
        self.base_url = base_url.rstrip("/") + "/"
        self.base_path = urlsplit(self.base_url).path
        self.files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
        self.names = set(self.files)
        self.folders = {parent.as_posix() for name in self.files for parent in Path(name).parents}
        self.pages = {name: read_page(name, self.read(name)) for name in self.files if name.endswith(".html")}

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def url_of(self, name: str) -> str:
        folder, base = posixpath.split(name)
        path = name if base != "index.html" else folder + "/" * bool(folder)
        return self.base_url + quote(path)

    def is_url_of(self, url: str, name: str) -> bool:
        return unquote(url) == unquote(self.url_of(name))

    def resolve(self, start: str, url: str) -> Target:
        """Where `url` leads when it stands in the file `start`."""
        url = url.strip()
        try:
            parts = urlsplit(url)
            path, fragment = unquote(parts.path, errors="strict"), unquote(parts.fragment, errors="strict")
        except ValueError as error:
            return Target("broken", f"cannot be read: {error}")
        if parts.scheme in ("http", "https"):
            if not url.startswith(self.base_url) and url != self.base_url.rstrip("/"):
                return Target("external", url)
            return self._file(path.removeprefix(self.base_path), fragment)
        if parts.scheme:
            return Target("other", parts.scheme)
        if parts.netloc:
            return Target("broken", "has a host but no scheme")
        if path.startswith("/"):
            if not path.startswith(self.base_path):
                return Target("broken", f"leaves the site's path `{self.base_path}`")
            return self._file(path.removeprefix(self.base_path), fragment)
        return self._relative(start, path, fragment)

    def _relative(self, start: str, path: str, fragment: str) -> Target:
        if not path:
            return Target("file", start, fragment, self)
        normal = posixpath.normpath(posixpath.join(posixpath.dirname(start), path))
        if normal.split("/")[0] == "..":
            return Target("broken", "climbs out of the site")
        is_folder = path.split("/")[-1] in ("", ".", "..")
        return self._file("" if normal == "." else normal + "/" * is_folder, fragment)

    def _file(self, path: str, fragment: str) -> Target:
        name = path + "index.html" if path == "" or path.endswith("/") else path
        if name in self.names:
            return Target("file", name, fragment, self)
        if path in self.folders:
            return Target("broken", f"`{path}` is a folder: the closing slash is missing")
        return Target("broken", f"there is no file `{name}`")

    def has_id(self, name: str, fragment: str) -> bool:
        if name in self.pages:
            return fragment in self.pages[name].ids
        return name.endswith(".svg") and f'id="{fragment}"'.encode() in self.read(name)


class Checker:
    """All rules over one site. `findings` are (file, line, kind, message)."""

    def __init__(self, site: Site, audience: str, public: Site | None = None):
        self.site, self.audience, self.public = site, audience, public
        self.findings: list[tuple[str, int, str, str]] = []
        self.counts: Counter[str] = Counter()

    def run(self) -> list[tuple[str, int, str, str]]:
        for page in self.site.pages.values():
            self.check_page(page)
        self.check_files()
        if self.audience == "public":
            self.check_sitemap()
        self.findings.sort()
        return self.findings

    def report(self, name: str, line: int, kind: str, message: str):
        assert kind in KINDS, kind
        self.findings.append((name, line, kind, message))

    # --- one page

    def check_page(self, page: Page):
        self.counts["redirects" if page.is_redirect else "pages"] += 1
        for line, kind, message in page.faults:
            self.report(page.path, line, kind, message)
        self.check_lang(page)
        self.check_policy(page)
        self.check_ids(page)
        for link in page.links:
            self.check_link(page, link)
        if page.is_redirect:
            self.check_redirect(page)
        elif len(page.h1) != 1:
            self.report(page.path, page.h1[1] if page.h1 else 1, "h1", f"{len(page.h1)} h1, expected 1")
        if self.audience == "public":
            self.check_canonical(page)
            self.check_alternates(page)
        else:
            self.check_internal(page)

    def check_lang(self, page: Page):
        folder = page.path.split("/")[0]
        allowed = [LOCALES[folder]] if folder in LOCALES else list(LOCALES.values())
        if page.lang not in allowed:
            self.report(page.path, 1, "lang", f"html lang is `{page.lang}`, expected {' or '.join(allowed)}")

    def check_policy(self, page: Page):
        if not page.csp:
            self.report(page.path, 1, "csp", "no Content-Security-Policy")
        for policy in page.csp:
            directives = {words[0].lower(): words[1:] for words in map(str.split, policy.split(";")) if words}
            if directives.get("default-src") not in (["'none'"], ["'self'"]):
                self.report(page.path, 1, "csp", "default-src is neither 'none' nor 'self'")
            for directive, sources in directives.items():
                for source in sources:
                    self.check_source(page, directive, source)

    def check_source(self, page: Page, directive: str, source: str):
        picture = source == "data:" and directive == "img-src"
        if "unsafe-" in source.lower():
            self.report(page.path, 1, "csp", f"{directive} allows {source}")
        elif not source.startswith("'") and not picture and directive.endswith(("-src", "-uri", "-action")):
            self.report(page.path, 1, "csp", f"{directive} allows the foreign source {source}")

    def check_ids(self, page: Page):
        for line, attribute, name in page.id_references:
            self.counts["id references"] += 1
            if name not in page.ids:
                self.report(page.path, line, "id", f"{attribute} names `{name}`, no id of the page")

    def check_link(self, page: Page, link: Link):
        self.counts["links"] += 1
        what = f'{link.tag} {link.attribute}="{link.url}"'
        target = self.target_of(page.path, link.url)
        if not link.url.strip():
            self.report(page.path, link.line, "link", f"{what} is empty")
        elif target.kind == "broken":
            self.report(page.path, link.line, "link", f"{what}: {target.text}")
        elif target.kind == "other":
            self.check_scheme(page, link, target.text, what)
        elif target.site is not self.site and link.loads:
            self.report(page.path, link.line, "third-party", f"{what} is loaded from elsewhere")
        elif target.kind == "file":
            self.check_fragment(page.path, link.line, target, what)
            self.check_style(page, link, what)

    def target_of(self, start: str, url: str) -> Target:
        """Where `url` leads; from the internal site, absolute addresses may lead to the public one."""
        if self.audience == "public" or urlsplit(url.strip()).scheme not in ("http", "https"):
            return self.site.resolve(start, url)
        return self.public.resolve("index.html", url) if self.public else Target("external", url)

    def check_scheme(self, page: Page, link: Link, scheme: str, what: str):
        picture = scheme == "data" and link.tag in ("img", "source", "image")
        if not picture and (link.loads or scheme not in LEADING_SCHEMES):
            self.report(page.path, link.line, "scheme", f"{what}: `{scheme}:` is not allowed here")

    def check_fragment(self, name: str, line: int, target: Target, what: str):
        if target.fragment in ("", "top"):
            return
        self.counts["fragments"] += 1
        if not target.site.has_id(target.text, target.fragment):
            self.report(name, line, "fragment", f"{what}: no id `{target.fragment}` in {target.text}")

    def check_style(self, page: Page, link: Link, what: str):
        if self.audience == "internal" or link.tag == "meta" or link.url.startswith("#"):
            return
        rooted = link.url.startswith("/")
        if page.path == "404.html" and not rooted:
            self.report(page.path, link.line, "style", f"{what} breaks where 404.html is served for a deeper address")
        elif page.path != "404.html" and (rooted or urlsplit(link.url).scheme):
            self.report(page.path, link.line, "style", f"{what} is not relative")

    # --- the head: redirects, canonical, hreflang

    def check_redirect(self, page: Page):
        line, url = page.refresh
        target = self.site.resolve(page.path, url)
        goal = self.site.pages.get(target.text) if target.kind == "file" else None
        if goal is None or goal.is_redirect:
            why = target.text if target.kind == "broken" else "no page, or itself a redirect"
            self.report(page.path, line, "redirect", f'refresh to "{url}": {why}')
            return
        self.check_fragment(page.path, line, target, f'refresh to "{url}"')
        if self.audience == "public" and not any(self.site.is_url_of(href, goal.path) for _, href in page.canonicals):
            self.report(page.path, line, "redirect", f"canonical is not {self.site.url_of(goal.path)}")
        leads = [self.site.resolve(page.path, link.url).text for link in page.links if link.tag == "a"]
        if goal.path not in leads:
            self.report(page.path, line, "redirect", f"no link to {goal.path} for readers whose browser stays")

    def check_canonical(self, page: Page):
        if len(page.canonicals) > 1:
            self.report(page.path, page.canonicals[1][0], "canonical", "a second canonical")
        if page.is_indexable and not page.canonicals:
            self.report(page.path, 1, "canonical", "no canonical")
        for line, href in page.canonicals:
            if page.is_indexable and not self.site.is_url_of(href, page.path):
                self.report(page.path, line, "canonical", f"`{href}`, expected {self.site.url_of(page.path)}")
            elif not href.startswith(self.site.base_url) or self.site.resolve(page.path, href).kind != "file":
                self.report(page.path, line, "canonical", f"`{href}` is no address of the site")

    def check_alternates(self, page: Page):
        if page.alternates and not page.is_indexable:
            self.report(page.path, page.alternates[0][0], "alternate", "hreflang on a page not to be indexed")
            return
        self.check_twins(page)
        if not page.alternates:
            return
        line = page.alternates[0][0]
        codes = Counter(code for _, code, _ in page.alternates)
        for code in sorted(code for code, count in codes.items() if count > 1):
            self.report(page.path, line, "alternate", f"hreflang `{code}` stands twice")
        if "x-default" not in codes:
            self.report(page.path, line, "alternate", "no x-default")
        if not any(self.site.is_url_of(href, page.path) for _, _, href in page.alternates):
            self.report(page.path, line, "alternate", "the page is not among its own alternates")
        for line, code, href in page.alternates:
            self.check_alternate(page, line, code, href)

    def check_alternate(self, page: Page, line: int, code: str, href: str):
        self.counts["alternates"] += 1
        target = self.site.resolve(page.path, href)
        other = self.site.pages.get(target.text) if target.kind == "file" else None
        if not href.startswith(self.site.base_url):
            self.report(page.path, line, "alternate", f"`{href}` is not absolute under {self.site.base_url}")
        elif other is None:
            self.report(page.path, line, "alternate", f"`{href}` leads to no page")
        elif not other.is_indexable:
            self.report(page.path, line, "alternate", f"`{href}` is a page not to be indexed")
        elif code not in ("x-default", other.lang):
            self.report(page.path, line, "alternate", f"`{href}` is `{other.lang}`, not `{code}`")
        elif alternates_of(other) != alternates_of(page):
            self.report(page.path, line, "alternate", f"`{href}` lists other alternates than this page")

    def check_twins(self, page: Page):
        """A page of the same address in another locale, fit to be indexed, must be named."""
        folder, _, rest = page.path.partition("/")
        if folder not in LOCALES or not page.is_indexable:
            return
        named = {self.site.resolve(page.path, href).text for _, _, href in page.alternates}
        for twin in (f"{other}/{rest}" for other in LOCALES if other != folder):
            if twin in self.site.pages and self.site.pages[twin].is_indexable and twin not in named:
                self.report(page.path, 1, "alternate", f"no hreflang for its translation {twin}")

    def check_internal(self, page: Page):
        if "noindex" not in page.robots:
            self.report(page.path, 1, "internal", "no robots noindex")
        for line, href in page.canonicals:
            self.report(page.path, line, "internal", f"canonical `{href}`")
        for line, code, _ in page.alternates:
            self.report(page.path, line, "internal", f"hreflang `{code}`")

    # --- the other files

    def check_files(self):
        for name in PUBLIC_FILES if self.audience == "public" else []:
            if name not in self.site.names:
                self.report(name, 0, "file", "missing")
        for name in self.site.files:
            self.counts["files"] += 1
            if self.audience == "internal" and Path(name).name.startswith("sitemap"):
                self.report(name, 0, "internal", "a sitemap")
            if name.endswith((".xml", ".svg")):
                self.check_xml(name)
            elif name.endswith(".css"):
                self.check_stylesheet(name)
            elif name.endswith((".js", ".mjs")):
                self.check_script(name)
            elif name == "robots.txt" and self.audience == "public":
                self.check_robots(name)

    def check_xml(self, name: str):
        try:
            root = ElementTree.fromstring(self.site.read(name))
        except ElementTree.ParseError as error:
            self.report(name, error.position[0], "file", f"XML does not parse: {error}")
            return
        if root.tag.endswith(("}feed", "rss")):
            hrefs = [node.get("href") or node.text or "" for node in root.iter() if local_name(node) == "link"]
            for href in hrefs:
                self.check_address(name, 0, href)

    def check_address(self, name: str, line: int, url: str):
        """An address that stands outside HTML, where only absolute ones have a meaning."""
        self.counts["links"] += 1
        target = self.site.resolve(name, url)
        if not urlsplit(url.strip()).scheme:
            self.report(name, line, "link", f"`{url}` is not absolute")
        elif target.kind == "broken":
            self.report(name, line, "link", f"`{url}`: {target.text}")
        elif target.kind == "file":
            self.check_fragment(name, line, target, f"`{url}`")

    def check_stylesheet(self, name: str):
        for number, text in enumerate(self.site.read(name).decode("utf-8").splitlines(), 1):
            for match in CSS_URL.finditer(text):
                url = match.group(1) or match.group(2)
                target = self.site.resolve(name, url)
                if target.kind == "broken":
                    self.report(name, number, "link", f"url({url}): {target.text}")
                elif target.kind == "external" or (target.kind == "other" and target.text != "data"):
                    self.report(name, number, "third-party", f"url({url})")

    def check_script(self, name: str):
        for number, text in enumerate(self.site.read(name).decode("utf-8").splitlines(), 1):
            for url in JS_HOST.findall(text):
                if not url.startswith((NAMESPACES, self.site.base_url)):
                    self.report(name, number, "third-party", f"the script names {url}")

    def check_robots(self, name: str):
        for number, text in enumerate(self.site.read(name).decode("utf-8").splitlines(), 1):
            key, _, value = (part.strip() for part in text.partition(":"))
            if key.lower() == "disallow" and value == "/":
                self.report(name, number, "file", "robots.txt shuts out the whole public site")
            if key.lower() == "sitemap":
                self.check_address(name, number, value)

    def check_sitemap(self):
        name = "sitemap.xml"
        try:
            root = ElementTree.fromstring(self.site.read(name))
        except (OSError, ElementTree.ParseError):
            return  # reported as a file
        listed = Counter()
        for entry in (node for node in root if local_name(node) == "url"):
            loc = next(((node.text or "").strip() for node in entry if local_name(node) == "loc"), "")
            given = {(link.get("hreflang"), unquote(link.get("href", ""))) for link in entry.iter(XHTML_LINK)}
            target = self.site.resolve(name, loc)
            page = self.site.pages.get(target.text) if target.kind == "file" else None
            listed[page.path if page else loc] += 1
            self.check_entry(name, loc, page, given)
        for loc in sorted(loc for loc, count in listed.items() if count > 1):
            self.report(name, 0, "sitemap", f"{loc} stands twice")
        for page in self.site.pages.values():
            if page.is_indexable and page.path not in listed:
                self.report(name, 0, "sitemap", f"{page.path} is missing")
        self.counts["sitemap entries"] += sum(listed.values())

    def check_entry(self, name: str, loc: str, page: Page | None, given: set):
        if page is None:
            self.report(name, 0, "sitemap", f"`{loc}` leads to no page")
        elif not self.site.is_url_of(loc, page.path):
            self.report(name, 0, "sitemap", f"`{loc}`, expected {self.site.url_of(page.path)}")
        elif not page.is_indexable:
            self.report(name, 0, "sitemap", f"`{loc}` is not to be indexed")
        elif given != alternates_of(page):
            self.report(name, 0, "sitemap", f"`{loc}` has other alternates than its page")


def alternates_of(page: Page) -> set[tuple[str, str]]:
    return {(code, unquote(href)) for _, code, href in page.alternates}


def local_name(node: ElementTree.Element) -> str:
    return node.tag.rsplit("}", 1)[-1]


def main() -> int:
    description = "\n".join([__doc__, "kinds of finding:", *(f"  {kind:12} {text}" for kind, text in KINDS.items())])
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--audience", choices=["public", "internal"], required=True)
    parser.add_argument("--base-url", required=True, help="the public site's address, as in site.toml")
    parser.add_argument("--public", type=Path, help="the built public site that internal pages may link to")
    options = parser.parse_args()
    site = Site(options.folder, options.base_url)
    if not site.pages:
        parser.error(f"no page in {options.folder}")
    public = Site(options.public, options.base_url) if options.public else None
    checker = Checker(site, options.audience, public)
    findings = checker.run()
    for name, line, kind, message in findings:
        print(f"{name}:{line}: [{kind}] {message}" if line else f"{name}: [{kind}] {message}")
    counts = ", ".join(f"{count} {what}" for what, count in sorted(checker.counts.items()))
    print(f"{options.audience} site: {len(findings)} findings in {counts}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
