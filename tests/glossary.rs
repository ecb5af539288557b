//! A glossary goes out and comes back: nothing changes by that, and what others changed stands where it belongs.
//!
//! Everything here works on values. The real readers are asked in `.ci/check_clients.py`, the command in
//! `tests/suite/console/glossary.md`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use supportbook::exchange::catalog::Misread;
use supportbook::exchange::glossary::compose::{Files, compose};
use supportbook::exchange::glossary::judge::{Change, Form, Judged, judge};
use supportbook::exchange::glossary::{Entry, Languages, csv, entries, omegat, tbx};
use supportbook::load::{Sources, load};
use supportbook::locale::Locale;
use supportbook::model::glossary::{Term, Wordings};
use supportbook::model::ids::TermId;
use supportbook::model::text::LocalText;
use supportbook::path::ProjectPath;
use supportbook::resolve_project;
use supportbook::source::Source;

const SAMPLES: [&str; 4] =
    [".", "tests/projects/direct-bill", "tests/projects/indirect-provider", "tests/projects/21vianet"];

fn languages() -> Languages {
    Languages { source: Locale::new("en").unwrap(), target: Locale::new("zh-CN").unwrap() }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    Csv,
    Tbx,
    Omegat,
}

impl Format {
    const ALL: [Self; 3] = [Self::Csv, Self::Tbx, Self::Omegat];

    fn write(self, entries: &[Entry], languages: Languages) -> String {
        match self {
            Self::Csv => csv::write(entries, languages),
            Self::Tbx => tbx::write(entries, languages),
            Self::Omegat => omegat::write(entries, languages),
        }
    }

    fn read(self, text: &str, languages: Languages) -> Result<Vec<Entry>, Misread> {
        match self {
            Self::Csv => csv::read(text, languages),
            Self::Tbx => tbx::read(text, languages),
            Self::Omegat => omegat::read(text),
        }
    }

    fn form(self) -> Form {
        match self {
            Self::Csv => Form::Table,
            Self::Tbx => Form::Termbase,
            Self::Omegat => Form::Preferred,
        }
    }
}

/// The glossary of a project in memory.
struct Glossary {
    files: Files,
    terms: Vec<Arc<Term>>,
    languages: Languages,
}

impl Glossary {
    fn of(sources: &Sources, languages: Languages) -> Self {
        let (site, _) = resolve_project(sources);
        let site = site.unwrap();
        let text =
            |path: String| sources.text(&ProjectPath::new(&path).unwrap()).unwrap_or_default().to_owned();
        let source = text("content/glossary.yaml".to_owned());
        let target = text(format!("content/glossary.{}.yaml", languages.target));
        let terms = site.glossary.iter().chain(&site.internal_terms).cloned().collect();
        Self { files: Files { source, target }, terms, languages }
    }

    fn new(source: &str, target: &str) -> Self {
        let mut sources = load(Path::new("tests/suite/projects/plain")).unwrap();
        for (path, text) in [("content/glossary.yaml", source), ("content/glossary.zh-CN.yaml", target)] {
            let path = ProjectPath::new(path).unwrap();
            sources.texts.push(Arc::new(Source { path, text: text.into(), unread: false }));
        }
        sources.texts.sort_by(|a, b| a.path.cmp(&b.path));
        Self::of(&sources, languages())
    }

    fn judged(&self, format: Format, text: &str) -> Judged {
        let entries = format.read(text, self.languages).unwrap();
        judge(self.terms.iter().map(|term| &**term), &entries, self.languages, format.form())
    }

    fn with(&self, judged: &Judged) -> Files {
        let changes: Vec<&Change> = judged.changes.iter().map(|(_, change)| change).collect();
        compose(&self.files, &changes, self.languages).unwrap()
    }
}

#[test]
fn what_goes_out_changes_nothing_when_it_comes_back() {
    let mut count = 0;
    for folder in SAMPLES {
        let sources = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        let (site, _) = resolve_project(&sources);
        let settings = site.unwrap().settings.clone();
        let others = settings.locales.iter().filter(|locale| **locale != settings.source_locale);
        for target in others {
            let languages = Languages { source: settings.source_locale, target: *target };
            let glossary = Glossary::of(&sources, languages);
            let all = entries(glossary.terms.iter().map(|term| &**term), languages);
            for format in Format::ALL {
                let judged = glossary.judged(format, &format.write(&all, languages));
                assert_eq!(judged, Judged::default(), "{folder}, {format:?}");
            }
            count += all.len();
        }
    }
    assert!(count > 60, "{count} terms");
}

