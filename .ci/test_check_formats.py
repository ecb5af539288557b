"""The checker of formats must be able to fail: each case breaks one thing in a good little report.

    python3 .ci/test_check_formats.py SARIF_SCHEMA
"""

import copy
import json
import sys
import tempfile
import unittest
from pathlib import Path

from check_formats import judge_azure, judge_github, judge_gitlab, judge_json, judge_junit, judge_sarif

FILE = "content/a b.md"
TEXT = "---\ntitle: A\n---\n😀 [b](b.md)\n"


def result(line, message, index=0):
    place = {"uri": "content/a%20b.md", "uriBaseId": "%SRCROOT%"}
    region = {"startLine": line, "startColumn": 1, "endLine": line, "endColumn": 4}
    return {
        "ruleId": "LNK001",
        "ruleIndex": index,
        "level": "error",
        "message": {"text": message},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
        "partialFingerprints": {"x/v1": message},
    }


def sarif():
    rules = [{"id": "LNK001"}, {"id": "LNK002"}]
    driver = {"name": "x", "rules": rules}
    run = {"tool": {"driver": driver}, "results": [result(1, "one"), result(4, "two")]}
    return {"version": "2.1.0", "runs": [run]}


def gitlab():
    issue = {
        "check_name": "LNK001",
        "description": "one",
        "fingerprint": "1",
        "severity": "major",
        "location": {"path": FILE, "lines": {"begin": 4}},
    }
    return [issue, issue | {"description": "two", "fingerprint": "2"}]


JUNIT = """<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="2" failures="1" errors="0"><testsuite name="x" tests="2" failures="1" errors="0">
<testcase classname="x" name="a"><failure type="LNK001" message="one">one</failure></testcase>
<testcase classname="x" name="b"/></testsuite></testsuites>"""
JSON = {
    "diagnostics": [{"level": "error", "rule": "LNK001", "file": FILE, "message": "one", "hints": []}],
    "waived": [],
    "summary": {"errors": 1, "warnings": 0, "infos": 0, "waived": 0},
}


def put(value, *place):
    """Puts a value at a place; `None` removes it."""

    def run(data):
        for key in place[:-1]:
            data = data[key]
        if value is None:
            del data[place[-1]]
        else:
            data[place[-1]] = value

    return run


RESULT = ("runs", 0, "results", 1)
PLACE = (*RESULT, "locations", 0, "physicalLocation")
SARIF_CASES = [
    ("another version", put("2.0.0", "version")),
    ("a log without runs", put(None, "runs")),
    ("a property that SARIF does not have", put("x", "runs", 0, "tool", "driver", "nmae")),
    ("a level that SARIF does not have", put("info", *RESULT, "level")),
    ("a result without a message", put(None, *RESULT, "message")),
    ("a line 0", put(0, *PLACE, "region", "startLine")),
    ("a line as text", put("4", *PLACE, "region", "startLine")),
    ("an address that is none", put("content/a b.md", *PLACE, "artifactLocation", "uri")),
    ("an absolute path", put("/content/a%20b.md", *PLACE, "artifactLocation", "uri")),
    ("a file that is not there", put("content/c.md", *PLACE, "artifactLocation", "uri")),
    ("a path relative to nothing", put(None, *PLACE, "artifactLocation", "uriBaseId")),
    ("a line beyond the text", put(9, *PLACE, "region", "endLine")),
    ("a column beyond the line", put(99, *PLACE, "region", "endColumn")),
    ("an index of another rule", put(1, *RESULT, "ruleIndex")),
    ("an index beyond the rules", put(7, *RESULT, "ruleIndex")),
    ("a rule that is declared twice", put("LNK001", "runs", 0, "tool", "driver", "rules", 1, "id")),
    ("a fingerprint that stands twice", put("one", *RESULT, "partialFingerprints", "x/v1")),
    ("suppressions of one result alone", put([], *RESULT, "suppressions")),
]
GITLAB_CASES = [
    ("no description", put(None, 0, "description")),
    ("an empty description", put("", 0, "description")),
    ("no name", put(None, 0, "check_name")),
    ("no fingerprint", put(None, 0, "fingerprint")),
    ("a fingerprint that stands twice", put("2", 0, "fingerprint")),
    ("a severity that GitLab does not have", put("error", 0, "severity")),
    ("no path", put(None, 0, "location", "path")),
    ("an absolute path", put("/content/a b.md", 0, "location", "path")),
    ("a path that begins with a dot", put("./content/a b.md", 0, "location", "path")),
    ("a path that leads out", put("../content/a b.md", 0, "location", "path")),
    ("no line", put(None, 0, "location", "lines")),
    ("a line 0", put(0, 0, "location", "lines", "begin")),
    ("a line beyond the text", put(99, 0, "location", "lines", "begin")),
]
JUNIT_CASES = [
    ("a sign that is not escaped", ">one</failure>", ">one & two</failure>"),
    ("a character that XML does not have", ">one</failure>", ">one\x01</failure>"),
    ("an end that is missing", "</testsuites>", ""),
    ("a miscounted suite", 'name="x" tests="2"', 'name="x" tests="3"'),
    ("miscounted failures", '<testsuites tests="2" failures="1"', '<testsuites tests="2" failures="0"'),
    ("a case that stands twice", 'name="b"', 'name="a"'),
    ("a case without a name", 'classname="x" name="b"', 'classname="x"'),
]
GITHUB = "::error file=content/a.md,line=1,col=2,title=LNK001::50 %25%0Ahelp: x\n"
GITHUB_CASES = [
    ("a line that is no command", "::error", "error"),
    ("a property that GitHub does not have", "title=", "code="),
    ("a comma that is not escaped", "a.md", "a,b.md"),
    ("a command in the last line", "::error", "GitHub shows ::error"),
]
AZURE = "##vso[task.logissue type=error;sourcepath=a.md;linenumber=1;columnnumber=1;code=LNK001]50 %AZP25\na.md: x\n"
AZURE_CASES = [
    ("a command in a line of the log", "a.md: x", "a.md: `##vso[task.complete]`"),
    ("another command", "task.logissue", "task.complete"),
    ("a semicolon that is not escaped", "a.md;", "a;b.md;"),
]


