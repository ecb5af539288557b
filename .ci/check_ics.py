"""Reads calendars with a library that is not ours, and compares what it understood with what programs are told.

    python3 .ci/check_ics.py BINARY PROJECT SITE...

BINARY is supportbook, PROJECT a project, SITE the public site built of it; projects and sites in pairs. Read are the
site's `LOCALE/hours/ID.ics`, and what `hours ID --format ics` and `due --format ics` print. The reader is the PyPI
package icalendar.

Fails where a file cannot be read, a line is too long or ends wrongly, an id stands twice, an event ends before it
begins, or the library cannot write what it read; where the events are not, as instants, the intervals of `hours ID
--format json` over the same days, or the days not those that it names; where `hours.json` says anything else than
this command; where the list of what is due is not that of `due --format json`; and where a site has no calendar of
some hours in one of its languages, unless they are always open.
"""

import json
import subprocess
import sys
import tomllib
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from icalendar import Calendar

NAMED = {"off", "make_up", "exception"}


def read(data: bytes, faults: list[str]) -> list[tuple]:
    """The events of a calendar: first instant or day, the one after the last, id."""
    for number, line in enumerate(data.split(b"\r\n"), 1):
        if len(line) > 75:
            faults.append(f"line {number} has {len(line)} octets")
        if b"\n" in line or b"\r" in line:
            faults.append(f"line {number} holds a loose line end")
        line.decode("utf-8")
    if not data.endswith(b"END:VCALENDAR\r\n"):
        faults.append("the file does not end with END:VCALENDAR")
    calendar = Calendar.from_ical(data)
    if calendar["VERSION"] != "2.0" or not calendar["PRODID"]:
        faults.append("VERSION or PRODID is wrong")
    seen, events = set(), []
    for event in calendar.walk("VEVENT"):
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        if type(start) is not type(end) or start >= end:
            faults.append(f"{event['UID']} ends before it begins")
        if isinstance(start, datetime) and start.utcoffset() is None:
            faults.append(f"{event['UID']} has no zone")
        if event["UID"] in seen:
            faults.append(f"{event['UID']} stands twice")
        if not str(event["SUMMARY"]).strip():
            faults.append(f"{event['UID']} says nothing")
        seen.add(event["UID"])
        faults.extend(f"{event['UID']}: {fault}" for fault in event.errors)
        event.decoded("DTSTAMP")
        events.append((start, end, str(event["SUMMARY"])))
    calendar.to_ical()
    return events


def compare(what: str, found: list, expected: list, faults: list[str]) -> None:
    for one in sorted(set(found) - set(expected)):
        faults.append(f"{what} in the calendar alone: {one[0]} to {one[1]}")
    for one in sorted(set(expected) - set(found)):
        faults.append(f"{what} not in the calendar: {one[0]} to {one[1]}")
    if len(found) != len(set(found)):
        faults.append(f"{what}: some stand twice")


def check_hours(data: bytes, told: dict) -> tuple[list[str], int]:
    """A calendar of some hours against their JSON."""
    faults: list[str] = []
    events = read(data, faults)
    utc = timezone.utc
    instants = [(s.astimezone(utc), e.astimezone(utc)) for s, e, _ in events if isinstance(s, datetime)]
    expected = [tuple(datetime.fromisoformat(one[key]).astimezone(utc) for key in ("from", "to")) for one in told["open"]]
    compare("an interval", instants, expected, faults)
    days = [(s, e) for s, e, _ in events if not isinstance(s, datetime)]
    named = [date.fromisoformat(day["date"]) for day in told["days"] if day["kind"] in NAMED]
    compare("a day", days, [(day, day + timedelta(days=1)) for day in named], faults)
    return faults, len(events)


def check_due(data: bytes, told: dict) -> tuple[list[str], int]:
    faults: list[str] = []
    events = read(data, faults)
    # Two things may have the same day.
    found = sorted((start, end) for start, end, _ in events)
    days = [date.fromisoformat(one["date"]) for one in told["due"]]
    if found != sorted((day, day + timedelta(days=1)) for day in days):
        faults.append(f"expected {len(days)} days that are due, found others or another number: {len(found)}")
    return faults, len(events)


def main() -> int:
    binary, pairs = sys.argv[1], sys.argv[2:]
    bad, calendars = 0, 0

    def tell(name: str, result: tuple[list[str], int]) -> None:
        nonlocal bad, calendars
        faults, events = result
        calendars += 1
        bad += bool(faults)
        print(f"{name}: {events} events")
        for fault in faults:
            print(f"{name}: {fault}", file=sys.stderr)

    for project, site in zip(pairs[::2], map(Path, pairs[1::2]), strict=True):

        def run(*words: str) -> bytes:
            return subprocess.run([binary, "-C", project, *words], check=True, stdout=subprocess.PIPE).stdout

        published = json.loads((site / "hours.json").read_bytes())["hours"]
        ids = [hours["id"] for hours in json.loads(run("hours", "--format", "json"))["hours"]]
        if sorted(ids) != sorted(hours["id"] for hours in published):
            print(f"{site}/hours.json: expected {ids}", file=sys.stderr)
            bad += 1
        settings = tomllib.loads((Path(project) / "site.toml").read_text(encoding="utf-8"))
        locales = [site / locale.lower() for locale in settings["locales"]]
        for hours in published:
            words = ("hours", hours["id"], "--from", hours["from"], "--to", hours["to"], "--format")
            told = json.loads(run(*words, "json"))
            if told != hours:
                print(f"{site}/hours.json: {hours['id']} is not what the command says", file=sys.stderr)
                bad += 1
            tell(f"{project}: hours {hours['id']}", check_hours(run(*words, "ics"), told))
            if told["open"] == [{"from": told["start"], "to": told["end"]}]:
                continue  # Always open: there is nothing to put into a calendar.
            for locale in locales:
                file = locale / "hours" / f"{hours['id']}.ics"
                tell(str(file), check_hours(file.read_bytes(), told))
        words = ("due", "--within", "2y", "--format")
        tell(f"{project}: due", check_due(run(*words, "ics"), json.loads(run(*words, "json"))))
    print(f"{calendars} calendars, {bad} with faults")
    return 1 if bad or not calendars else 0


if __name__ == "__main__":
    sys.exit(main())
