//! Files that leak on purpose, one for each way in which a leak can be written: the gate names each, and
//! none of the same files with something public in its place.

use std::collections::BTreeSet;

use supportbook::gate::{gate, needles};
use supportbook::output::{Audience, OutputPath};
use supportbook::render::Rendered;
use supportbook::render::scan::{Needles, scan};

use crate::project::{Project, codes, files};

const BASE_URL: &str = "https://support.lantern.example/";

/// What leaks, and what may stand in its place.
const VALUES: [(&str, &str, &str); 12] = [
    (
        "en",
        "Never tell the customer which of the two providers was asked first",
        "Always tell the customer which of the two desks has answered first",
    ),
    ("zh", "切勿向客户透露我们先问了两家提供商中的哪一家", "务必告诉客户两个服务台当中是哪一个先接到了电话"),
    ("phone", "+31 20 555 0188", "+31 20 555 0142"),
    ("dialed", "+31205550188", "+31205550142"),
    ("national", "400-555-0188", "400-555-0142"),
    ("short", "4417", "4418"),
    ("mail", "duty.desk@lantern.example", "support@lantern.example"),
    ("url", "https://staff.lantern.example/queue?a=1&b=2", "https://portal.lantern.example/?a=1&b=2"),
    ("runbook", "runbooks/second-line", "guides/second-line"),
    ("chinese-runbook", "runbooks/升级", "guides/升级"),
    ("channel", "sb-channel-night-desk", "sb-channel-night"),
    ("picture", "media/queue.HASH.svg", "media/queue.000000000000.svg"),
];