const SOURCE: &str = "\
# words
desk:
  term: desk
  definition: \"Our people, in one place.\" # why
  forbidden: {zh-CN: [桌面, 帮助台]}
case:
  term: case
  definition: What you report.
  synonyms:
    en:
      - ticket
      - file
azure: {term: Azure, definition: A cloud., never_translate: true}
";

const TARGET: &str = "\
desk:
  term: 服务台
  definition: 同一地点的服务人员。

azure:
  definition: 一种云。
";

/// A table, and the lines that leave the files and come into them.
const CASES: [(&str, &str, &[&str]); 13] = [
    ("a word changes", "id,en,zh-CN\ndesk,desk,服务组\n", &["t-  term: 服务台", "t+  term: 服务组"]),
    (
        "words join a list in brackets",
        "id,en,zh-CN,zh-CN:forbidden\ndesk,,,桌面；帮助台; no\n",
        &["s-  forbidden: {zh-CN: [桌面, 帮助台]}", "s+  forbidden: {zh-CN: [桌面, 帮助台, \"no\"]}"],
    ),
    (
        "words of another language join a mapping",
        "id,en,zh-CN,en:forbidden\ndesk,,,\"helpdesk; a, b\"\n",
        &[
            "s-  forbidden: {zh-CN: [桌面, 帮助台]}",
            "s+  forbidden: {zh-CN: [桌面, 帮助台], en: [helpdesk, \"a, b\"]}",
        ],
    ),
    (
        "words of both languages get one key",
        "id,en,zh-CN,en:retired,zh-CN:retired\ndesk,,,booth,柜台\n",
        &["s+  retired: {en: [booth], zh-CN: [柜台]}"],
    ),
    (
        "a list on lines stays one",
        "id,en,zh-CN,en:synonyms\ncase,,,incident; ticket\n",
        &["s+      - incident", "s-      - file"],
    ),
    (
        "a word that is forbidden now is no synonym",
        "id,en,zh-CN,en:forbidden\ncase,,,ticket; file\n",
        &[
            "s-  synonyms:",
            "s-    en:",
            "s-      - ticket",
            "s-      - file",
            "s+  forbidden: {en: [ticket, file]}",
        ],
    ),
    (
        "a key joins a term in braces",
        "id,en,zh-CN,en:retired\nazure,,,Windows Azure\n",
        &[
            "s-azure: {term: Azure, definition: A cloud., never_translate: true}",
            "s+azure: {term: Azure, definition: A cloud., never_translate: true, retired: {en: [Windows Azure]}}",
        ],
    ),
    (
        "a name is translated from now on",
        "id,never_translate,en,zh-CN\nazure,no,Azure,\n",
        &[
            "s-azure: {term: Azure, definition: A cloud., never_translate: true}",
            "s+azure: {term: Azure, definition: A cloud., never_translate: false}",
        ],
    ),
    (
        "a term without a translation gets it in its place",
        "en,zh-CN,zh-CN:definition\ncase,案例,您报告的事。\n",
        &["t+case:", "t+  term: 案例", "t+  definition: 您报告的事。", "t+"],
    ),
    ("a text joins a term", "id,en,zh-CN\nazure,,蔚蓝\n", &["t+  term: 蔚蓝"]),
    (
        "a text gets quotes where it needs them",
        "id,en,zh-CN\ndesk,,\"台: 一\"\n",
        &["t-  term: 服务台", "t+  term: \"台: 一\""],
    ),
    (
        "a new term, as a person writes it",
        "id,en,en:definition,en:synonyms,zh-CN,zh-CN:definition,zh-CN:forbidden\n\
         ,Cost Centre,\"Who pays: a part.\",payer; 1.10,成本中心,付款部门。,部门\n",
        &[
            "s+cost-centre:",
            "s+  term: Cost Centre",
            "s+  definition: \"Who pays: a part.\"",
            "s+  synonyms: {en: [payer, \"1.10\"]}",
            "s+  forbidden: {zh-CN: [部门]}",
            "t+",
            "t+cost-centre:",
            "t+  term: 成本中心",
            "t+  definition: 付款部门。",
        ],
    ),
    ("what is left out stays", "id,en,zh-CN,zh-CN:forbidden,zh-CN:definition\ndesk,,,,\n", &[]),
];

