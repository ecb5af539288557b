//! `supportbook serve`.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use supportbook::diagnostic::{Diagnostic, has_errors, sorted};
use supportbook::load::Sources;
use supportbook::output::Audience;
use supportbook::serve::{Event, Options, Rebuilt, ServeError, Shown, serve};
use supportbook::{BuildOptions, build};

use super::build::AudienceArg;
use super::project::{DayArgs, judge};
use super::{Failure, report};

/// How often to look where the system does not tell of changes.
const POLL: Duration = Duration::from_millis(500);

#[derive(Args)]
pub(crate) struct ServeArgs {
    /// The port to listen on [default: 3000, or the next that is free]
    #[arg(long)]
    port: Option<u16>,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// Whose site to show: the internal one is at /internal/
    #[arg(long, value_enum, default_value_t = AudienceArg::Public)]
    audience: AudienceArg,
    /// Look for changes every half second instead of waiting for the system to tell of them
    #[arg(long)]
    poll: bool,
    #[command(flatten)]
    day: DayArgs,
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        Self { code: error.exit_code(), message: error.to_string(), hint: None }
    }
}

/// Builds in memory, shows the result, and builds again on each change until Ctrl-C.
pub(crate) fn run(args: &ServeArgs, folder: &Path) -> Result<u8, Failure> {
    // What no later change can mend ends the command; findings do not.
    judge(folder, &args.day)?;
    let audiences = args.audience.audiences();
    let options = Options {
        port: args.port,
        watch: ["site.toml", "content", "themes"].map(|name| folder.join(name)).to_vec(),
        root: folder.to_path_buf(),
        poll: args.poll.then_some(POLL),
        audiences: audiences.clone(),
    };
    let (project, day, open) = (folder.to_path_buf(), args.day.clone(), args.open);
    let rebuild = move || rebuilt(&project, &day, &audiences);
    let internal_only = args.audience == AudienceArg::Internal;
    let report = move |event: Event<'_>| tell(&event, open, internal_only);
    serve(&options, rebuild, report)?;
    Ok(0)
}

fn rebuilt(folder: &Path, day: &DayArgs, audiences: &[Audience]) -> Rebuilt {
    let (sources, judged) = match judge(folder, day) {
        Ok(judged) => judged,
        Err(failure) => {
            let shown =
                Shown { level: "error", place: String::new(), message: failure.message, hints: Vec::new() };
            return Rebuilt { sites: std::collections::BTreeMap::new(), findings: vec![shown] };
        }
    };
    let mut findings = judged.findings.clone();
    let mut sites = std::collections::BTreeMap::new();
    if let Some(checked) = &judged.checked {
        let options = BuildOptions {
            audiences: audiences.to_vec(),
            base_url: None,
            portable: false,
            preview: false,
            drafts: true,
            sources_beside: true,
        };
        let built = build(checked, &sources, &options);
        findings = sorted(findings.into_iter().chain(built.findings));
        if !has_errors(&findings) {
            sites.extend(built.sites.into_iter().map(|site| (site.audience(), Arc::new(site.into_output()))));
        }
    }
    Rebuilt { sites, findings: findings.iter().map(|finding| shown(&sources, finding)).collect() }
}

fn shown(sources: &Sources, finding: &Diagnostic) -> Shown {
    Shown {
        level: finding.level.as_str(),
        place: report::place(sources, finding),
        message: format!("{}: {}", finding.rule.code, finding.message),
        hints: finding.hints.clone(),
    }
}

fn tell(event: &Event<'_>, open: bool, internal_only: bool) {
    match event {
        Event::Listening(address) => {
            let url = format!("http://{address}/{}", if internal_only { "internal/" } else { "" });
            report::say(&format!("serving {url} (Ctrl-C stops)"));
            if open {
                open_browser(&url);
            }
        }
        Event::Rebuilt { elapsed, rebuilt } => {
            for finding in &rebuilt.findings {
                report::say(&format!("{}: {}: {}", finding.place, finding.level, finding.message));
            }
            let state = if rebuilt.sites.is_empty() { "kept the last good site" } else { "built" };
            report::say(&format!(
                "{state} in {:.2} s, {} findings",
                elapsed.as_secs_f64(),
                rebuilt.findings.len()
            ));
        }
        Event::WatchFailed(why) => {
            report::say(&format!("the system tells of no changes ({why}); looking every half second"));
        }
    }
}

/// Hands the address to the system's own opener; that it may be missing is no failure.
fn open_browser(url: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let (program, arguments): (&str, &[&str]) =
        if cfg!(windows) { ("cmd", &["/C", "start", "", url]) } else { (opener, &[url]) };
    if std::process::Command::new(program).args(arguments).spawn().is_err() {
        report::say(&format!("no browser could be opened; go to {url}"));
    }
}
