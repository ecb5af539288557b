//! `supportbook check`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use supportbook::diagnostic::Diagnostic;
use supportbook::load::{RevisionError, Sources, load, load_revision};
use supportbook::serve::{Options, follow};
use supportbook::{BuildOptions, Today};

use super::build::{AudienceArg, exit_code, fails};
use super::fix::Fixes;
use super::project::{DayArgs, FailOn, Format, Whole, judge_whole};
use super::report::Report;
use super::selection::Selection;
use super::{Failure, report};

#[derive(Args, Clone)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    day: DayArgs,
    /// How to print findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// From which level on findings make the command fail
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    #[command(flatten)]
    selection: Selection,
    /// Show and count only what is new since this revision of the git repository
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// Make the edits that findings propose
    #[arg(long)]
    fix: bool,
    /// With --fix: print the edits as a diff and write nothing
    #[arg(long, requires = "fix")]
    diff: bool,
    /// Judge again after each change, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    watch: bool,
}

impl From<RevisionError> for Failure {
    fn from(error: RevisionError) -> Self {
        let message = error.to_string();
        match error {
            RevisionError::Git(_) => Self::usage(message, "`--base` needs git"),
            RevisionError::NoRepository => Self::usage(message, "leave out `--base`"),
            RevisionError::Unknown(_) => {
                Self::usage(message, "name a commit, a branch or a tag; a shallow clone may lack it")
            }
            RevisionError::Unexpected(_) => Self { code: 3, message, hint: None },
        }
    }
}

/// All of `build` but the writing, so that what passes here is built.
pub(crate) fn run(args: &CheckArgs, folder: &Path) -> Result<u8, Failure> {
    args.selection.check()?;
    if !args.watch {
        return once(args, folder);
    }
    // What no later change can mend ends the command; findings do not.
    load(folder)?;
    let options = Options {
        port: None,
        watch: ["site.toml", "content", "themes"].map(|name| folder.join(name)).to_vec(),
        root: folder.to_path_buf(),
        poll: None,
        audiences: Vec::new(),
    };
    let (args, project): (CheckArgs, PathBuf) = (args.clone(), folder.to_path_buf());
    let again = move || {
        report::clear();
        if let Err(failure) = once(&args, &project) {
            report::failure(&failure);
        }
        report::say("watching for changes (Ctrl-C stops)");
    };
    let failed = |why: String| {
        report::say(&format!("the system tells of no changes ({why}); looking every half second"));
    };
    follow(&options, again, failed)?;
    Ok(0)
}

fn once(args: &CheckArgs, folder: &Path) -> Result<u8, Failure> {
    let today = args.day.today()?;
    let mut sources = load(folder)?;
    let known = args.base.as_deref().map(|base| known_since(&sources, folder, base, today)).transpose()?;
    let mut whole = wanted(&sources, today, args, known.as_ref());
    if args.fix {
        let judge = |sources: &Sources| wanted(sources, today, args, known.as_ref()).findings;
        let fixes = Fixes::make(&mut sources, folder, judge)?;
        let after = wanted(&sources, today, args, known.as_ref());
        if args.diff {
            fixes.show();
            report::say(&format!(
                "{}; {} would be left",
                fixes.told("would fix"),
                report::counts(&after.findings)
            ));
            return Ok(if fails(&whole.findings, args.fail_on) { exit_code(&whole.judged) } else { 0 });
        }
        fixes.write(folder)?;
        report::say(&fixes.told("fixed"));
        whole = after;
    }
    let Whole { judged, findings, waived, .. } = whole;
    let summary = json!({ "date": judged.today.to_string() });
    let exit_code = if fails(&findings, args.fail_on) { exit_code(&judged) } else { 0 };
    let report = Report {
        sources: &sources,
        findings: &findings,
        waived: &waived,
        folder,
        today: judged.today,
        fail_on: args.fail_on.level(),
        exit_code,
        summary: &summary,
    };
    report.print(args.format);
    let since = args.base.as_ref().map(|base| format!(" since {base}")).unwrap_or_default();
    report::say(&format!("checked {} files{since}: {}", sources.texts.len(), report.counts()));
    Ok(exit_code)
}

/// How often each finding was there already: by rule, file and message.
type Known = BTreeMap<(&'static str, String, String), usize>;

fn key(finding: &Diagnostic) -> (&'static str, String, String) {
    (finding.rule.code, finding.place.path.to_string(), finding.message.clone())
}

/// What a revision had already, judged on the day on which the project is judged now.
fn known_since(sources: &Sources, folder: &Path, base: &str, today: Today) -> Result<Known, Failure> {
    let mut known = Known::new();
    let Some(before) = load_revision(folder, base)? else {
        report::say(&format!("there was no project at {base}: everything is new"));
        return Ok(known);
    };
    let day = judge_whole(sources, today, &options()).judged.today;
    let today = Today { given: Some(day), ..today };
    for finding in judge_whole(&before, today, &options()).findings {
        *known.entry(key(&finding)).or_insert(0) += 1;
    }
    Ok(known)
}

/// A project's findings, without those that nobody asked for. What keeps everything else from being judged
/// always stays.
fn wanted(sources: &Sources, today: Today, args: &CheckArgs, known: Option<&Known>) -> Whole {
    let mut whole = judge_whole(sources, today, &options());
    let mut known = known.cloned().unwrap_or_default();
    whole.findings.retain(|finding| match known.get_mut(&key(finding)) {
        Some(number) if *number > 0 => {
            *number -= 1;
            false
        }
        _ => true,
    });
    if !whole.judged.settings_unread {
        whole.findings.retain(|finding| args.selection.takes(finding));
        whole.waived.retain(|waived| args.selection.takes(&waived.finding));
    }
    whole
}

/// What is built to be judged.
fn options() -> BuildOptions {
    BuildOptions {
        audiences: AudienceArg::All.audiences(),
        base_url: None,
        portable: false,
        preview: false,
        drafts: true,
        sources_beside: false,
    }
}