#[test]
fn changes_stand_where_a_person_would_write_them() {
    let glossary = Glossary::new(SOURCE, TARGET);
    for (name, table, expected) in CASES {
        let judged = glossary.judged(Format::Csv, table);
        assert_eq!((judged.refused, judged.left_out), (Vec::new(), Vec::new()), "{name}");
        let judged = glossary.judged(Format::Csv, table);
        let after = glossary.with(&judged);
        let mut found = Vec::new();
        for (side, before, after) in [('s', SOURCE, &after.source), ('t', TARGET, &after.target)] {
            let diff = similar::TextDiff::from_lines(before, after);
            found.extend(diff.iter_all_changes().filter_map(|change| {
                let sign = match change.tag() {
                    similar::ChangeTag::Delete => '-',
                    similar::ChangeTag::Insert => '+',
                    similar::ChangeTag::Equal => return None,
                };
                Some(format!("{side}{sign}{}", change.value().trim_end_matches('\n')))
            }));
        }
        assert_eq!(found, expected, "{name}\n{}\n{}", after.source, after.target);
        let again = Glossary::new(&after.source, &after.target).judged(Format::Csv, table);
        assert_eq!(again.changes, [], "{name}: taken twice");
    }
}

#[test]
fn texts_over_several_lines_are_edited_or_refused() {
    let table = "id,en,zh-CN,zh-CN:definition\ndesk,,台,新的。\n";
    let source = "desk:\n  definition: >\n    Our\n    people.\n  term: desk\n# end";
    let targets = [
        "desk:\n  definition: |\n    一。\n    二。\n  term: 服务台\n# end\n",
        "desk:\n  term: 服务台\n  definition: >-\n    一。\n\n    二。",
        "desk:\n  term:\n  definition: '一''。'\n",
        "{desk: {definition: 一。}}\n",
        "desk: {definition: [一。\n  ]}\n",
    ];
    for target in targets {
        let glossary = Glossary::new(source, target);
        let judged = glossary.judged(Format::Csv, table);
        let changes: Vec<&Change> = judged.changes.iter().map(|(_, change)| change).collect();
        if let Ok(after) = compose(&glossary.files, &changes, languages()) {
            assert_eq!(after.target.contains("# end"), target.contains("# end"));
            let again = Glossary::new(&after.source, &after.target).judged(Format::Csv, table);
            assert_eq!(again.changes, [], "{}", after.target);
        } else {
            assert!(target.contains('['), "{target}");
        }
    }
}

#[test]
fn what_cannot_be_taken_is_told_with_its_place() {
    let glossary = Glossary::new(SOURCE, TARGET);
    let head = "id,en,en:definition,zh-CN,zh-CN:definition,zh-CN:synonyms,zh-CN:forbidden";
    let cases = [
        ("desk,desk,,桌面,,,", "expected `桌面` to be preferred or forbidden, found both"),
        ("desk,desk,,服务台,,,服务台", "expected `服务台` to be preferred or forbidden, found both"),
        ("desk,,,,,台,台", "expected `台` to be a synonym or forbidden, found both"),
        ("desk,counter,,,,,", "expected `desk`, the word of `desk`, found `counter`"),
        ("desk,desk,Other.,,新的。,,", "expected the definition of `desk` as it is, found another"),
        ("new,new,,新,,,", "expected a definition of the new term `new` in `en`, found none"),
        ("new,new,New.,,新。,,", "expected a word of the new term `new` in `zh-CN`, found none"),
        (
            "New One,new,New.,新,新。,,",
            "expected an id of small letters, digits and hyphens, found `New One`",
        ),
        (",新词,New.,新,新。,,", "expected an id of small letters, digits and hyphens, found `新词`"),
        (",,,新,,,", "expected a word in `en`, found none"),
        ("desk,desk,,新,,,\ndesk,desk,,新,,,", "expected the term `desk` once, found it again"),
        ("new,new,New.,新,新。,,新", "expected `新` to be preferred or forbidden, found both"),
    ];
    for (row, message) in cases {
        let judged = glossary.judged(Format::Csv, &format!("{head}\n{row}\n"));
        let found: Vec<&str> = judged.refused.iter().map(|told| &*told.message).collect();
        assert_eq!(found, [message], "{row}");
        assert_eq!(judged.refused[0].at.line, row.lines().count() + 1, "{row}");
    }
}

