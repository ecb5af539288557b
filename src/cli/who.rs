//! `supportbook who`: who answers a case at an instant, on which channel, by when and at what cost.

use std::path::Path;

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use supportbook::model::answering::{Link, Now, Opening, Outcome, Reply, Voice, Way, dialled};
use supportbook::model::channel::{Channel, Country, Reach};
use supportbook::model::coverage::{Case, Lost, Resolution};
use supportbook::model::ids::ChannelId;
use supportbook::model::offering::Offering;
use supportbook::model::schedule::{Deadline, Next, State};
use supportbook::model::site::Site;
use supportbook::model::vehicle::Vehicle;
use supportbook::model::word::Word;

use super::case::{CaseArgs, Format, at, zone};
use super::project::{Asked, DayArgs, RestsOn, ask, now};
use super::{Failure, report, words};

#[derive(Args)]
pub(crate) struct WhoArgs {
    #[command(flatten)]
    case: CaseArgs,
    /// The instant, as 2026-05-20T08:00+02:00 [default: now]
    #[arg(long, value_name = "INSTANT", value_parser = at)]
    at: Option<Timestamp>,
    /// The country that is called from, as NL: numbers are shown as dialled there
    #[arg(long, value_name = "COUNTRY", value_parser = country)]
    calling_from: Option<Country>,
    /// The customer's zone, as Europe/London
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    zone: Option<TimeZone>,
    /// Tell which row of coverage holds and why, who is there, and each step of the deadline
    #[arg(long)]
    why: bool,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What was found out.
struct Found<'a> {
    offering: &'a Offering,
    case: Case,
    at: Timestamp,
    outcome: Outcome<'a>,
    ways: Vec<Way<'a>>,
    vehicle: Option<&'a Vehicle>,
    zone: TimeZone,
}

pub(crate) fn run(args: &WhoArgs, folder: &Path) -> Result<u8, Failure> {
    let at = args.at.unwrap_or_else(now);
    let site = match ask(folder, &DayArgs::default(), RestsOn::Coverage)? {
        Asked::Sound { site, .. } => site,
        Asked::Faulty(code) => return Ok(code),
    };
    let site = &site;
    let (offering, case) = args.case.read(site)?;
    let terms = site.terms();
    let outcome = terms.outcome(offering, &case, at);
    let without_channel = Case { channel: None, ..case.clone() };
    let mut ways = terms.ways(offering, &without_channel, at);
    ways.retain(|way| case.channel.as_ref().is_none_or(|id| way.channel.id == *id));
    let business = outcome.chain.business();
    let zone = if business.is_empty() { terms.zone() } else { business.zone() };
    let found = Found { vehicle: vehicle(site, &case, at, &zone), offering, case, at, outcome, ways, zone };
    match args.format {
        Format::Text => report::out(&as_text(args, &found)),
        Format::Json => report::out(&format!("{:#}", as_json(args, &found))),
    }
    Ok(0)
}

fn vehicle<'a>(site: &'a Site, case: &Case, at: Timestamp, zone: &TimeZone) -> Option<&'a Vehicle> {
    let day = zone.to_datetime(at).date();
    site.vehicle_behind(case.service.as_ref()?, case.area?, day)
}

fn as_text(args: &WhoArgs, found: &Found<'_>) -> String {
    let zone = &found.zone;
    let mut lines = vec![
        format!("{}: {}", words::english(&found.offering.name), case_text(&found.case)),
        format!("{} in {}", words::moment(found.at, zone), words::zone(zone)),
        String::new(),
    ];
    let mut say = |name: &str, text: String| lines.push(format!("{name:<10} {text}"));
    say("who", now_text(&found.outcome.reply));
    if let Some(channel) = found.outcome.channel.as_ref().filter(|_| found.case.channel.is_none()) {
        let way = found.ways.iter().find(|way| way.channel.id == *channel);
        let name = way.map(|way| format!("{} ({channel})", words::english(&way.channel.name)));
        say("on", name.unwrap_or_else(|| channel.to_string()));
    }
    if let Some(languages) = spoken(&found.outcome.reply.now) {
        say("speaks", languages);
    }
    if let Some(next) = &found.outcome.reply.next {
        say("next", next_text(next, found));
    }
    let mut name = "channels";
    for way in &found.ways {
        say(name, way_text(way, args.calling_from, found));
        name = "";
    }
    for (name, text) in answer_by(args, found) {
        say(name, text);
    }
    say("cost", found.outcome.cost.to_string());
    if let Some(vehicle) = found.vehicle {
        say("vehicle", format!("{} ({})", words::english(&vehicle.name), vehicle.id));
    }
    if args.why {
        lines.push("why".to_owned());
        lines.extend(why(found).into_iter().map(|step| format!("  {step}")));
    }
    lines.join("\n")
}

fn case_text(case: &Case) -> String {
    let text = words::case(case);
    if text.is_empty() { "any case".to_owned() } else { text }
}