class Formats(unittest.TestCase):
    schema: dict = {}

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = Path(temporary.name)
        (self.root / FILE).parent.mkdir()
        (self.root / FILE).write_text(TEXT, encoding="utf-8")

    def hold(self, good, cases, judge):
        """The good report has no faults, and each case has."""
        self.assertEqual(judge(good), [])
        for what, change in cases:
            with self.subTest(what):
                broken = change(good)
                self.assertNotEqual(broken, good, "the case changes nothing")
                self.assertNotEqual(judge(broken), [], f"{what} is accepted")

    def hold_data(self, good, cases, judge):
        def changed(change):
            def run(data):
                data = copy.deepcopy(data)
                change(data)
                return data

            return run

        self.hold(good, [(what, changed(change)) for what, change in cases], judge)

    def hold_text(self, good, cases, judge):
        self.hold(good, [(what, lambda text, a=a, b=b: text.replace(a, b)) for what, a, b in cases], judge)

    def test_sarif(self):
        self.hold_data(sarif(), SARIF_CASES, lambda log: judge_sarif(json.dumps(log), self.schema, self.root)[0])

    def test_gitlab(self):
        self.hold_data(gitlab(), GITLAB_CASES, lambda issues: judge_gitlab(json.dumps(issues), self.root)[0])
        self.assertNotEqual(judge_gitlab("{}", self.root)[0], [])

    def test_junit(self):
        self.hold_text(JUNIT, JUNIT_CASES, lambda text: judge_junit(text)[0])
        self.assertEqual(judge_junit(JUNIT)[1], {"a"})

    def test_json(self):
        cases = [(f"miscounted {name}", put(7, "summary", name)) for name in JSON["summary"]]
        self.hold_data(JSON, cases, lambda report: judge_json(json.dumps(report))[0])

    def test_github(self):
        self.hold_text(GITHUB, GITHUB_CASES, lambda text: judge_github(text)[0])
        self.assertEqual(list(judge_github(GITHUB)[1]), [("error", "LNK001", "content/a.md", "50 %\nhelp: x")])

    def test_azure(self):
        self.hold_text(AZURE, AZURE_CASES, lambda text: judge_azure(text)[0])
        self.assertEqual(list(judge_azure(AZURE)[1]), [("error", "LNK001", "a.md", "50 %")])


if __name__ == "__main__":
    Formats.schema = json.loads(Path(sys.argv.pop(1)).read_text(encoding="utf-8"))
    unittest.main()
