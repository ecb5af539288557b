"""The site checker must be able to fail: each case breaks one thing in a good little site.

    python3 .ci/test_check_site.py
"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from check_site import KINDS, Checker, Site

BASE = "https://support.example/help/"
POLICY = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; base-uri 'none'"


def alternates(rest: str) -> str:
    codes = [("en", f"en/{rest}"), ("zh-CN", f"zh-cn/{rest}"), ("x-default", "" if rest == "" else f"en/{rest}")]
    return "".join(f'<link rel="alternate" hreflang="{code}" href="{BASE}{path}">\n' for code, path in codes)


def page(lang: str, up: str, head: str, body: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>Support</title>
{head}<link rel="stylesheet" href="{up}assets/site.css"><script src="{up}assets/site.js" defer></script>
</head>
<body><a href="#main">Skip</a><main id="main">
<h1>Support</h1>
{body}
</main></body>
</html>
"""


def redirect(lang: str, to: str, canonical: str, robots: str = "") -> str:
    head = f'<meta http-equiv="refresh" content="0; url={to}">{robots}{canonical}'
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>Moved</title>{head}</head><body><p><a href="{to}">Moved</a></p></body></html>
"""


CONTENT = """<p>Call <a href="tel:+31205550142">us</a>, write to <a href="mailto:a@b.example">us</a>.</p>
<ul><li>one<li>two</ul><p>no end tag<p>next</p>
<p><a href="{guide}#cost">cost</a> <a href="{home}">home</a> <a href="https://elsewhere.example/">elsewhere</a></p>
<table><caption>Cost</caption><tr><td>1</td></tr></table>
<table><tbody><tr><th scope="row">Cost<td>1</table>
<h2 id="cost">Cost</h2><img src="{up}assets/icon.svg" alt="lamp"><img src="data:image/gif;base64,AAAA" alt="">
<svg role="img" aria-labelledby="t"><title id="t">Week</title><use href="{up}assets/icon.svg#lamp"/></svg>
<label for="q">Ask</label><input id="q"><code>[[fact:x]] {{{{ x }}}}</code>"""


def canonical(path: str) -> str:
    return f'<link rel="canonical" href="{BASE}{path}">\n'


def content(up: str) -> str:
    return CONTENT.format(up=up, guide=f"{up}en/guide/", home="../" if up == "../../" else "./")


def good_site() -> dict[str, str]:
    """Root, two pages in two languages, a page shown in the source language, an alias, a 404, data files."""
    noindex = '<meta name="robots" content="noindex">\n'
    files = {
        "index.html": page("en", "", canonical("") + alternates(""), '<a href="en/">en</a> <a href="zh-cn/">zh</a>'),
        "404.html": page("en", "/help/", noindex, '<a href="/help/en/">Home</a>'),
        "en/old/index.html": redirect("en", "../guide/#cost", canonical("en/guide/")),
        "zh-cn/only/index.html": page("zh-CN", "../../", noindex, content("../../")),
        "en/only/index.html": page("en", "../../", canonical("en/only/"), content("../../")),
        "assets/site.css": "/* */ .a { background: url(icon.svg) } .b { background: url('data:image/gif;base64,A') }\n",
        "assets/site.js": 'var ns = "http://www.w3.org/2000/svg"; // see https://elsewhere.example/\n',
        "assets/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path id="lamp" d="M0 0"/></svg>\n',
        "robots.txt": f"User-agent: *\nDisallow:\nSitemap: {BASE}sitemap.xml\n",
        "en/feed.xml": '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>'
        f'<entry><link href="{BASE}en/guide/#cost"/></entry></feed>\n',
    }
    for lang, folder in [("en", "en"), ("zh-CN", "zh-cn")]:
        for rest, up in [("", "../"), ("guide/", "../../")]:
            head = canonical(f"{folder}/{rest}") + alternates(rest)
            files[f"{folder}/{rest}index.html"] = page(lang, up, head, content(up))
    files["sitemap.xml"] = sitemap()
    return files


def sitemap() -> str:
    def entry(path, rest):
        links = "" if rest is None else alternates(rest).replace("<link", "<xhtml:link").replace('">', '"/>')
        return f"<url><loc>{BASE}{path}</loc>\n{links}</url>\n"

    entries = [("", ""), ("en/", ""), ("zh-cn/", ""), ("en/guide/", "guide/"), ("zh-cn/guide/", "guide/")]
    body = "".join(entry(path, rest) for path, rest in entries) + entry("en/only/", None)
    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {names}>\n{body}</urlset>\n'


def good_internal() -> dict[str, str]:
    noindex = '<meta name="robots" content="noindex, nofollow">\n'
    body = f'<a href="runbook/">Runbook</a> <a href="{BASE}en/guide/#cost">What customers read</a>'
    return {
        "index.html": page("en", "", noindex, '<a href="en/">en</a>'),
        "en/index.html": page("en", "../", noindex, body),
        "en/runbook/index.html": page("en", "../../", noindex, '<a href="../">All</a>'),
        "en/old/index.html": redirect("en", "../runbook/", "", noindex),
        "assets/site.css": "",
        "assets/site.js": "",
    }


GUIDE, ZH_GUIDE, OLD = "en/guide/index.html", "zh-cn/guide/index.html", "en/old/index.html"
TO_EN, TO_ZH = f'hreflang="en" href="{BASE}en/guide/"', f'hreflang="zh-CN" href="{BASE}zh-cn/guide/"'
ONLY = f"<loc>{BASE}en/only/"
H1 = "<h1>Support</h1>"
# kind, what the message says, file, old text, new text (None: the file is removed)
PUBLIC_CASES = [
    ("alternate", "no x-default", GUIDE, f'<link rel="alternate" hreflang="x-default" href="{BASE}en/guide/">\n', ""),
    ("alternate", "not among its own", ZH_GUIDE, TO_ZH, f'hreflang="zh-CN" href="{BASE}zh-cn/"'),
    ("alternate", "lists other alternates", ZH_GUIDE, TO_EN, f'hreflang="en" href="{BASE}en/"'),
    ("alternate", "is `zh-CN`, not `zh-TW`", GUIDE, 'hreflang="zh-CN"', 'hreflang="zh-TW"'),
    ("alternate", "leads to no page", GUIDE, TO_ZH, f'hreflang="zh-CN" href="{BASE}zh-cn/gone/"'),
    ("alternate", "is not absolute", GUIDE, TO_ZH, 'hreflang="zh-CN" href="../../zh-cn/guide/"'),
    ("alternate", "stands twice", GUIDE, 'hreflang="zh-CN"', 'hreflang="en"'),
    ("alternate", "is a page not to be indexed", GUIDE, TO_ZH, f'hreflang="zh-CN" href="{BASE}zh-cn/only/"'),
    ("alternate", "hreflang on a page not to be indexed", GUIDE, "<title>", '<meta name="robots" content="noindex"><title>'),
    ("alternate", "no hreflang for its translation", ZH_GUIDE, alternates("guide/"), ""),
    ("canonical", "no canonical", GUIDE, canonical("en/guide/"), ""),
    ("canonical", "expected", GUIDE, canonical("en/guide/"), canonical("en/")),
    ("canonical", "a second canonical", GUIDE, canonical("en/guide/"), canonical("en/guide/") * 2),
    ("canonical", "no address of the site", "zh-cn/only/index.html", "<title>", canonical("gone/") + "<title>"),
    ("csp", "no Content-Security-Policy", GUIDE, 'http-equiv="Content-Security-Policy"', 'name="policy"'),
    ("csp", "allows 'unsafe-inline'", GUIDE, "style-src 'self'", "style-src 'self' 'unsafe-inline'"),
    ("csp", "foreign source https:", GUIDE, "img-src 'self'", "img-src 'self' https:"),
    ("csp", "foreign source data:", GUIDE, "script-src 'self'", "script-src 'self' data:"),
    ("csp", "default-src", GUIDE, "default-src 'none';", ""),
    ("csp", "stands before", GUIDE, "<meta http-equiv", '<link rel="stylesheet" href="../../assets/site.css"><meta http-equiv'),
    ("csp", "no Content-Security-Policy", OLD, 'http-equiv="Content-Security-Policy"', 'name="policy"'),
    ("document", "doctype", GUIDE, "<!DOCTYPE html>\n", ""),
    ("document", "no <meta charset>", GUIDE, '<meta charset="utf-8">', ""),
    ("document", "no <title>", GUIDE, "<title>Support</title>", "<title> </title>"),
    ("document", "stands twice", GUIDE, "<h1>", '<h1 class="a" class="b">'),
    ("document", "<base>", GUIDE, "<title>", '<base href="/"><title>'),
    ("file", "missing", "404.html", None, None),
    ("file", "missing", "sitemap.xml", None, None),
    ("file", "does not parse", "en/feed.xml", "</entry>", ""),
    ("file", "does not parse", "assets/icon.svg", "/>", ">"),
    ("file", "shuts out", "robots.txt", "Disallow:", "Disallow: /"),
    ("fragment", "no id `price`", GUIDE, '#cost"', '#price"'),
    ("fragment", "no id `mian`", GUIDE, '"#main"', '"#mian"'),
    ("fragment", "no id `oil`", GUIDE, "icon.svg#lamp", "icon.svg#oil"),
    ("fragment", "no id `price`", OLD, "url=../guide/#cost", "url=../guide/#price"),
    ("fragment", "no id `price`", "en/feed.xml", "#cost", "#price"),
    ("h1", "0 h1", GUIDE, H1, "<h2>Support</h2>"),
    ("h1", "2 h1", GUIDE, H1, H1 + H1),
    ("id", "stands on line", GUIDE, "<p>Call", '<p id="cost">Call'),
    ("id", "empty or holds a space", GUIDE, 'id="cost"', 'id="the cost"'),
    ("id", "for names `w`", GUIDE, 'for="q"', 'for="w"'),
    ("id", "aria-labelledby names `u`", GUIDE, 'aria-labelledby="t"', 'aria-labelledby="t u"'),
    ("id", "fill names `beam`", GUIDE, "<svg ", '<svg fill="url(#beam)" '),
    ("image", "no alt", GUIDE, ' alt="lamp"', ""),
    ("inline", "<script> without src", GUIDE, H1, H1 + "<script>x()</script>"),
    ("inline", "<style> element", GUIDE, H1, H1 + "<style>a{}</style>"),
    ("inline", "style attribute", GUIDE, "<h1>", '<h1 style="color:red">'),
    ("inline", "event attribute `onclick`", GUIDE, "<h1>", '<h1 onclick="x()">'),
    ("lang", "`None`", GUIDE, ' lang="en"', ""),
    ("lang", "`zh-cn`, expected zh-CN", ZH_GUIDE, 'lang="zh-CN">\n<head>', 'lang="zh-cn">\n<head>'),
    ("lang", "`en`, expected zh-CN", "zh-cn/only/index.html", 'lang="zh-CN"', 'lang="en"'),
    ("lang", "`de`", "index.html", 'lang="en"', 'lang="de"'),
    ("link", "no file `en/gone/index.html`", GUIDE, 'href="../"', 'href="../gone/"'),
    ("link", "no file `assets/gone.svg`", GUIDE, "assets/icon.svg\" alt", "assets/gone.svg\" alt"),
    ("link", "no file `assets/gone.css`", GUIDE, "assets/site.css", "assets/gone.css"),
    ("link", "no file `assets/gone.js`", GUIDE, "assets/site.js", "assets/gone.js"),
    ("link", "no file `assets/big.png`", GUIDE, ' alt="lamp"', ' alt="lamp" srcset="../../assets/icon.svg 1x, ../../assets/big.png 2x"'),
    ("link", "no file `Assets/icon.svg`", GUIDE, "assets/icon.svg\" alt", "Assets/icon.svg\" alt"),
    ("link", "climbs out", GUIDE, 'href="../"', 'href="../../../internal/"'),
    ("link", "closing slash", GUIDE, 'href="../"', 'href="../../en"'),
    ("link", "is empty", GUIDE, 'href="../"', 'href=""'),
    ("link", "host but no scheme", GUIDE, 'href="../"', 'href="//elsewhere.example/"'),
    ("link", "leaves the site's path", "404.html", '"/help/en/"', '"/en/"'),
    ("link", "no file `gone/index.html`", GUIDE, 'href="../"', f'href="{BASE}gone/"'),
    ("link", "cannot be read", GUIDE, 'href="../"', 'href="http://[x/"'),
    ("link", "no file `assets/gone.svg`", "assets/site.css", "icon.svg", "gone.svg"),
    ("link", "no file", "en/feed.xml", "en/guide/", "en/gone/"),
    ("link", "no file", "robots.txt", "sitemap.xml", "map.xml"),
    ("nesting", "</div> closes nothing", GUIDE, H1, H1 + "</div>"),
    ("nesting", "<div> is never closed", GUIDE, "</html>", "</html><div>"),
    ("nesting", "</main> closes <section>", GUIDE, H1, H1 + "<section>"),
    ("nesting", "</p> closes nothing", GUIDE, H1, H1 + "<p><table><caption>x</caption></table></p>"),
    ("nesting", "<a> inside <a>", GUIDE, ">cost</a>", '>cost <a href="../">x</a></a>'),
    ("nesting", "does not close itself", GUIDE, H1, H1 + "<div/>"),
    ("redirect", "there is no file", OLD, "url=../guide/#cost", "url=../gone/"),
    ("redirect", "itself a redirect", OLD, "url=../guide/#cost", "url=../old/"),
    ("redirect", "canonical is not", OLD, canonical("en/guide/"), canonical("en/")),
    ("redirect", "no link", OLD, '<a href="../guide/#cost">', '<a href="../">'),
    ("residue", "[[fact:", GUIDE, "<p>Call", "<p>[[fact:channel.emergency.number]] Call"),
    ("residue", "{{", GUIDE, "<title>Support", "<title>{{ title }}"),
    ("residue", "](offering:", GUIDE, "<p>Call", "<p>[ours](offering:business) Call"),
    ("residue", "\ufffd", GUIDE, "<p>Call", "<p>Call \ufffd"),
    ("residue", "ue000", GUIDE, 'alt="lamp"', 'alt="lamp\ue000"'),
    ("scheme", "`javascript:`", GUIDE, 'href="../"', 'href="javascript:x()"'),
    ("scheme", "`offering:`", GUIDE, 'href="../"', 'href="offering:business"'),
    ("scheme", "`data:`", GUIDE, "../../assets/site.js", "data:text/javascript,x"),
    ("sitemap", "is missing", "sitemap.xml", f"<url><loc>{BASE}en/only/</loc>\n</url>\n", ""),
    ("sitemap", "leads to no page", "sitemap.xml", ONLY, f"<loc>{BASE}en/gone/"),
    ("sitemap", "is not to be indexed", "sitemap.xml", ONLY, f"<loc>{BASE}zh-cn/only/"),
    ("sitemap", "is not to be indexed", "sitemap.xml", ONLY, f"<loc>{BASE}en/old/"),
    ("sitemap", "expected", "sitemap.xml", ONLY, ONLY + "index.html"),
    ("sitemap", "stands twice", "sitemap.xml", "</urlset>", f"<url><loc>{BASE}en/only/</loc></url></urlset>"),
    ("sitemap", "other alternates", "sitemap.xml", TO_ZH, f'hreflang="zh-CN" href="{BASE}zh-cn/"'),
    ("style", "is not relative", GUIDE, 'href="../"', 'href="/help/en/"'),
    ("style", "is not relative", GUIDE, 'href="../"', f'href="{BASE}en/"'),
    ("style", "breaks where 404.html", "404.html", '"/help/en/"', '"en/"'),
    ("table", "neither", GUIDE, "<caption>Cost</caption>", ""),
    ("third-party", "is loaded from elsewhere", GUIDE, "../../assets/site.js", "https://cdn.example/site.js"),
    ("third-party", "is loaded from elsewhere", GUIDE, "../../assets/icon.svg\" alt", "http://support.example/help/x.svg\" alt"),
    ("third-party", "is loaded from elsewhere", GUIDE, "<title>", '<link rel="preconnect" href="https://cdn.example/"><title>'),
    ("third-party", "url(https://cdn", "assets/site.css", "icon.svg", "https://cdn.example/x.svg"),
    ("third-party", "the script names", "assets/site.js", "var ns", 'fetch("https://cdn.example/x"); var ns'),
]
INTERNAL_CASES = [
    ("internal", "no robots noindex", "en/runbook/index.html", '<meta name="robots" content="noindex, nofollow">\n', ""),
    ("internal", "canonical", "en/runbook/index.html", "<title>", canonical("en/runbook/") + "<title>"),
    ("internal", "hreflang `zh-CN`", "en/runbook/index.html", "<title>", alternates("runbook/") + "<title>"),
    ("internal", "a sitemap", "sitemap.xml", "", sitemap()),
    ("link", "no file `en/gone/index.html`", "en/index.html", '"runbook/"', '"gone/"'),
    ("link", "no file `en/gone/index.html`", "en/index.html", "en/guide/", "en/gone/"),
    ("fragment", "no id `price`", "en/index.html", "#cost", "#price"),
    ("redirect", "there is no file", OLD, "url=../runbook/", "url=../gone/"),
    ("third-party", "is loaded from elsewhere", "en/index.html", "../assets/site.js", BASE + "assets/site.js"),
    ("csp", "allows 'unsafe-eval'", "en/index.html", "script-src 'self'", "script-src 'self' 'unsafe-eval'"),
]


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def broken(files: dict[str, str], name: str, old: str | None, new: str | None) -> dict[str, str]:
    if old is None:
        return {path: text for path, text in files.items() if path != name}
    assert old in files.get(name, ""), f"{name} does not hold {old!r}"
    return files | {name: files.get(name, "").replace(old, new, 1)}


class CheckerFindsFaults(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def findings(self, audience: str, files: dict[str, str], number: int = 0):
        site = Site(write(self.folder / f"site{number}", files), BASE)
        public = Site(write(self.folder / "public", good_site()), BASE) if audience == "internal" else None
        return Checker(site, audience, public).run()

    def test_the_good_sites_have_no_finding(self):
        self.assertEqual(self.findings("public", good_site(), 1), [])
        self.assertEqual(self.findings("internal", good_internal(), 2), [])

    def test_each_public_fault_is_found(self):
        self.every_case_is_found("public", good_site(), PUBLIC_CASES)

    def test_each_internal_fault_is_found(self):
        self.every_case_is_found("internal", good_internal(), INTERNAL_CASES)

    def every_case_is_found(self, audience, files, cases):
        for number, (kind, says, name, old, new) in enumerate(cases):
            with self.subTest(kind=kind, says=says, file=name):
                found = self.findings(audience, broken(files, name, old, new), number)
                hits = [one for one in found if one[0] == name and one[2] == kind and says in one[3]]
                self.assertTrue(hits, f"expected [{kind}] …{says}… in {name}, found {found}")

    def test_every_kind_has_a_case(self):
        self.assertEqual({case[0] for case in PUBLIC_CASES + INTERNAL_CASES}, set(KINDS))

    def test_bytes_that_are_not_utf_8_are_found(self):
        write(self.folder, good_site())
        (self.folder / GUIDE).write_bytes(b"<!DOCTYPE html>\xff")
        found = Checker(Site(self.folder, BASE), "public").run()
        self.assertTrue(any(one[0] == GUIDE and "not UTF-8" in one[3] for one in found), found)


class CommandLine(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def run_checker(self, *more: str):
        command = [sys.executable, str(Path(__file__).with_name("check_site.py")), str(self.folder)]
        command += ["--audience", "public", "--base-url", BASE, *more]
        return subprocess.run(command, capture_output=True, text=True)

    def test_a_good_site_exits_0_with_a_closing_line(self):
        write(self.folder, good_site())
        done = self.run_checker()
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout.splitlines()[-1], r"^public site: 0 findings in .*8 pages, 1 redirects")

    def test_a_fault_exits_1_and_names_its_line(self):
        write(self.folder, broken(good_site(), GUIDE, "<h1>", '<h1 onclick="x()">'))
        done = self.run_checker()
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{GUIDE}:14: [inline] event attribute `onclick` on <h1>\n", done.stdout)

    def test_a_folder_without_pages_is_no_success(self):
        self.assertEqual(self.run_checker().returncode, 2)


if __name__ == "__main__":
    unittest.main()