/// Path and bytes of a file, with marks `⟦value⟧` or `⟦value disguise⟧`, and the rule that finds it.
const FILES: &[(&str, &str, &str)] = &[
    // Internal sentences as readers see them.
    ("PUB001", "en/index.html", "<p>⟦en⟧.</p>"),
    ("PUB001", "zh-cn/index.html", "<p>⟦zh⟧。</p>"),
    ("PUB001", "en/index.html", "<h1>⟦en capitals⟧</h1>"),
    ("PUB001", "en/index.html", "<p>⟦en lines⟧</p>"),
    ("PUB001", "zh-cn/index.html", "<p>⟦zh lines⟧</p>"),
    // Split by markup.
    ("PUB001", "en/index.html", "<p>⟦en bold⟧</p>"),
    ("PUB001", "en/index.html", "<p>⟦en linked⟧</p>"),
    ("PUB001", "en/index.html", "<p>⟦en comment⟧</p>"),
    ("PUB001", "zh-cn/index.html", "<p>⟦zh bold⟧</p>"),
    ("PUB001", "zh-cn/index.html", "<p>⟦zh linked⟧</p>"),
    ("PUB001", "zh-cn/index.html", "<p>⟦zh comment⟧</p>"),
    // Entities.
    ("PUB001", "en/index.html", "<p>⟦en entities⟧</p>"),
    ("PUB001", "zh-cn/index.html", "<p>⟦zh entities⟧</p>"),
    ("PUB001", "en/index.html", "<p title='⟦en entities⟧'></p>"),
    ("PUB001", "media/drawing.1.svg", "<svg><text>⟦zh entities⟧</text></svg>"),
    ("PUB001", "feed.xml", "<feed><title>⟦en entities⟧</title></feed>"),
    // Attributes.
    ("PUB001", "en/index.html", "<p title='⟦en⟧'></p>"),
    ("PUB001", "en/index.html", "<img src=x.png alt='⟦zh⟧'>"),
    ("PUB001", "en/index.html", "<meta name=description content='⟦en⟧'>"),
    ("PUB001", "en/index.html", "<p data-x=⟦zh⟧></p>"),
    ("PUB001", "en/index.html", "<a href='mailto:a@b.example?body=⟦en percent⟧'>x</a>"),
    ("PUB001", "en/index.html", "<a href='https://b.example/?q=⟦zh percent⟧'>x</a>"),
    // What readers do not see.
    ("PUB001", "en/index.html", "<!-- ⟦en⟧ -->"),
    ("PUB001", "en/index.html", "<script type='application/ld+json'>{\"a\":\"⟦en⟧\"}</script>"),
    ("PUB001", "en/index.html", "<style>p::after { content: '⟦zh⟧' }</style>"),
    ("PUB001", "en/index.html", "<template><p>⟦en⟧</p></template>"),
    // Files that are no pages.
    ("PUB001", "search/en.json", "[{\"text\":\"⟦en⟧\"}]"),
    ("PUB001", "search/zh-cn.json", "[{\"text\":\"⟦zh⟧\"}]"),
    ("PUB001", "robots.txt", "User-agent: *\n# ⟦en⟧\n"),
    ("PUB001", "assets/style.1.css", "/* ⟦en⟧ */"),
    ("PUB001", "assets/site.1.js", "// ⟦zh⟧"),
    ("PUB001", "sitemap.xml", "<urlset><!-- ⟦en⟧ --></urlset>"),
    ("PUB001", "media/⟦en⟧.svg", ""),
    ("PUB001", "zh-cn/⟦zh⟧/index.html", ""),
    // Secret values.
    ("PUB002", "en/index.html", "<p>⟦phone⟧</p>"),
    ("PUB002", "en/index.html", "<p>⟦phone lines⟧</p>"),
    ("PUB002", "en/index.html", "<p>⟦phone bold⟧</p>"),
    ("PUB002", "en/index.html", "<a href='tel:⟦dialed⟧'>x</a>"),
    ("PUB002", "en/index.html", "<a href='https://wa.me/⟦dialed digits⟧'>x</a>"),
    ("PUB002", "en/index.html", "<p>⟦national⟧</p>"),
    ("PUB002", "en/index.html", "<a href='sms:⟦national digits⟧'>x</a>"),
    ("PUB002", "en/index.html", "<a href='tel:⟦short⟧'>x</a>"),
    ("PUB002", "en/index.html", "<p>⟦mail⟧</p>"),
    ("PUB002", "en/index.html", "<p>⟦mail capitals⟧</p>"),
    ("PUB002", "en/index.html", "<a href='&#109;ailto:⟦mail entities⟧'>x</a>"),
    ("PUB002", "en/index.html", "<a href='mailto:⟦mail percent⟧'>x</a>"),
    ("PUB002", "en/index.html", "<!-- ⟦mail⟧ -->"),
    ("PUB002", "en/index.html", "<p>⟦url entities⟧</p>"),
    ("PUB002", "en/index.html", "<a href='⟦url entities⟧'>x</a>"),
    ("PUB002", "assets/site.1.js", "fetch('⟦url⟧')"),
    ("PUB002", "search/en.json", "[\"⟦phone⟧\"]"),
    ("PUB002", "robots.txt", "# ⟦mail⟧"),
    ("PUB002", "media/⟦national⟧.svg", ""),
    // A secret inside an internal sentence is still named as one.
    ("PUB002", "en/index.html", "<p>Ring ⟦phone⟧ at once and stay on the line until somebody answers it</p>"),
    // Internal addresses.
    ("PUB001", "en/x/index.html", "<a href='../⟦runbook⟧/'>x</a>"),
    ("PUB001", "en/x/index.html", "<a href='../⟦runbook⟧'>x</a>"),
    ("PUB001", "en/x/index.html", "<a href='../⟦runbook⟧/index.html#first'>x</a>"),
    ("PUB001", "en/x/index.html", "<a href='/zh-cn/⟦runbook⟧/'>x</a>"),
    ("PUB001", "en/x/index.html", "<a href='https://support.lantern.example/en/⟦runbook⟧/'>x</a>"),
    ("PUB001", "en/x/index.html", "<a href='https://staff.lantern.example/book/en/⟦runbook⟧/?x=1'>x</a>"),
    ("PUB001", "en/x/index.html", "<a href='../⟦runbook percent⟧/'>x</a>"),
    ("PUB001", "en/x/index.html", "<a href='../⟦runbook entities⟧/'>x</a>"),
    ("PUB001", "en/x/index.html", "<a href='../⟦chinese-runbook⟧/'>x</a>"),
    ("PUB001", "en/x/index.html", "<a href='../⟦chinese-runbook percent⟧/'>x</a>"),
    ("PUB001", "en/x/index.html", "<form action='../⟦runbook⟧/'></form>"),
    (
        "PUB001",
        "en/x/index.html",
        "<link rel=canonical href='https://support.lantern.example/en/⟦runbook⟧/'>",
    ),
    ("PUB001", "en/x/index.html", "<link rel=alternate hreflang=en href='../⟦runbook⟧/'>"),
    ("PUB001", "en/x/index.html", "<link rel=prefetch href='../⟦runbook⟧/'>"),
    ("PUB001", "en/x/index.html", "<meta property='og:url' content='/en/⟦runbook⟧/'>"),
    ("PUB001", "en/x/index.html", "<meta http-equiv=refresh content='0; url=../⟦runbook⟧/'>"),
    ("PUB001", "en/x/index.html", "<p id='⟦channel⟧'></p>"),
    ("PUB001", "en/x/index.html", "<a href='../contact/#⟦channel⟧'>x</a>"),
    ("PUB001", "en/x/index.html", "<button aria-controls='⟦channel⟧'>x</button>"),
    ("PUB001", "en/x/index.html", "<img src='../../⟦picture⟧' alt=''>"),
    ("PUB001", "⟦picture⟧", "<svg></svg>"),
    ("PUB001", "en/⟦runbook⟧/index.html", "<p>x</p>"),
    (
        "PUB001",
        "sitemap.xml",
        "<urlset><url><loc>https://support.lantern.example/en/⟦runbook⟧/</loc></url></urlset>",
    ),
    ("PUB001", "search/en.json", "[{\"href\":\"/en/⟦runbook⟧/\"}]"),
    ("PUB001", "robots.txt", "Disallow: /zh-cn/⟦runbook⟧/\n"),
    ("PUB001", "assets/style.1.css", "a { background: url(../en/⟦runbook⟧/) }"),
];

