"""Reads calendars with a library that is not ours, and prints what it understood.

    python3 .ci/check_ics.py FILE.ics...

Nothing of supportbook is used here: the reader is the PyPI package icalendar. Prints one line an event, first and
last instant or day, id and summary; fails where a file cannot be read, a line is too long or ends wrongly, an id
stands twice, an event ends before it begins, or the library cannot write what it read.
"""

import sys
from pathlib import Path

from icalendar import Calendar


def check(path: Path) -> list[str]:
    data = path.read_bytes()
    faults = []
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
    seen = set()
    for event in calendar.walk("VEVENT"):
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        print(f"{start} {end} {event['UID']} {event['SUMMARY']}")
        if type(start) is not type(end) or start >= end:
            faults.append(f"{event['UID']} ends before it begins")
        if event["UID"] in seen:
            faults.append(f"{event['UID']} stands twice")
        seen.add(event["UID"])
        faults.extend(f"{event['UID']}: {fault}" for fault in event.errors)
        event.decoded("DTSTAMP")
    calendar.to_ical()
    return faults


def main() -> int:
    code = 0
    for name in sys.argv[1:]:
        print(f"== {name}")
        for fault in check(Path(name)):
            print(f"{name}: {fault}", file=sys.stderr)
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
