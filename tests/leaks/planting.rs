//! The sample with a word of its own in every place that customers must not see.
//!
//! Templates mark the places: `⟦staff⟧` is a word that the internal site shows, `⟦none⟧` one that no site
//! shows, `⟦id⟧` and `⟦no-id⟧` the same in the form of an id. In Chinese files the words are Chinese. Words
//! that are no ids are long enough for the gate to look for them.

use supportbook::theme::default_file;

use crate::project::{Project, front_and_body};

/// What the words of each script begin with; nothing else in the sample holds it.
pub(crate) const STEMS: [&str; 2] = ["canaryQ7x", "金丝雀密语"];

/// A word and where it was planted.
pub(crate) struct Canary {
    pub(crate) word: String,
    pub(crate) place: String,
    /// Whether it is an id or the name of a file.
    pub(crate) id: bool,
    /// Whether the internal site shows it, drafts and all.
    pub(crate) staff: bool,
}

/// A project and the words planted in it.
pub(crate) struct Planted {
    pub(crate) project: Project,
    pub(crate) canaries: Vec<Canary>,
}

/// Plants everything.
pub(crate) fn planted() -> Planted {
    let mut planted = Planted { project: Project::lenient_sample(), canaries: Vec::new() };
    planted.comments();
    let vehicle = planted.vehicles();
    let message = planted.messages();
    planted.runbooks(&message, &vehicle);
    planted.notes();
    planted.channels();
    planted.terms();
    planted.scenarios();
    planted.keeping();
    planted.drafts();
    planted.strays();
    planted.record();
    planted.theme();
    planted.waivers();
    planted
}

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>⟦staff⟧</title></svg>\n";

const RUNBOOK: &str = r#"---
# ⟦none⟧
title: ⟦staff⟧
description: ⟦staff⟧ # ⟦none⟧
FACTS
---

⟦staff⟧. **⟦staff⟧**. *⟦staff⟧*! ~~⟦staff⟧~~? `⟦staff⟧`. &#x2B;⟦staff⟧.[^⟦no-id⟧]

