"""Takes what `supportbook l10n export` writes through real tools of translators, and back again.

    check_clients.py BINARY PROJECT WORK [--omegat]

For each tool: a copy of the project in which sources were edited and translations removed is exported, the tool
fills in what is missing, and the result is imported. Then the project must have the tool's texts, the states must
be what the tool says, and no other byte of a translation may have changed.
"""

import difflib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

LOCALE = "zh-CN"
MARK = "译"  # begins every text that a tool puts in

# Sources that are edited: a word that stands once, and another in its place.
EDITS = [
    ("content/pages/terms.md", "What we support", "What our support covers"),
    ("content/pages/guides/credits.md", "best on the day itself", "best on the same day"),
    ("content/offerings/business.yaml", "Invoices and prices", "Invoices, credits and prices"),
]
# Translations that are removed, whole.
REMOVED = ["content/pages/guides/credits.zh-CN.md", "content/desks/amsterdam.zh-CN.yaml"]

failures = []


def fail(message):
    failures.append(message)
    print(f"FAILED {message}")


def run(*command, expect=0, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **more)
    if expect is not None and done.returncode != expect:
        sys.exit(f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done


class Project:
    """A copy of the sample, and the program."""

    def __init__(self, binary, origin, root):
        self.binary, self.root = binary, root
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        shutil.copy(origin / "site.toml", root)
        shutil.copytree(origin / "content", root / "content")

    def do(self, *command, expect=0):
        return run(self.binary, "-C", self.root, "l10n", *command, expect=expect)

    def export(self, format_, out, *more):
        self.do("export", "--locale", LOCALE, "--format", format_, "--out", out, *more)
        return out

    def take(self, format_, folder, *more, expect=0):
        return self.do("import", folder, "--locale", LOCALE, "--format", format_, *more, expect=expect)

    def status(self):
        report = json.loads(self.do("status", "--locale", LOCALE, "--format", "json").stdout)
        return report["locales"][0]

    def open(self, *states):
        """Names of the units that are in some state, by their sources."""
        found = set()
        for file in self.status()["files"]:
            found |= {(file["source"], unit["unit"]) for unit in file["open"] if unit["state"] in states}
        return found

    def files(self):
        return {
            path.relative_to(self.root).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted((self.root / "content").rglob("*"))
            if path.suffix in (".md", ".yaml", ".toml")
        }

    def disturb(self, removed=REMOVED):
        for name, old, new in EDITS:
            path = self.root / name
            text = path.read_text(encoding="utf-8")
            if text.count(old) < 1:
                sys.exit(f"{name} does not hold {old!r} any more")
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        for name in removed:
            (self.root / name).unlink()


def only_texts_changed(tool, before, after):
    """Translations and records alone changed, and within translations only lines with the tool's texts."""
    changed = [name for name in sorted(set(before) | set(after)) if before.get(name) != after.get(name)]
    for name in changed:
        if "/.l10n/" in name:
            continue
        if f".{LOCALE}." not in name:
            fail(f"{tool}: {name} is no translation and changed")
            continue
        if name not in before:
            continue
        lines = difflib.ndiff(before[name].splitlines(), after[name].splitlines())
        for line in lines:
            if line.startswith("+ ") and MARK not in line:
                fail(f"{tool}: {name}: `{line}` changed and is no text of the tool")
    return changed


def check_taken(tool, project, before, count, states=("missing", "stale")):
    changed = only_texts_changed(tool, before, project.files())
    left = project.open(*states)
    if left:
        fail(f"{tool}: {len(left)} units are still open, as {sorted(left)[0]}")
    again = project.do("status", "--locale", LOCALE).stdout
    print(f"{tool}: {count} texts, {len(changed)} files changed; {again.splitlines()[0]}")


# --- gettext


def gettext(make):
    project = make("gettext")
    out = project.export("po", project.root / "po")
    paths = sorted(out.rglob("*.po"))
    for path in paths:
        done = run("msgfmt", "--check", "--output-file=/dev/null", path)
        if done.stderr.strip():
            fail(f"msgfmt: {done.stderr.strip()}")
    # What is stale for us is fuzzy for msgmerge, and what is missing untranslated.
    project.disturb(removed=[])
    new = project.export("po", project.root / "new")
    ours, theirs = project.open("stale"), set()
    for path in paths:
        name = path.relative_to(out)
        template = run("msgattrib", "--clear-fuzzy", "--empty", new / name).stdout
        (project.root / "template.pot").write_text(template, encoding="utf-8")
        merged = run("msgmerge", "--quiet", "--no-wrap", "--previous", path, project.root / "template.pot").stdout
        source = "content/" + name.as_posix().removesuffix(".po")
        (project.root / "merged.po").write_text(merged, encoding="utf-8")
        fuzzy = run("msgattrib", "--no-wrap", "--only-fuzzy", "--no-obsolete", project.root / "merged.po").stdout
        theirs |= {(source, name) for name in re.findall(r'^msgctxt "(.*)"$', fuzzy, re.MULTILINE)}
        before = re.findall(r'^#\| msgid "(.*)"$', fuzzy, re.MULTILINE)
        own = re.findall(r'^#\| msgid "(.*)"$', (new / name).read_text(encoding="utf-8"), re.MULTILINE)
        if sorted(before) != sorted(own):
            fail(f"msgmerge: {name}: previous sources {before}, ours {own}")
    if ours != theirs:
        fail(f"msgmerge: fuzzy {sorted(theirs)}, ours {sorted(ours)}")
    print(f"gettext: {len(paths)} files, {len(ours)} stale units, the same as msgmerge's fuzzy ones")


# --- polib and translate-toolkit


def polib_round_trip(make):
    import polib

    project = make("polib")
    project.disturb()
    before = project.files()
    out, count = project.export("po", project.root / "po"), 0
    for path in sorted(out.rglob("*.po")):
        catalog = polib.pofile(str(path))
        for entry in catalog:
            if "fuzzy" in entry.flags or not entry.msgstr:
                entry.msgstr = filled(entry.msgid)
                entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
                entry.previous_msgid = None
                count += 1
        catalog.save()
    done = project.take("po", out)
    print(done.stderr.strip().splitlines()[-1])
    check_taken("polib", project, before, count)


def filled(source):
    """A translation as a tool's user would write it: marked, with what must stay."""
    return MARK + source


def toolkit_xliff(make):
    from translate.storage import xliff

    project = make("toolkit-xliff")
    project.disturb()
    before = project.files()
    out, count = project.export("xliff", project.root / "xliff"), 0
    for path in sorted(out.rglob("*.xlf")):
        store = xliff.xlifffile.parsefile(str(path))
        for unit in store.units:
            target = unit.xmlelement.find("{*}target")
            if target.get("state") in ("needs-translation", "needs-adaptation"):
                copy_inline(unit.xmlelement.find("{*}source"), target)
                target.set("state", "translated")
                count += 1
        store.savefile(str(path))
    project.take("xliff", out)
    check_taken("translate-toolkit, XLIFF", project, before, count)
    approvals(project, xliff)


def copy_inline(source, target):
    """The source's letters and elements as the target, marked."""
    for child in list(target):
        target.remove(child)
    target.text = MARK + (source.text or "")
    for child in source:
        target.append(child.__copy__())


def approvals(project, xliff):
    """`approved` becomes a review of the one who vouches, and is written again."""
    out = project.export("xliff", project.root / "approved")
    path = out / "pages/guides/credits.md.xlf"
    store = xliff.xlifffile.parsefile(str(path))
    for unit in store.units:
        unit.markapproved(True)
    store.savefile(str(path))
    project.take("xliff", out, "--reviewer", "Zhang Li")
    file = next(file for file in project.status()["files"] if file["source"].endswith("guides/credits.md"))
    states = file["figures"]["states"]
    if states["reviewed"] != file["figures"]["units"]:
        fail(f"XLIFF: approved units are not all reviewed: {states}")
    again = project.export("xliff", project.root / "approved", "--update")
    text = (again / "pages/guides/credits.md.xlf").read_text(encoding="utf-8")
    if 'approved="no"' in text:
        fail("XLIFF: a reviewed unit is not approved")


def toolkit_tmx(make):
    from translate.storage import tmx

    project = make("toolkit-tmx")
    project.disturb()
    out = project.export("tmx", project.root / "tmx")
    store = tmx.tmxfile.parsefile(str(out / "memory.tmx"))
    texts = [(unit.source, unit.target) for unit in store.units]
    if not texts or any(not target for _, target in texts):
        fail("TMX: a unit without a target")
    # What a tool learned elsewhere comes back as a memory.
    catalogs = project.export("xliff", project.root / "xliff")
    learned = tmx.tmxfile()
    count = 0
    for path in sorted(catalogs.rglob("*.xlf")):
        for source in open_sources(path):
            learned.addtranslation(source, "en", MARK + source, LOCALE)
            count += 1
    (project.root / "learned").mkdir()
    learned.savefile(str(project.root / "learned/learned.tmx"))
    before = project.files()
    project.take("tmx", project.root / "learned")
    check_taken("translate-toolkit, TMX", project, before, count)
    print(f"translate-toolkit reads {len(texts)} units of our memory")


def open_sources(path):
    from lxml import etree

    for unit in etree.parse(str(path)).iter("{*}trans-unit"):
        if unit.find("{*}target").get("state") in ("needs-translation", "needs-adaptation"):
            yield "".join(unit.find("{*}source").itertext())


def toolkit_tbx(make):
    """A terminologist changes a word in our termbase, forbids the old one, and both come back."""
    from translate.storage.tbx import tbxfile

    project = make("tbx")
    path = project.root / "l10n/glossary.tbx"
    project.do("glossary", "export", "--locale", LOCALE, "--format", "tbx", "--out", path)
    base = tbxfile.parsefile(str(path))
    base.setsourcelanguage("en")
    base.settargetlanguage(LOCALE)
    text = (project.root / "content/glossary.yaml").read_text(encoding="utf-8")
    forbidden = [term.text for unit in base.units for term in unit.get_target_terms() if term.deprecated]
    lost = [word for word in forbidden if word not in text]
    count = sum(len(words.split(",")) for words in re.findall(r"forbidden: \{zh-CN: \[(.*)\]\}", text))
    if lost or len(forbidden) != count or len(base.units) != len(re.findall(r"^  term: ", text, re.MULTILINE)):
        fail(f"TBX: {len(base.units)} terms, {len(forbidden)} of {count} forbidden words, lost {lost}")
    untranslatable = [unit.getid() for unit in base.units if not unit.istranslatable()]
    if len(untranslatable) != text.count("never_translate: true"):
        fail(f"TBX: {untranslatable} are not to be translated")
    unit = next(unit for unit in base.units if unit.getid() == "proration")
    old = unit.target
    unit.settarget(MARK + old)
    base.save()
    before = project.files()
    told = project.do("glossary", "import", path, "--locale", LOCALE, "--format", "tbx").stderr
    changed = only_texts_changed("TBX", before, project.files())
    if f"`proration`: term `{MARK}{old}`, before `{old}`" not in told or len(changed) != 2:
        fail(f"TBX: {changed}, {told}")
    project.do("glossary", "export", "--locale", LOCALE, "--format", "tbx", "--out", path, "--update")
    again = project.do("glossary", "import", path, "--locale", LOCALE, "--format", "tbx").stderr
    if not again.startswith("nothing changes"):
        fail(f"TBX: {again}")
    print(f"translate-toolkit, TBX: {len(base.units)} terms, {len(forbidden)} forbidden words")


def platforms(make):
    """What `init` writes for Weblate and Crowdin names exactly the files that an export writes."""
    import yaml
    from wlc.config import WeblateConfig

    project = make("platforms")
    project.do("init", "weblate")
    project.do("init", "crowdin")
    out = project.export("po", project.root / "l10n" / LOCALE)
    project.do("glossary", "export", "--locale", LOCALE, "--format", "tbx", "--out", out / "glossary.tbx")
    written = {path.relative_to(project.root).as_posix() for path in out.rglob("*") if path.is_file()}
    components = json.loads((project.root / "l10n/weblate.json").read_text(encoding="utf-8"))
    masks = {one["filemask"].replace("*", LOCALE) for one in components}
    if masks != written or len({one["slug"] for one in components}) != len(components):
        fail(f"Weblate: {sorted(masks ^ written)}")
    config = WeblateConfig()
    config.load(project.root / ".weblate")
    if "REPLACE-ME" not in config.get("weblate", "url"):
        fail("wlc does not read .weblate")
    crowdin = yaml.safe_load((project.root / "crowdin.yml").read_text(encoding="utf-8"))
    for entry in crowdin["files"]:
        sources = {path.relative_to(project.root).as_posix() for path in project.root.glob(entry["source"][1:])}
        if sources != {name for name in written if name.endswith(".po")}:
            fail(f"Crowdin: {sorted(sources ^ written)}")
        if entry["update_option"] != "update_as_unapproved" or entry["languages_mapping"]["locale"] != {LOCALE: LOCALE}:
            fail(f"Crowdin: {entry}")
    print(f"Weblate: {len(components)} components; Crowdin: {len(crowdin['files'])} pattern")


def pofilter(make, bin_):
    """Wrong numbers and addresses that pofilter finds in an export are findings of ours as well."""
    project = make("pofilter")
    path = project.root / "content/pages/terms.zh-CN.md"
    text = path.read_text(encoding="utf-8")
    at = text.find("30天")
    if at < 0:
        sys.exit("terms.zh-CN.md holds no `30天` to spoil any more")
    path.write_text(text[:at] + "20天" + text[at + 3 :], encoding="utf-8")
    line = text[:at].count("\n") + 1
    project.do("sync", "--by", "somebody")
    out = project.export("po", project.root / "po")
    run(bin_ / "pofilter", "--progress=none", "-t", "numbers", out / "pages", project.root / "filtered", expect=None)
    hits = project.root / "filtered/terms.md.po"
    theirs = hits.read_text(encoding="utf-8") if hits.exists() else ""
    ours = run(project.binary, "-C", project.root, "check", "--format", "short", expect=None).stdout
    if f"terms.zh-CN.md:{line}:" not in ours:
        fail(f"a wrong number in line {line} of the terms is no finding of ours")
    sources = re.findall(r"^#: (.*)$", theirs, re.MULTILINE)
    if not sources:
        fail("pofilter does not see the wrong number")
    print(f"pofilter: finds {len(sources)} units of the terms, ours among them at line {line}")


# --- tools outside of Python


def node_reader(make):
    """The reader of npm's `xliff` finds every unit and its source."""
    project = make("node")
    out = project.export("xliff", project.root / "xliff")
    script = (
        "const {xliff12ToJs} = require('xliff'), fs = require('fs');"
        "const files = process.argv.slice(1);"
        "(async () => { let all = 0; for (const f of files) {"
        " const js = await xliff12ToJs(fs.readFileSync(f, 'utf8'));"
        " if (js.targetLanguage !== 'zh-CN') throw new Error(f);"
        " for (const units of Object.values(js.resources)) all += Object.keys(units).length; }"
        " console.log(all); })().catch(error => { console.error(error); process.exit(1); });"
    )
    paths = sorted(str(path) for path in out.rglob("*.xlf"))
    count = int(run("node", "-e", script, *paths).stdout)
    wanted = sum(path.read_text(encoding="utf-8").count("<trans-unit ") for path in out.rglob("*.xlf"))
    if count != wanted:
        fail(f"npm xliff: {count} units, {wanted} written")
    print(f"npm xliff: {count} units")


def omegat(make):
    """A translator works in OmegaT on our XLIFF; its memory comes back to us too."""
    project = make("omegat")
    project.disturb()
    project.do("init", "omegat")
    work = project.root / f"l10n/omegat-{LOCALE}"
    out = project.export("xliff", work / "source")
    project.export("tmx", work / "tm")
    project.do("glossary", "export", "--locale", LOCALE, "--format", "omegat", "--out", work / "glossary/terms.utf8")
    segments = omegat_segments(out)
    (work / "omegat/project_save.tmx").write_text(omegat_memory(segments), encoding="utf-8")
    before = project.files()
    run("omegat", "--mode=console-translate", work, timeout=300)
    done = project.take("xliff", work / "target", expect=None)
    if done.returncode:
        fail(f"OmegaT, XLIFF: {done.stderr.strip()}")
        return
    check_taken("OmegaT, XLIFF", project, before, len(segments))
    again = make("omegat-memory")
    again.disturb()
    before = again.files()
    (again.root / "memory").mkdir()
    shutil.copy(next(work.glob("*-level2.tmx")), again.root / "memory/omegat.tmx")
    again.take("tmx", again.root / "memory")
    # What it took for the source of a stale unit is the old translation, which no memory of ours knows.
    check_taken("OmegaT, TMX", again, before, len(segments), states=("missing",))


def omegat_segments(out):
    """What wants work, as OmegaT shows it, and a translation: it takes what stands in `target` for the source."""
    from lxml import etree

    segments = []
    for path in sorted(out.rglob("*.xlf")):
        for unit in etree.parse(str(path)).iter("{*}trans-unit"):
            if unit.find("{*}target").get("state") in ("needs-translation", "needs-adaptation"):
                segments.append((tagged(unit.find("{*}target")), MARK + tagged(unit.find("{*}source"))))
    return segments


def tagged(source):
    """OmegaT's short tags: `f` and a number from 0 for all whose letters are protected."""
    number, open_, out = 0, [], source.text or ""
    for child in source:
        kind = child.tag.rpartition("}")[2]
        if kind == "ept":
            letter, at = open_.pop()
            out += f"</{letter}{at}>"
        elif kind == "bpt":
            open_.append(("f", number))
            out += f"<f{number}>"
            number += 1
        else:
            out += f"<f{number}/>"
            number += 1
        out += child.tail or ""
    return out


def omegat_memory(segments):
    from xml.sax.saxutils import escape

    units = "".join(
        f'<tu><tuv lang="EN"><seg>{escape(old)}</seg></tuv><tuv lang="ZH-CN"><seg>{escape(new)}</seg></tuv></tu>\n'
        for old, new in dict(segments).items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx11.dtd">\n<tmx version="1.1"><header '
        'creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="3.6" '
        f'segtype="paragraph" srclang="EN"/><body>\n{units}</body></tmx>\n'
    )


def main(binary, origin, work):
    binary, origin, work = Path(binary).resolve(), Path(origin).resolve(), Path(work).resolve()

    def make(name):
        return Project(binary, origin, work / name)

    gettext(make)
    polib_round_trip(make)
    toolkit_xliff(make)
    toolkit_tmx(make)
    toolkit_tbx(make)
    platforms(make)
    pofilter(make, Path(sys.executable).parent)
    node_reader(make)
    omegat(make)
    if failures:
        sys.exit(f"{len(failures)} failures")


if __name__ == "__main__":
    main(*sys.argv[1:])