#[test]
fn files_that_cannot_be_read_are_told_with_their_place() {
    let termbase =
        |entry: &str| format!("<martif><text><body><termEntry>{entry}</termEntry></body></text></martif>");
    let tig = |locale: &str, status: &str| {
        format!(
            "<langSet xml:lang=\"{locale}\"><tig><term>a</term><termNote type=\"administrativeStatus\">{status}\
             </termNote></tig></langSet>"
        )
    };
    let preferred = "preferredTerm-admn-sts";
    let cases = [
        (Format::Csv, "id,en\ndesk,desk\n".to_owned(), 1, "expected a column `zh-CN`, found none"),
        (Format::Csv, "id,en,zh-CN,fr\n".to_owned(), 1, "expected columns of `en` and `zh-CN`, found `fr`"),
        (
            Format::Csv,
            "id,en,zh-CN,de:forbidden\n".to_owned(),
            1,
            "expected columns of `en` and `zh-CN`, found `de:forbidden`",
        ),
        (Format::Csv, "id,en,zh-CN\ndesk,desk\n".to_owned(), 2, "expected 3 cells, found 2"),
        (
            Format::Csv,
            "id,en,zh-CN,never_translate\na,b,c,no\nd,e,f,perhaps\n".to_owned(),
            3,
            "expected `yes` or `no` in `never_translate`, found `perhaps`",
        ),
        (
            Format::Omegat,
            "# words\ndesk\t台\ndesk\n".to_owned(),
            3,
            "expected a word, a tab and its translation, found `desk`",
        ),
        (Format::Omegat, "\t台\n".to_owned(), 1, "expected a word, a tab and its translation, found `台`"),
        (Format::Tbx, "<html></html>".to_owned(), 1, "expected `martif` or `tbx`, found `html`"),
        (
            Format::Tbx,
            termbase(&tig("zh-CN", "best")),
            1,
            "expected a status such as `preferredTerm-admn-sts`, found `best`",
        ),
        (
            Format::Tbx,
            termbase(&(tig("en", preferred) + &tig("fr", preferred))),
            1,
            "expected terms in `zh-CN`, found `fr`",
        ),
    ];
    for (format, text, line, message) in cases {
        let misread = format.read(&text, languages()).unwrap_err();
        assert_eq!((misread.at.line, &*misread.message), (line, message));
    }
    for text in ["", "<", "<martif>", "\u{feff}"] {
        assert!(Format::Tbx.read(text, languages()).is_err(), "{text}");
    }
}

#[test]
fn the_words_of_other_tools_are_understood() {
    // TBX of 2019, tags of another spelling, ids of the termbase, no status at all.
    let text = "<tbx type=\"TBX-Basic\" style=\"dct\" xmlns:min=\"m\" xmlns:basic=\"b\"><text><body>\
        <conceptEntry id=\"c7\"><langSec xml:lang=\"en-US\"><termSec><term>desk</term></termSec></langSec>\
        <langSec xml:lang=\"zh_Hans\"><basic:definition>人。</basic:definition>\
        <termSec><term>服务台</term><basic:administrativeStatus>preferredTerm-admn-sts</basic:administrativeStatus>\
        </termSec><termSec><term>台子</term><min:administrativeStatus>deprecatedTerm-admn-sts\
        </min:administrativeStatus></termSec></langSec></conceptEntry></body></text></tbx>";
    let glossary = Glossary::new(SOURCE, TARGET);
    let judged = glossary.judged(Format::Tbx, text);
    assert_eq!(judged.refused, []);
    let told: Vec<String> = judged.changes.iter().map(|(_, change)| format!("{change:?}")).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("definition") && told[0].contains("人。"), "{told:?}");
    assert!(told[1].contains("Forbidden") && told[1].contains("台子"), "{told:?}");
    // A line that a translator has made in OmegaT, and one of their own.
    let judged = glossary.judged(Format::Omegat, "desk\t服务组\tseen in a mail\nfish\t鱼\n");
    assert_eq!((judged.changes.len(), judged.left_out.len()), (1, 1));
    assert_eq!(judged.left_out[0].message, "`fish` is no term of the glossary");
    // OmegaT's form says nothing of synonyms, so that it takes none away.
    let judged = glossary.judged(Format::Omegat, "desk\t帮助台\t\n");
    assert_eq!(judged.refused[0].message, "expected `帮助台` to be preferred or forbidden, found both");
}