fn voice_text(voice: &Voice<'_>) -> String {
    let desk = voice.desk.map(|desk| format!("{} ({})", words::english(&desk.name), desk.id));
    let who = desk.unwrap_or_else(|| "somebody".to_owned());
    format!("{who} {}", words::mode(voice.mode, voice.within))
}

fn now_text(reply: &Reply<'_>) -> String {
    match &reply.now {
        Now::Somebody(voice) => voice_text(voice),
        Now::Nobody(Some(mode)) => format!("nobody: {}", words::mode(*mode, None)),
        Now::Nobody(None) => "nobody".to_owned(),
        Now::Unknown if reply.reached == Some(true) => "somebody; who it is, no calendar tells".to_owned(),
        Now::Unknown => "undetermined: no calendar covers this day".to_owned(),
    }
}

fn spoken(now: &Now<'_>) -> Option<String> {
    let Now::Somebody(voice) = now else { return None };
    let languages: Vec<&str> = voice.languages.iter().map(supportbook::locale::Locale::as_str).collect();
    Some(languages.join(", "))
}

fn next_text(next: &Opening<'_>, found: &Found<'_>) -> String {
    let language = found.case.language.map(|language| format!(", in {language}")).unwrap_or_default();
    match next {
        Opening::At(at, voice) => {
            let who = voice.as_ref().map(|voice| format!(" {}", voice_text(voice))).unwrap_or_default();
            format!("{}{who}{language}", words::moment(*at, &found.zone))
        }
        Opening::Unknown(at) => {
            format!("undetermined: what comes after {} is not known", words::moment(*at, &found.zone))
        }
        Opening::Never => format!("nobody ever answers{}", language.trim_start_matches(',')),
    }
}

fn reached_by(channel: &Channel, from: Option<Country>) -> String {
    let none = |from: Option<Country>| {
        let country = channel.country.map_or("its own country", Country::code);
        format!("works in {country} alone, not from {}", from.map_or("there", Country::code))
    };
    match &channel.reach {
        Reach::Phone { .. } => dialled(channel, from).map_or_else(|| none(from), str::to_owned),
        Reach::Email(address) | Reach::Portal(address) => address.to_string(),
        Reach::Chat(app, address) => {
            let handle = channel.handle.as_deref();
            let handle = handle.or(address.as_deref()).map(|way| format!(" {way}"));
            format!("{}{}", words::app(*app), handle.unwrap_or_default())
        }
        Reach::OnSite => "by appointment".to_owned(),
    }
}

fn way_text(way: &Way<'_>, from: Option<Country>, found: &Found<'_>) -> String {
    let reply = now_text(&way.reply);
    let reply = match &way.reply.next {
        Some(next) => format!("{reply}; next {}", next_text(next, found)),
        None => reply,
    };
    format!("{}, {}: {reply}", words::english(&way.channel.name), reached_by(way.channel, from))
}

fn answer_by(args: &WhoArgs, found: &Found<'_>) -> Vec<(&'static str, String)> {
    let Some(promise) = &found.outcome.promise else {
        return vec![("answer by", "not promised".to_owned())];
    };
    let target = format!("{}: {}", promise.target.kind.word(), words::duration(promise.target.within));
    let own = promise.schedule.zone();
    match &promise.deadline {
        Deadline::Due(counted) => {
            let due = counted.due;
            let mut lines = vec![(
                "answer by",
                format!("{} in {} ({target})", words::moment(due, &own), words::zone(&own)),
            )];
            if let Some(zone) = &args.zone {
                lines.push(("", format!("{} in {}", words::moment(due, zone), words::zone(zone))));
            }
            lines.push(("", due.to_string()));
            if let Some(Opening::At(opening, _)) = &found.outcome.reply.next
                && *opening > due
            {
                let who = found.case.language.map(|language| format!(" who speaks {language}"));
                lines.push(("", format!("nobody{} can be reached before that", who.unwrap_or_default())));
            }
            lines
        }
        Deadline::Undetermined(_) => {
            vec![("answer by", format!("undetermined: no calendar covers the days that decide ({target})"))]
        }
        Deadline::Never => vec![("answer by", format!("never: nobody is there ({target})"))],
    }
}

/// Which row holds, as a sentence.
pub(crate) fn row_step(offering: &Offering, resolution: &Resolution, case: &Case) -> String {
    match resolution.won {
        Some(row) => {
            let keys = words::keys(&offering.coverage[row].keys);
            format!("row {} of the coverage of {} holds: {keys}", row + 1, offering.id)
        }
        None if offering.coverage.is_empty() => match &case.channel {
            Some(channel) => {
                format!("{} has no coverage: the hours of {channel} hold, or its own", offering.id)
            }
            None => format!("{} has no coverage: its hours hold", offering.id),
        },
        None => format!("no row of the coverage of {} is about such cases", offering.id),
    }
}