const CHANNELS: &str = r#"
night-desk:
  kind: phone
  name: Night desk
  number: "+31 20 555 0188"
  languages: [en]
  visibility: internal
night-desk-china:
  kind: sms
  name: Night desk, China
  number: "400-555-0188"
  national_only: true
  country: CN
  languages: [en]
  visibility: internal
extension:
  kind: phone
  name: Duty desk inside
  number: "4417"
  national_only: true
  country: CN
  languages: [en]
  visibility: internal
duty-mail:
  kind: email
  name: Duty mail
  address: duty.desk@lantern.example
  languages: [en]
  visibility: internal
queue:
  kind: portal
  name: Queue
  url: https://staff.lantern.example/queue?a=1&b=2
  languages: [en]
  visibility: internal
"#;

const RUNBOOK: &str = "---\ntitle: Second line\nkind: handover\nowner: Lead\nlast_reviewed: 2026-05-12\n\
    review_in: 3 months\n---\n\nTEXT\n\n![x](QUEUE)\n";

/// A project whose internal things are those of [`VALUES`].
fn project() -> Project {
    let project = Project::sample();
    let english = "Never tell the customer *which* of the [two providers](https://a.example/) was asked first.\n\
        Ring +31 20 555 0188 at once and stay on the line until somebody answers it.";
    let chinese = "**切勿向客户透露**我们先问了两家提供商\n中的哪一家。";
    project.append("content/channels.yaml", CHANNELS);
    for id in ["night-desk", "night-desk-china", "extension", "duty-mail", "queue"] {
        project.append("content/channels.zh-CN.yaml", &format!("{id}:\n  name: 值班\n"));
    }
    for (path, text) in [("second-line.md", english), ("升级.md", chinese)] {
        let text = RUNBOOK.replace("TEXT", text).replace("QUEUE", "queue.svg");
        project.write(&format!("content/runbooks/{path}"), &text);
    }
    project.write("content/runbooks/queue.svg", "<svg/>");
    project
}

/// The rules on leaks that find something in a file.
fn found(path: &str, text: &str, needles: &Needles) -> BTreeSet<&'static str> {
    let path = OutputPath::new(path).unwrap();
    let facts = scan(&path, text.as_bytes(), needles);
    let rendered = Rendered { path, bytes: text.as_bytes().into(), facts };
    let findings = gate(Audience::Public, BASE_URL, vec![rendered]).err().unwrap_or_default();
    codes(&findings).into_iter().filter(|code| code.starts_with("PUB")).collect()
}

#[test]
fn each_class_is_caught_and_its_twin_is_not() {
    let project = project();
    let internal = files(&project.sites().internal);
    let picture = internal.keys().find(|path| path.starts_with("media/queue.")).unwrap();
    let checked = project.judge().0.checked.unwrap();
    let needles = needles(&checked);
    let mut faults = Vec::new();
    for (rule, path, text) in FILES {
        for leaks in [true, false] {
            let fill = |template: &str| filled(template, leaks, picture);
            let (path, text) = (fill(path), fill(text));
            let found = found(&path, &text, &needles);
            if found.contains(rule) != leaks || (!leaks && !found.is_empty()) {
                faults.push(format!("{path}: {text}: {found:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The template with its marks filled: by what leaks, or by what may stand there.
fn filled(template: &str, leaks: bool, picture: &str) -> String {
    let mut pieces = template.split('⟦');
    let mut out = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (mark, rest) = piece.split_once('⟧').unwrap();
        let (name, disguise) = mark.split_once(' ').unwrap_or((mark, ""));
        let (_, secret, open) = VALUES.iter().find(|(known, ..)| *known == name).unwrap();
        let value = match (leaks, name) {
            (true, "picture") => picture,
            (true, _) => secret,
            (false, _) => open,
        };
        out += &disguised(value, disguise);
        out += rest;
    }
    out
}

fn disguised(value: &str, disguise: &str) -> String {
    let letters: Vec<String> = value.chars().map(String::from).collect();
    let half = letters.len() / 2;
    let split = |between: [&str; 2]| {
        let (a, b, c) = (&letters[..half - 1], &letters[half - 1..=half], &letters[half + 1..]);
        format!("{}{}{}{}{}", a.concat(), between[0], b.concat(), between[1], c.concat())
    };
    match disguise {
        "" => value.to_owned(),
        "capitals" => value.to_uppercase(),
        "lines" => letters.chunks(5).map(<[String]>::concat).collect::<Vec<_>>().join("\n  "),
        "bold" => split(["<b class=\"strong\">", "</b>"]),
        "linked" => split(["<a href=\"../x/\" title=\"Something else\" rel=\"noopener\">", "</a>"]),
        "comment" => split(["<!-- here -->", "<!-- there -->"]),
        "entities" => value.chars().map(|c| format!("&#x{:x};", u32::from(c))).collect(),
        "percent" => value.bytes().map(|byte| format!("%{byte:02X}")).collect(),
        "digits" => value.chars().filter(char::is_ascii_digit).collect(),
        other => panic!("no disguise `{other}`"),
    }
}