#[test]
fn no_cell_is_computed_by_a_spreadsheet() {
    let source = "desk: {term: desk, definition: \"=cmd\", synonyms: {en: [\"@a\", \"-b\"], zh-CN: [\"+c\", \"a;b\"]}}\n";
    let glossary = Glossary::new(source, "desk: {term: \"=桌\", definition: \"'=x\"}\n");
    let all = entries(glossary.terms.iter().map(|term| &**term), languages());
    let table = csv::write(&all, languages());
    for cell in table.lines().nth(1).unwrap().split(',') {
        assert!(!cell.trim_matches('"').starts_with(['=', '+', '-', '@']), "{cell}");
    }
    assert_eq!(glossary.judged(Format::Csv, &table), Judged::default());
}

prop_compose! {
    /// A word of letters that formats must escape.
    fn word()(text in "[a-z台 ;,|<&\"'=\\\\\t#:\\-\\[{]{1,8}") -> String { text }
}

fn term(at: usize, texts: &[String; 4], words: &[Vec<String>; 3], never_translate: bool) -> Term {
    let Languages { source, target } = languages();
    let wordings = |at: usize| -> Wordings {
        [(source, at), (target, (at + 1) % 3)]
            .map(|(locale, at)| {
                (locale, words[at].iter().map(|word| (at.to_string() + word).into()).collect())
            })
            .into()
    };
    Term {
        id: TermId::new(&format!("{at}-term")),
        // Each term has a word of its own.
        preferred: LocalText::new(source, &format!("{at}{}", texts[0])).with(target, &texts[1]),
        definition: LocalText::new(source, &texts[2]).with(target, &texts[3]),
        never_translate,
        forbidden: wordings(0),
        synonyms: wordings(1),
        retired: wordings(2),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_a_term_says_comes_back_as_it_was(
        all in prop::collection::vec((prop::array::uniform4(word()), prop::array::uniform3(prop::collection::vec(word(), 0..3)), any::<bool>()), 1..4),
    ) {
        let terms: Vec<Term> =
            all.iter().enumerate().map(|(at, (texts, words, never))| term(at, texts, words, *never)).collect();
        let said = entries(terms.iter(), languages());
        for format in Format::ALL {
            let text = format.write(&said, languages());
            let read = format.read(&text, languages()).unwrap();
            let judged = judge(terms.iter(), &read, languages(), format.form());
            prop_assert_eq!(&judged, &Judged::default(), "{:?}\n{}", format, text);
        }
    }

    #[test]
    fn a_new_term_reads_back_whatever_it_says(
        texts in prop::array::uniform4(word()), words in prop::collection::vec(word(), 0..3),
    ) {
        let glossary = Glossary::new(SOURCE, TARGET);
        let mut new = term(1, &texts, &[words, Vec::new(), Vec::new()], false);
        new.id = TermId::new("one-more");
        let table = csv::write(&entries(std::iter::once(&new), languages()), languages());
        let judged = glossary.judged(Format::Csv, &table);
        if !judged.refused.is_empty() {
            // A text of spaces alone is none.
            prop_assert!(texts.iter().any(|text| text.trim().is_empty()), "{:?}", judged.refused);
            return Ok(());
        }
        let after = glossary.with(&judged);
        prop_assert!(after.source.starts_with(SOURCE) && after.target.starts_with(TARGET));
        let again = Glossary::new(&after.source, &after.target).judged(Format::Csv, &table);
        prop_assert_eq!(again, Judged::default(), "{}\n{}", after.source, after.target);
    }

    #[test]
    fn no_file_makes_the_readers_panic(text in "[\\PC\t\n<>/\"]{0,80}") {
        for format in Format::ALL {
            let _ = format.read(&text, languages());
            let _ = format.read(&format!("id,en,zh-CN\n{text}"), languages());
        }
    }
}