fn why(found: &Found<'_>) -> Vec<String> {
    let resolution = &found.outcome.chain.resolution;
    let mut lines = vec![row_step(found.offering, resolution, &found.case)];
    for (row, lost) in &resolution.lost {
        let keys = words::keys(&found.offering.coverage[*row].keys);
        let reason = match lost {
            Lost::DoesNotMatch => continue,
            Lost::LessSpecific => "names fewer keys",
            Lost::LowerPriority => "has the lower priority",
            Lost::Later => "says the same and stands later",
        };
        lines.push(format!("row {} ({keys}) {reason}", row + 1));
    }
    for link in &found.outcome.chain.links {
        lines.extend(link_steps(link, found));
    }
    if let Some(promise) = &found.outcome.promise {
        lines.extend(words::steps(&promise.schedule, found.at, promise.target.within, &promise.deadline));
    }
    lines
}

fn link_steps(link: &Link<'_>, found: &Found<'_>) -> Vec<String> {
    let mode = words::mode(link.mode, link.within);
    if link.is_last() {
        return vec![format!("else {mode}")];
    }
    let side = |side: &supportbook::model::answering::Side<'_>| {
        let zone = side.schedule.zone();
        let name = side.desk.map_or("these hours".to_owned(), |desk| desk.id.to_string());
        let state = match side.schedule.state(found.at) {
            State::Open => format!("open, {mode}"),
            State::Unknown => "not known: no calendar covers this day".to_owned(),
            State::Closed => match side.schedule.next(found.at) {
                Next::At(at) => format!("closed until {}", words::moment(at, &zone)),
                Next::Unknown(at) => format!("closed, not known from {}", words::moment(at, &zone)),
                Next::Never => "closed for good".to_owned(),
            },
        };
        format!("{name}: {state} ({} in {})", words::moment(found.at, &zone), words::zone(&zone))
    };
    link.sides.iter().map(side).collect()
}

fn as_json(args: &WhoArgs, found: &Found<'_>) -> Value {
    let reply = &found.outcome.reply;
    let iso = |at| words::iso(at, &found.zone);
    let promise = found.outcome.promise.as_ref();
    let respond_by = promise.map(|promise| match &promise.deadline {
        Deadline::Due(counted) => iso(counted.due),
        Deadline::Undetermined(_) => "undetermined".to_owned(),
        Deadline::Never => "never".to_owned(),
    });
    let channel = |way: &Way<'_>| {
        let mut value = json!({
            "id": way.channel.id.as_str(),
            "name": words::english(&way.channel.name),
            "kind": way.channel.kind().word(),
            "reach": reached_by(way.channel, args.calling_from),
            "dial": dialled(way.channel, args.calling_from),
        });
        merge(&mut value, reply_json(&way.reply.now, way.reply.next.as_ref(), &iso));
        value["reached"] = json!(way.reply.reached);
        value
    };
    let mut value = json!({
        "offering": found.offering.id.as_str(),
        "at": iso(found.at),
        "zone": words::zone(&found.zone),
        "reached": reply.reached,
        "channels": found.ways.iter().map(channel).collect::<Vec<_>>(),
        "respond_by": respond_by,
        "channel": found.outcome.channel.as_ref().map(ChannelId::as_str),
        "promise": promise.map(|promise| json!({
            "metric": promise.target.metric.word(),
            "within": format!("{} {}", promise.target.within.count, promise.target.within.unit.word()),
            "kind": promise.target.kind.word(),
        })),
        "cost": found.outcome.cost.to_string(),
        "vehicle": found.vehicle.map(|vehicle| vehicle.id.as_str()),
    });
    merge(&mut value, reply_json(&reply.now, reply.next.as_ref(), &iso));
    if args.why {
        value["why"] = json!(why(found));
    }
    value
}

fn reply_json(now: &Now<'_>, next: Option<&Opening<'_>>, iso: &dyn Fn(Timestamp) -> String) -> Value {
    let voice = |voice: &Voice<'_>| {
        json!({
            "desk": voice.desk.map(|desk| desk.id.as_str()),
            "mode": voice.mode.word(),
            "within": voice.within.map(|within| format!("{} {}", within.count, within.unit.word())),
            "languages": voice.languages.iter().map(supportbook::locale::Locale::as_str).collect::<Vec<_>>(),
        })
    };
    let mut value = match now {
        Now::Somebody(who) => {
            let mut value = voice(who);
            value["answers"] = json!("somebody");
            value
        }
        Now::Nobody(mode) => json!({ "answers": "nobody", "desk": null, "mode": mode.map(Word::word) }),
        Now::Unknown => json!({ "answers": "undetermined", "desk": null, "mode": null }),
    };
    value["next"] = match next {
        None => Value::Null,
        Some(Opening::At(at, who)) => {
            let mut next = who.as_ref().map_or_else(|| json!({}), voice);
            next["at"] = json!(iso(*at));
            next
        }
        Some(Opening::Unknown(_)) => json!("undetermined"),
        Some(Opening::Never) => json!("never"),
    };
    value
}

fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}

fn country(text: &str) -> Result<Country, String> {
    Country::new(text).ok_or_else(|| "expected a country of ISO 3166-1 such as NL".to_owned())
}
