"""Holds the JSON Schemas against the repository's sample, the test projects, and broken variants of them.

    python3 .ci/check_schemas.py SCHEMAS PROJECT...

SCHEMAS is a folder that `supportbook schema --all --out` wrote. Nothing of supportbook is used here: the validator
is python-jsonschema, the YAML reader is PyYAML. YAML is read by the core schema of YAML 1.2, as editors do, so
`22:00`, `no` and `2026-06-01` stay text as they do in supportbook; PyYAML's own loaders would make a number of
minutes, a false and a date of them. `1.10` becomes a number here while supportbook keeps its text, which is why
the schemas accept both.
"""

import copy
import json
import re
import sys
import tomllib
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator

MARKDOWN = {"pages": "page", "runbooks": "runbook", "messages": "message", "notes": "note"}
FOLDERS = {
    "hours": "hours",
    "calendars": "calendar",
    "services": "service",
    "offerings": "offering",
    "entities": "entity",
    "marketplace": "product",
    "desks": "desk",
    "notices": "notice",
    "scenarios": "scenario",
}


class Core(yaml.BaseLoader):
    """YAML 1.2, core schema: all scalars are text but for these."""

    yaml_implicit_resolvers: dict = {}

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise ValueError(f"a key stands twice in {keys}")
        # Keys are text whatever they look like.
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def scalar(tag, pattern, first, make):
    Core.add_implicit_resolver(tag, re.compile(pattern), first)
    Core.add_constructor(tag, lambda loader, node: make(node.value))


PREFIX = "tag:yaml.org,2002:"
scalar(PREFIX + "bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF"), lambda text: text.lower() == "true")
scalar(PREFIX + "null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""], lambda _: None)
scalar(PREFIX + "int", r"^[-+]?[0-9]+$", list("-+0123456789"), int)
scalar(PREFIX + "float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789"), float)


def read(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        return tomllib.loads(text)
    if path.suffix == ".md":
        front = re.match(r"---[ \t]*\n(.*?\n)??---[ \t]*(?:\n|$)", text, re.S)
        text = (front and front.group(1)) or "{}"
    return yaml.load(text, Core)


def kind_of(path, project):
    """The name of a schema file without its ending, by where a file lies."""
    parts = path.relative_to(project).parts
    stem, *middle, _ = parts[-1].split(".")
    if parts == ("site.toml",):
        return "site"
    kind = stem if len(parts) == 2 else {**FOLDERS, **MARKDOWN}.get(parts[1])
    return f"{kind}.translation" if middle else kind


def named_schema(path):
    """The schema that a data file's first line names, where one is there."""
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    found = re.fullmatch(r"(?:# yaml-language-server: \$schema=|#:schema )(\S+)", first)
    return (path.parent / found.group(1)).resolve() if found else None


def delete(*place):
    def run(data):
        for key in place[:-1]:
            data = data[key]
        del data[place[-1]]

    return run


def put(value, *place):
    def run(data):
        for key in place[:-1]:
            data = data.setdefault(key, {}) if isinstance(data, dict) else data[key]
        data[place[-1]] = value

    return run


# What is wrong, the file of the sample that is broken, and how.
BROKEN = [
    ("an unknown key", "content/partner.yaml", put("x", "nmae")),
    ("an unknown key deep inside", "content/services/azure.yaml", put("x", "areas", "billing", "summry")),
    ("a wrong word", "content/offerings/business.yaml", put("monthly-ish", "price", "model")),
    ("a word in capitals", "content/terms.yaml", put("Active", "status")),
    ("a list for a mapping", "content/offerings/business.yaml", put(["a case"], "includes")),
    ("a mapping for a list", "content/offerings/business.yaml", put({"azure": "yes"}, "services")),
    ("a text for a list", "content/offerings/business.yaml", put("azure", "services")),
    ("a missing key", "content/partner.yaml", delete("name")),
    ("a missing key deep inside", "content/offerings/business.yaml", delete("price", "model")),
    ("a fact in a translation", "content/offerings/business.zh-CN.yaml", put(["azure"], "services")),
    ("a price in a translation", "content/offerings/business.zh-CN.yaml", put("1", "price", "amount")),
    ("a text for a number", "content/offerings/business.yaml", put("2", "weight")),
    ("a number for a truth", "content/partner.yaml", put(1, "delivery", "disclose")),
    ("nothing behind a key", "content/partner.yaml", put(None, "tagline")),
    ("an empty text", "content/partner.yaml", put("", "name")),
    ("an id with a capital", "content/channels.yaml", put({"kind": "email", "name": "x", "languages": ["en"]}, "Mail")),
    ("an area that does not exist", "content/services/azure.yaml", put({"summary": "x"}, "areas", "sales")),
    ("an unknown type of request", "content/request-types.yaml", put({}, "wish")),
    ("a negative count", "content/vehicles.yaml", lambda data: put(-1, "remaining")(next(iter(data.values())))),
    ("an unknown key in front matter", "content/pages/terms.md", put("x", "tittle")),
    ("a fact in translated front matter", "content/pages/terms.zh-CN.md", put("guide", "kind")),
    ("an unknown key in site.toml", "site.toml", put("x", "base_ulr")),
]


def main(schemas, projects):
    folder, faults, count = Path(schemas).resolve(), [], 0
    validators = {}
    for path in sorted(folder.glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        validators[path.name.removesuffix(".schema.json")] = Draft202012Validator(schema)
    used = set()
    for project in map(Path, projects):
        content = (path for path in (project / "content").rglob("*") if path.suffix in (".yaml", ".md"))
        for path in [project / "site.toml", *sorted(content)]:
            kind, count = kind_of(path, project), count + 1
            if kind not in validators:
                faults.append(f"{path}: no schema `{kind}`")
                continue
            used.add(kind)
            for error in validators[kind].iter_errors(read(path)):
                faults.append(f"{path}: {error.json_path}: {error.message}")
            if path.suffix != ".md":
                named = named_schema(path)
                if named is None or named.name != f"{kind}.schema.json" or not named.is_file():
                    faults.append(f"{path}: the first line names no schema, or another than `{kind}`")
                elif named.read_bytes() != (folder / named.name).read_bytes():
                    faults.append(f"{path}: {named.name} is not what the program writes")
    sample = Path(projects[0])
    for what, name, change in BROKEN:
        data = copy.deepcopy(read(sample / name))
        change(data)
        if validators[kind_of(sample / name, sample)].is_valid(data):
            faults.append(f"{name} with {what} is accepted")
    for kind in sorted(set(validators) - used):
        print(f"no file of the kind {kind}")
    print(f"{count} files of {len(projects)} projects, {len(BROKEN)} broken variants, {len(validators)} schemas")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