[//]: # (⟦none⟧)

## ⟦staff⟧ <!-- ⟦none⟧ --> {#ANCHOR was=OLD}

[⟦staff⟧](https://⟦id⟧.example/⟦id⟧?q=⟦id⟧#⟦id⟧ "⟦staff⟧"). See <https://⟦id⟧.example/> and <⟦id⟧@lantern.example>.
See [⟦staff⟧][⟦none⟧]. See [⟦staff⟧](#ANCHOR). See \<!-- ⟦staff⟧ --\>. And <!-- ⟦none⟧ --> more.

### ⟦staff⟧

![⟦staff⟧](IMAGE "⟦staff⟧")

| ⟦staff⟧ | ⟦staff⟧ |
| :-- | --: |
| ⟦staff⟧ | [[channel:duty-manager]] ⟦staff⟧ |

> [!WARNING]
> ⟦staff⟧

> ⟦staff⟧

1. ⟦staff⟧
   - [ ] ⟦staff⟧

⟦staff⟧
: ⟦staff⟧

```⟦id⟧
⟦staff⟧
```

```kusto
events | where name == '⟦staff⟧' // ⟦staff⟧
```

    ⟦staff⟧

<div title="⟦staff⟧">⟦staff⟧</div>

<!-- ⟦none⟧ -->

[^⟦no-id⟧]: ⟦staff⟧
"#;

const FACTS: &str = "kind: escalation\nowner: ⟦staff⟧\nlast_reviewed: 2026-05-12\nreview_in: 3 months\n\
    services: [azure]\nareas: [technical]\nweight: 3\n\
    steps:\n  ANCHOR: {kind: tell, role: engineer, message: MESSAGE, vehicle: VEHICLE} # ⟦none⟧";

const NOTE: &str = "---\n# ⟦none⟧\n---\n\n⟦staff⟧\n\n![⟦staff⟧](IMAGE)\n\n\
    ## ⟦none⟧ {#ANCHOR}\n\n⟦staff⟧ [⟦staff⟧](https://⟦id⟧.example/)\n";

const DRAFT: &str = "---\n# ⟦none⟧\ntitle: ⟦staff⟧\ndescription: ⟦staff⟧\nFACTS\n---\n\n\
    ⟦staff⟧\n\n## ⟦staff⟧ {#ANCHOR}\n\n![⟦staff⟧](IMAGE)\n";

const VEHICLE: &str = "
ID:
  kind: provider
  name: ⟦staff⟧ # ⟦none⟧
  products: [azure, office-365, dynamics-365]
  areas: [technical]
  contract: ⟦staff⟧
  access_id: ⟦staff⟧
  start: 2026-01-01
  end: 2087-06-01
  languages: [en]
  hours: always
  severities: {a: ⟦staff⟧, b: ⟦staff⟧, c: ⟦staff⟧}
  how: ⟦staff⟧
  url: https://⟦id⟧.example/⟦id⟧
  fee: true
  owner: ⟦staff⟧
  next_review: 2087-06-01
";

const MESSAGE: &str = "---\n# ⟦none⟧\ntitle: ⟦staff⟧ # ⟦none⟧\nFACTS\n---\n\n⟦staff⟧ {HOLE}.\n\n⟦staff⟧\n";

const SCENARIO: &str = "# ⟦none⟧
title: ⟦none⟧ # ⟦none⟧
at: 2026-06-04T23:30+02:00
offering: business
service: azure
area: technical
severity: a
language: en
channel: emergency
market: europe
expect:
  desk: on-call
  cost: included
";

/// One internal channel of each kind; `NUMBER` counts them.
const CHANNELS: [&str; 7] = [
    "kind: phone\n  number: \"+31 20 771 770NUMBER\"",
    "kind: phone\n  number: \"0800 77 17 70NUMBER\"\n  national_only: true\n  country: NL",
    "kind: sms\n  number: \"+86 21 7717 770NUMBER\"",
    "kind: email\n  address: ⟦id⟧@lantern.example",
    "kind: portal\n  url: https://⟦id⟧.example/⟦id⟧",
    "kind: chat\n  app: teams\n  url: https://teams.example/⟦id⟧",
    "kind: on-site",
];

impl Planted {
    /// A new word, in the script of the file.
    fn word(&mut self, place: &str, staff: bool, id: bool) -> String {
        let number = self.canaries.len();
        let letter = |unit: usize| char::from(b'a' + u8::try_from(number / unit % 26).unwrap());
        let digit = |unit: usize| "零一二三四五六七八九".chars().nth(number / unit % 10).unwrap();
        let latin: String = [676, 26, 1].map(letter).iter().collect();
        let word = match (id, place.contains("zh-CN")) {
            (true, _) => format!("{}{latin}", STEMS[0].to_lowercase()),
            (false, true) => {
                format!("{}{}唱给员工听", STEMS[1], [1000, 100, 10, 1].map(digit).iter().collect::<String>())
            }
            (false, false) => format!("{}{latin}SingsForStaffAlone", STEMS[0]),
        };
        self.canaries.push(Canary { word: word.clone(), place: place.to_owned(), id, staff });
        word
    }

    /// A word for the name of a file.
    fn name(&mut self, place: &str, staff: bool) -> String {
        self.word(place, staff, true)
    }

    /// A template with a new word at each mark.
    fn filled(&mut self, path: &str, template: &str) -> String {
        let mut out = String::new();
        let mut label: Option<String> = None;
        for (at, line) in template.lines().enumerate() {
            let place = format!("{path}:{}", at + 1);
            let mut pieces = line.split('⟦');
            out.push_str(pieces.next().unwrap());
            for piece in pieces {
                let (mark, rest) = piece.split_once('⟧').unwrap();
                // A footnote's label and a link's stand twice.
                let word = match mark {
                    "staff" => self.word(&place, true, false),
                    "none" => self.word(&place, false, false),
                    "id" => self.word(&place, true, true),
                    "no-id" => label.take().unwrap_or_else(|| {
                        let word = self.word(&place, false, true);
                        label = Some(word.clone());
                        word
                    }),
                    mark => panic!("no mark `{mark}`"),
                };
                out.push_str(&word);
                out.push_str(rest);
            }
            out.push('\n');
        }
        out
    }

    fn plant(&mut self, path: &str, template: &str) {
        let text = self.filled(path, template);
        self.project.write(path, &text);
    }

    /// Comments in every file of the sample, public ones too.
    fn comments(&mut self) {
        for path in self.project.files("", ".toml").into_iter().chain(self.project.files("content", ".yaml"))
        {
            let text = self.project.read(&path);
            let (first, rest) = text.split_once('\n').unwrap();
            let commented = format!("# ⟦none⟧\n{first} # ⟦none⟧\n{rest}# ⟦none⟧");
            self.plant(&path, &commented);
        }
        for path in self.project.files("content", ".md") {
            let text = self.project.read(&path);
            let (front, body) = front_and_body(&text);
            let front = front.map_or_else(String::new, |front| format!("---\n# ⟦none⟧\n{front}---\n"));
            // What a message says is sent as it is: it has no comments.
            if path.starts_with("content/messages/") {
                self.plant(&path, &format!("{front}{body}"));
                continue;
            }
            let body = match body.find(" {#") {
                Some(at) => format!("{} <!-- ⟦none⟧ -->{}", &body[..at], &body[at..]),
                None => body.to_owned(),
            };
            let text =
                format!("{front}{body}\n[//]: # (⟦none⟧)\n\nMore. <!-- ⟦none⟧ -->\n\n<!-- ⟦none⟧ -->\n");
            self.plant(&path, &text);
        }
    }

    /// Runbooks in a folder, one of them a draft, one the folder's own.
    fn runbooks(&mut self, message: &str, vehicle: &str) {
        let folder = self.name("a folder of runbooks", true);
        for (stem, facts) in [(None, FACTS), (None, "draft: true\nFACTS"), (Some("_index"), FACTS)] {
            let stem = stem.map_or_else(|| self.name("a runbook's file name", true), str::to_owned);
            let facts = facts.replace("FACTS", FACTS);
            let image = self.picture(&format!("content/runbooks/{folder}"));
            let (anchor, old) = (self.name("a runbook's anchor", true), self.name("an old anchor", true));
            for (suffix, facts) in [("", facts.as_str()), (".zh-CN", "# ⟦none⟧")] {
                let text = RUNBOOK.replace("FACTS", facts).replace("IMAGE", &image);
                // A link's label is defined under the text that uses it.
                let path = format!("content/runbooks/{folder}/{stem}{suffix}.md");
                let label = self.word(&path, false, false);
                let text = text.replace("][⟦none⟧]", &format!("][{label}]"));
                let text = text.replace("ANCHOR", &anchor).replace("OLD", &old);
                let text = text.replace("MESSAGE", message).replace("VEHICLE", vehicle);
                self.plant(&path, &format!("{text}\n[{label}]: https://⟦id⟧.example/ '⟦staff⟧'\n"));
            }
        }
        self.picture_nobody_shows("content/runbooks");
        let other = self.name("a file beside runbooks", true);
        self.plant(&format!("content/runbooks/{other}.csv"), "⟦staff⟧,⟦staff⟧");
        let link = self.filled("content/runbooks/intake.md", &format!("\n[⟦staff⟧]({other}.csv)"));
        self.project.append("content/runbooks/intake.md", &link);
    }

    /// A picture beside prose, and the name that its file has.
    fn picture(&mut self, folder: &str) -> String {
        let name = self.name(&format!("a picture in {folder}"), true) + ".svg";
        self.plant(&format!("{folder}/{name}"), PICTURE);
        name
    }

    fn picture_nobody_shows(&mut self, folder: &str) {
        let name = self.name(&format!("a picture in {folder} that nothing shows"), false);
        self.plant(&format!("{folder}/{name}.svg"), &PICTURE.replace("staff", "none"));
    }

    /// Notes on a page that had none, in both languages.
    fn notes(&mut self) {
        let image = self.picture("content/notes/guides");
        let note = NOTE.replace("ANCHOR", "credit").replace("IMAGE", &image);
        for suffix in ["", ".zh-CN"] {
            self.plant(&format!("content/notes/guides/billing-questions{suffix}.md"), &note);
        }
        self.picture_nobody_shows("content/notes");
    }

    /// An internal channel of each kind.
    fn channels(&mut self) {
        let (mut source, mut translation) = (String::new(), String::new());
        for (at, kind) in CHANNELS.iter().enumerate() {
            let id = self.name("an internal channel's id", true);
            match at {
                0 => self.project.edit(
                    "content/desks/amsterdam.yaml",
                    "lead: desk-room",
                    &format!("lead: {id}"),
                ),
                1 => {
                    let channels = format!("channels: [{id}, emergency, portal");
                    self.project.edit(
                        "content/desks/amsterdam.yaml",
                        "channels: [emergency, portal",
                        &channels,
                    );
                }
                _ => {}
            }
            let kind = kind.replace("NUMBER", &at.to_string());
            if let Some((_, rest)) = kind.split_once("number: \"") {
                let (word, place) = (rest.split('"').next().unwrap().to_owned(), format!("number of {id}"));
                self.canaries.push(Canary { word, place, id: false, staff: true });
            }
            source += &format!(
                "\n{id}:\n  {kind}\n  name: ⟦staff⟧ # ⟦none⟧\n  region: ⟦staff⟧\n  note: ⟦staff⟧\n\
                 \x20 languages: [en, zh-CN]\n  hours: always\n  emergency: true\n  visibility: internal\n"
            );
            translation += &format!("\n{id}:\n  name: ⟦staff⟧\n  region: ⟦staff⟧\n  note: ⟦staff⟧\n");
        }
        for (path, text) in [("content/channels.yaml", source), ("content/channels.zh-CN.yaml", translation)]
        {
            let text = self.filled(path, &text);
            self.project.append(path, &text);
        }
    }

    /// A vehicle with all that it can have, through which services and a membership go; its id.
    fn vehicles(&mut self) -> String {
        let id = self.name("a vehicle's id", true);
        for (path, text) in [
            ("content/vehicles.yaml", VEHICLE),
            ("content/vehicles.zh-CN.yaml", "\nID:\n  name: ⟦staff⟧ # ⟦none⟧\n  how: ⟦staff⟧\n"),
        ] {
            let text = self.filled(path, &text.replace("ID", &id));
            self.project.append(path, &text);
        }
        let through = |ids: &str| format!("vehicle: [{ids}]");
        let own = through(&format!("northlight, {id}"));
        self.project.edit("content/services/azure.yaml", &through("northlight"), &own);
        let provider = format!("provider: {id}");
        self.project.edit("content/partner.yaml", "provider: northlight", &provider);
        id
    }

    /// A message in both languages; its id.
    fn messages(&mut self) -> String {
        let id = self.name("a message's file name", true);
        let placeholder = self.name("a placeholder", true);
        let facts = "description: ⟦staff⟧ # ⟦none⟧\nowner: ⟦staff⟧\nnext_review: 2087-06-01\nplaceholders: {HOLE: text}";
        for (suffix, facts) in [("", facts), (".zh-CN", "# ⟦none⟧")] {
            let text = MESSAGE.replace("FACTS", facts).replace("HOLE", &placeholder);
            self.plant(&format!("content/messages/{id}{suffix}.md"), &text);
        }
        id
    }

    /// Accounts, undisclosed names, words and notices for staff.
    fn terms(&mut self) {
        self.edit("content/partner.yaml", "LOC-FICTION-0000042", "⟦staff⟧");
        self.edit(
            "content/partner.yaml",
            "mode: own\n  disclose: true",
            "mode: outsourced\n  by: ⟦none⟧\n  disclose: false",
        );
        self.edit("content/terms.yaml", "Voorbeeld Ticketing B.V. (fictional)", "⟦none⟧");
        let others =
            [("tenant_id", "00000000-0000-4000-8000-1a27e2c10042"), ("packs", "microsoft-csp@2026-06")];
        for (key, word) in others {
            assert!(self.project.read("content/partner.yaml").contains(word), "{key}");
            let place = format!("{key} of content/partner.yaml");
            self.canaries.push(Canary { word: word.to_owned(), place, id: true, staff: true });
        }
        let id = self.name("an internal word's id", true);
        let notice = self.name("an internal notice's file name", true);
        for (suffix, glossary, facts) in [
            (
                "",
                "\n  visibility: internal",
                "from: 2026-05-31T21:00+02:00\nuntil: 2026-06-02T12:00+02:00\nurgency: change\nvisibility: internal\n",
            ),
            (".zh-CN", "", ""),
        ] {
            let path = format!("content/glossary{suffix}.yaml");
            let word = format!("\n{id}:\n  term: ⟦staff⟧ # ⟦none⟧\n  definition: ⟦staff⟧{glossary}\n");
            let word = self.filled(&path, &word);
            self.project.append(&path, &word);
            let text = format!("# ⟦none⟧\ntitle: ⟦staff⟧ # ⟦none⟧\ntext: ⟦staff⟧\n{facts}");
            self.plant(&format!("content/notices/{notice}{suffix}.yaml"), &text);
        }
    }

    /// A scenario: no site shows it.
    fn scenarios(&mut self) {
        let id = self.name("a scenario's file name", false);
        self.plant(&format!("content/scenarios/{id}.yaml"), SCENARIO);
    }

    /// An owner and a day of review of everything that has them.
    fn keeping(&mut self) {
        for path in self.project.files("content", ".yaml") {
            if path.contains("zh-CN") || path.starts_with("content/vehicles") {
                continue;
            }
            let text = self.project.read(&path);
            let text: Vec<String> = text
                .lines()
                .map(|line| match line.split_once(':') {
                    Some(("owner", _)) => format!("owner: {}", self.word(&path, true, false)),
                    Some(("next_review", _)) => "next_review: 2087-06-01".to_owned(),
                    _ => line.to_owned(),
                })
                .collect();
            self.project.write(&path, &(text.join("\n") + "\n"));
        }
        for (word, staff) in [("2087-06-01", true), ("1 June 2087", true), ("2087年6月1日", true)] {
            let place = "a day of review".to_owned();
            self.canaries.push(Canary { word: word.to_owned(), place, id: true, staff });
        }
    }

    /// Puts a template in the place of a text.
    fn edit(&mut self, path: &str, from: &str, template: &str) {
        let filled = self.filled(path, template);
        self.project.edit(path, from, filled.trim_end());
    }

    /// A draft among pages, one of news, and a section of drafts; notes on a draft.
    fn drafts(&mut self) {
        let (slug, old, gone) = (
            self.name("a draft's slug", true),
            self.name("a draft's alias", true),
            self.name("another", true),
        );
        let stem = self.name("a draft's file name", true);
        let facts = format!("draft: true\nslug: {slug}\naliases: [{old}/x, /{gone}]");
        self.draft(&format!("guides/{stem}"), &facts);
        let news = self.name("a draft of news", true);
        self.draft(&format!("news/{news}"), "draft: true\nkind: news\ndate: 2026-05-30");
        let section = self.name("a section of drafts", true);
        self.draft(&format!("{section}/_index"), "draft: true\nweight: -100");
        let child = self.name("a draft in it", true);
        self.draft(&format!("{section}/{child}"), "draft: true");
        let image = self.picture(&format!("content/notes/{section}"));
        let note = NOTE.replace("ANCHOR", "draft-part").replace("IMAGE", &image);
        self.plant(&format!("content/notes/{section}/{child}.md"), &note);
    }

    fn draft(&mut self, stem: &str, facts: &str) {
        let folder = stem.rsplit_once('/').unwrap().0;
        let image = self.picture(&format!("content/pages/{folder}"));
        for (suffix, facts) in [("", facts), (".zh-CN", "# ⟦none⟧")] {
            let text = DRAFT.replace("FACTS", facts).replace("IMAGE", &image).replace("ANCHOR", "draft-part");
            self.plant(&format!("content/pages/{stem}{suffix}.md"), &text);
        }
    }

    /// Files that nothing reads or shows: frozen, hidden, unknown, of another theme, not linked to.
    fn strays(&mut self) {
        for place in [
            "content/versions/2025/pages/NAME.md",
            "content/versions/2025/runbooks/NAME.md",
            "content/.hidden/NAME.md",
            "content/NAME.yaml",
            "content/vehicles/NAME.yaml",
            "content/messages/NAME.txt",
            "content/scenarios/NAME.md",
            "content/runbooks/NAME.yaml",
            "content/runbooks/NAME.MD",
            "content/pages/NAME.txt",
            "content/pages/guides/NAME.pdf",
            "content/media/NAME.svg",
            "themes/other/templates/page-NAME.html",
            "themes/other/assets/NAME.css",
            "NAME.txt",
        ] {
            let name = self.name(place, false);
            self.plant(&place.replace("NAME", &name), "⟦none⟧");
        }
    }

    /// A record of a translation that is gone: who read what.
    fn record(&mut self) {
        let name = self.name("the record of a page that is gone", false);
        let text = "# ⟦none⟧\nschema = 1\nsegmenter = 1\n\n[[unit]]\nid = \"0a1b2c3d\"\nkind = \"paragraph\"\n\
                    source = \"⟦none⟧\"\ntarget = \"838de1dbbc95695c96dc1ac9e32378d2\"\nstate = \"reviewed\"\n\
                    origin = \"human\"\nby = \"⟦none⟧\"\nreviewer = \"⟦none⟧\"\n";
        self.plant(&format!("content/pages/.l10n/{name}.md.zh-CN.toml"), text);
        // Each language has canaries of its own.
        let lowered =
            ["L10N012", "L10N020", "L10N024", "L10N025"].map(|rule| format!("{rule} = \"warning\"\n"));
        self.project.edit("site.toml", "[rules]\n", &format!("[rules]\n{}", lowered.concat()));
    }

    /// Comments of a theme's templates and messages.
    fn theme(&mut self) {
        self.project.edit("site.toml", "[theme]", "[theme]\nname = \"own\"");
        let default = |name: &str| String::from_utf8(default_file(name).unwrap().to_vec()).unwrap();
        for name in ["templates/base.html", "messages/en.ftl", "messages/zh-CN.ftl"] {
            let comment = if name.ends_with("html") { "{# ⟦none⟧ #}" } else { "# ⟦none⟧" };
            let comment = self.filled(name, comment);
            self.project.write(&format!("themes/own/{name}"), &format!("{comment}{}", default(name)));
        }
    }

    /// No site tells of waivers.
    fn waivers(&mut self) {
        let waiver =
            "\n[[waivers]] # ⟦none⟧\nrule = \"MKD008\"\nreason = \"⟦none⟧\" # ⟦none⟧\nuntil = 2087-06-01\n";
        let waiver = self.filled("site.toml", waiver);
        self.project.append("site.toml", &waiver);
    }
}
