"""Holds what `supportbook check --format …` prints against the formats' own rules, by readers that are not ours.

    python3 .ci/check_formats.py BINARY SARIF_SCHEMA FOLDER

Two little projects are written below FOLDER, one with findings of every kind and one without, and judged from the
folder above them, as CI does. SARIF is read by python-jsonschema with the schema of SARIF 2.1.0, JUnit by expat and
junitparser. What a schema cannot know is asked here: do paths lead to files, do places lie in their lines, are
fingerprints unique, and do all formats tell of the same findings and end with the same exit code? Code Quality
reports and the commands of GitHub and Azure have no schema: they are read as the servers' documentation says.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import jsonschema
from junitparser import Failure, JUnitXml

FORMATS = ["json", "sarif", "gitlab", "junit", "github", "azure"]
LEVELS = {"error": 0, "warning": 1, "info": 2}
SITE = """base_url = "https://support.harbor.test/"
source_locale = "en"
locales = ["en", "zh-CN"]
as_of = "2026-06-01"
title.en = "Harbor Support"
title.zh-CN = "港湾支持"
"""
SOUND = {
    "site.toml": SITE,
    "content/pages/_index.md": "---\ntitle: Harbor\n---\n\nWelcome.\n",
    "content/pages/_index.zh-CN.md": "---\ntitle: 港湾\n---\n\n欢迎。\n",
}
# A finding of each level, a waived one, two that are equal, an edit, a further place, a day that has passed, and texts
# that are commands to somebody else.
FAULTY = SOUND | {
    "site.toml": SITE
    + """
[rules]
MKD009 = "info"

[[waivers]]
rule = "FIL001"
path = "content/stray"
reason = "Moves in July: 50 % <done> & \\"agreed\\""
until = 2026-07-31
""",
    "content/stray/readme.md": "Nobody reads this.\n",
    "content/pages/terms.md": "---\ntitle: Terms\nkind: terms\n---\n\n## Scope\n",
    "content/pages/terms.zh-CN.md": "---\ntitle: 条款\n---\n\n## 范围 {#scope}\n",
    "content/pages/价格.md": "---\ntitle: 价格\nslug: price\nlocale: zh-CN\n---\n\n"
    "😀灯 [一](gone.md) [二](gone.md) [三](a,b:c;d]%25.md) 请先**备份。\n",
    "content/pages/twice.md": "---\ntitle: Once\ntitle: Twice\n---\n",
    "content/pages/commands.md": "---\ntitle: Commands\n---\n\n"
    "## One {x##vso[task.complete]y=1}\n\n[a](::error::x.md) [b](##vso[task.complete]z.md)\n",
    "content/pages/news/moved.md": "---\ntitle: We moved\nkind: news\n---\n",
    "content/notices/works.yaml": 'title: Works\ntext: The line is down\nfrom: "2026-05-20T08:00+02:00"\n'
    'until: "2026-05-22T08:00+02:00"\nurgency: outage\n',
}


class Faults(list):
    """What is wrong, each as a line."""

    def expect(self, condition, fault):
        if not condition:
            self.append(fault)
        return bool(condition)


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def is_relative(path):
    return not path.startswith("/") and not urlsplit(path).scheme and ".." not in path.split("/")


def judge_sarif(text, schema, root):
    """Faults of a SARIF log, and its results as (level, rule, path, message); waived ones apart."""
    faults, found, waived = Faults(), Counter(), Counter()
    log = json.loads(text)
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    for error in validator.iter_errors(log):
        faults.append(f"{error.json_path}: {error.message[:200]}")
    if faults:
        return faults, found, waived
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    faults.expect(len({rule["id"] for rule in rules}) == len(rules), "a rule is declared twice")
    prints = [json.dumps(one["partialFingerprints"], sort_keys=True) for one in run["results"]]
    faults.expect(len(set(prints)) == len(prints), "a fingerprint stands twice")
    suppressed = ["suppressions" in result for result in run["results"]]
    faults.expect(len(set(suppressed)) <= 1, "some results tell of suppressions and some do not")
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]["id"] if result["ruleIndex"] < len(rules) else None
        faults.expect(rule == result["ruleId"], f"{result['ruleId']}: ruleIndex leads to {rule}")
        places = [location["physicalLocation"] for location in result["locations"] + result.get("relatedLocations", [])]
        for fix in result.get("fixes", []):
            for change in fix["artifactChanges"]:
                places += [
                    {"artifactLocation": change["artifactLocation"], "region": one["deletedRegion"]}
                    for one in change["replacements"]
                ]
        for place in places:
            uri = place["artifactLocation"]["uri"]
            faults.expect(place["artifactLocation"].get("uriBaseId") == "%SRCROOT%", f"{uri}: relative to nothing")
            if faults.expect(is_relative(uri), f"{uri}: not relative"):
                judge_region(faults, root / unquote(uri), place["region"])
        path = unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        key = (result["level"].replace("note", "info"), result["ruleId"], path, result["message"]["text"])
        (waived if result.get("suppressions") else found)[key] += 1
    return faults, found, waived


def judge_region(faults, file, region):
    if not faults.expect(file.is_file(), f"{file}: no such file"):
        return
    lines = file.read_text(encoding="utf-8").split("\n")
    for line, column in [("startLine", "startColumn"), ("endLine", "endColumn")]:
        line, column = region[line], region[column]
        inside = line <= len(lines) and column <= utf16(lines[line - 1]) + 1
        faults.expect(inside, f"{file}:{line}:{column}: beyond the text")


def judge_gitlab(text, root):
    """Faults of a Code Quality report, and its issues as (level, rule, path, message)."""
    faults, found = Faults(), Counter()
    issues = json.loads(text)
    if not faults.expect(isinstance(issues, list), "not a list"):
        return faults, found
    levels = {"blocker": "error", "critical": "error", "major": "error", "minor": "warning", "info": "info"}
    for issue in issues:
        name = f"{issue.get('check_name')}: "
        for key in ["description", "check_name", "fingerprint", "severity"]:
            faults.expect(isinstance(issue.get(key), str) and issue[key], f"{name}no {key}")
        faults.expect(issue.get("severity") in levels, f"{name}the severity {issue.get('severity')} is unknown")
        location = issue.get("location", {})
        path, begin = location.get("path", ""), location.get("lines", {}).get("begin")
        if faults.expect(path and is_relative(path) and not path.startswith("./"), f"{name}the path `{path}`"):
            is_file = faults.expect((root / path).is_file(), f"{name}no file `{path}`")
            lines = len((root / path).read_text(encoding="utf-8").split("\n")) if is_file else 0
            is_line = isinstance(begin, int) and 1 <= begin <= lines
            faults.expect(is_line, f"{name}{path} has no line {begin}")
        level, message = levels.get(issue.get("severity")), issue.get("description")
        found[(level, issue.get("check_name"), path, message)] += 1
    prints = [issue.get("fingerprint") for issue in issues]
    faults.expect(len(set(prints)) == len(prints), "a fingerprint stands twice")
    return faults, found


def judge_junit(text):
    """Faults of a JUnit report, and the files that fail in it."""
    faults = Faults()
    try:
        tree = ElementTree.fromstring(text.encode("utf-8"))
    except ElementTree.ParseError as error:
        return Faults([f"not well-formed: {error}"]), set()
    cases = list(tree.iter("testcase"))
    failed = [case for case in cases if case.find("failure") is not None]
    for element in [tree, *tree.iter("testsuite")]:
        for name, number in [("tests", len(cases)), ("failures", len(failed)), ("errors", 0)]:
            told = element.get(name)
            faults.expect(told == str(number), f"{element.tag} tells of {told} {name}, and has {number}")
    names = [(case.get("classname"), case.get("name")) for case in cases]
    faults.expect(all(all(name) for name in names), "a case without a name")
    faults.expect(len(set(names)) == len(names), "a case stands twice")
    # The same by a reader that others use.
    suites = list(JUnitXml.fromstring(text.encode("utf-8")))
    read = [case for suite in suites for case in suite]
    fails = {case.name for case in read if any(isinstance(result, Failure) for result in case.result)}
    faults.expect(len(read) == len(cases), f"junitparser reads {len(read)} of {len(cases)} cases")
    faults.expect(fails == {case.get("name") for case in failed}, "junitparser sees other cases fail")
    return faults, fails


def judge_json(text):
    """Faults of our own object, and its findings as (level, rule, path, lines of message and hints)."""
    faults, found = Faults(), Counter()
    report = json.loads(text)
    for one in report["diagnostics"]:
        found[(one["level"], one["rule"], one["file"], tuple([one["message"], *one["hints"]]))] += 1
    for name, level in [("errors", "error"), ("warnings", "warning"), ("infos", "info")]:
        number = sum(count for key, count in found.items() if key[0] == level)
        faults.expect(report["summary"][name] == number, f"the summary tells of {report['summary'][name]} {name}")
    faults.expect(report["summary"]["waived"] == len(report["waived"]), "the summary miscounts what is waived")
    return faults, found


def unescape(text, pairs):
    for escaped, plain in pairs:
        text = text.replace(escaped, plain)
    return text


def judge_github(text):
    """Faults of workflow commands, and the commands as (level, rule, path, message)."""
    faults, found = Faults(), Counter()
    data = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
    for line in text.splitlines():
        command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        if not command:
            faults.expect(line.startswith("GitHub shows") and "::" not in line, f"no command: {line}")
            continue
        pairs = [pair.split("=", 1) for pair in command[2].split(",")]
        if not faults.expect(all(len(pair) == 2 for pair in pairs), f"properties of another form: {line}"):
            continue
        properties = {key: unescape(value, [("%3A", ":"), ("%2C", ","), *data]) for key, value in pairs}
        known = {"file", "line", "col", "endColumn", "endLine", "title"}
        faults.expect(set(properties) <= known, f"an unknown property: {line}")
        level = command[1].replace("notice", "info")
        found[(level, properties.get("title"), properties.get("file"), unescape(command[3], data))] += 1
    return faults, found


def judge_azure(text):
    """Faults of logging commands, and the commands as (level, rule, path, message). Remarks are no commands."""
    faults, found = Faults(), Counter()
    data = [("%0D", "\r"), ("%0A", "\n"), ("%AZP25", "%")]
    for line in text.splitlines():
        # The agent takes the first mark anywhere in a line, and the first bracket that closes behind it.
        start = line.find("##vso[")
        if start < 0:
            continue
        command = re.match(r"##vso\[task\.logissue ([^\]]*)\](.*)", line[start:])
        if not faults.expect(start == 0 and command, f"a command that is not ours: {line}"):
            continue
        pairs = [pair.split("=", 1) for pair in command[1].split(";")]
        if not faults.expect(all(len(pair) == 2 for pair in pairs), f"properties of another form: {line}"):
            continue
        properties = {key: unescape(value, [("%3B", ";"), ("%5D", "]"), *data]) for key, value in pairs}
        key = (properties.get("type"), properties.get("code"), properties.get("sourcepath"), unescape(command[2], data))
        found[key] += 1
    return faults, found


def run(binary, root, name, form):
    """What is printed, and the exit code."""
    command = [binary, "-C", name, "check", "--format", form]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8")
    return done.stdout, done.returncode


def judge_project(binary, schema, root, name, code):
    """Faults of all formats of a project, and how many findings of each level there are."""
    said = {form: run(binary, root, name, form) for form in FORMATS}
    faults = [f"{form}: exit code {ended}" for form, (_, ended) in said.items() if ended != code]
    text = {form: printed for form, (printed, _) in said.items()}
    try:
        own, findings = judge_json(text["json"])
        sarif, in_sarif, waived = judge_sarif(text["sarif"], schema, root)
        gitlab, in_gitlab = judge_gitlab(text["gitlab"], root)
    except ValueError as error:
        return [*faults, f"not JSON: {error}"], Counter()
    github, in_github = judge_github(text["github"])
    azure, in_azure = judge_azure(text["azure"])
    junit, fails = judge_junit(text["junit"])
    for form, found in zip(FORMATS, [own, sarif, gitlab, junit, github, azure]):
        faults += [f"{form}: {fault}" for fault in found]

    def wanted(join, levels=LEVELS):
        return Counter({
            (level, rule, f"{name}/{file}", join(texts)): count
            for (level, rule, file, texts), count in findings.items()
            if level in levels
        })

    lines = lambda texts: "\nhelp: ".join(texts)
    one_line = lambda texts: "; help: ".join(texts)
    compared = [
        ("sarif", in_sarif, wanted(lines)),
        ("gitlab", in_gitlab, wanted(one_line)),
        ("github", in_github, wanted(lines)),
        ("azure", in_azure, wanted(lines, ["error", "warning"])),
    ]
    for form, found, expected in compared:
        faults += [f"{form}: missing {key}" for key in expected - found]
        faults += [f"{form}: unknown to json: {key}" for key in found - expected]
    expected = {f"{name}/{file}" for level, _, file, _ in findings if level == "error"}
    if fails != expected:
        faults.append(f"junit: {sorted(fails)} fail, and {sorted(expected)} have errors")
    if waived.total() != len(json.loads(text["json"])["waived"]):
        faults.append("sarif: another number of waived findings than json")
    return faults, Counter(key[0] for key in findings.elements()) + Counter(waived=waived.total())


def main(binary, schema, folder):
    root = Path(folder)
    schema = json.loads(Path(schema).read_text(encoding="utf-8"))
    jsonschema.Draft4Validator.check_schema(schema)
    faults, counts = [], {}
    for name, files, code in [("faulty terms", FAULTY, 1), ("sound", SOUND, 0)]:
        for path, text in files.items():
            (root / name / path).parent.mkdir(parents=True, exist_ok=True)
            (root / name / path).write_text(text, encoding="utf-8")
        found, counts[name] = judge_project(str(Path(binary).resolve()), schema, root, name, code)
        faults += [f"{name}: {fault}" for fault in found]
    for kind in ["error", "warning", "info", "waived"]:
        if not counts["faulty terms"][kind]:
            faults.append(f"the project that should have every kind of finding has none of the kind {kind}")
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(counts["faulty terms"].items()))
    print(f"{len(FORMATS)} formats of 2 projects; findings of the faulty one: {told}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
