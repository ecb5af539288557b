//! `supportbook init`: asks about a new project, or reads the answers, and writes its files.
//!
//! Apart from the scaffold room, which knows the files and what a sound answer is, because asking needs a
//! terminal.
//!
//! Invariant: nothing is written before the last answer, and no file that exists is touched. A `.gitignore`
//! is often there before the project is; it alone is left as it is instead of being in the way.

use std::fs;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use supportbook::scaffold::{Answers, GITIGNORE, Template, scaffold};
use supportbook::source::position;
use supportbook::syntax::tree::TreeFault;
use supportbook::write::create;

use super::project::today;
use super::{Failure, report};

/// How many files in the way a message names.
const NAMED_FILES: usize = 5;

#[derive(Args)]
pub(crate) struct InitArgs {
    /// Folder of the new project, made where there is none [default: the current folder]
    dir: Option<PathBuf>,

    /// What to begin with
    #[arg(long, value_enum, value_name = "NAME", default_value_t = TemplateName::Support)]
    template: TemplateName,

    /// Read the answers from a TOML file instead of asking
    ///
    /// A text for each key: `name`, `chinese_name`, `legal_name`, `role`, `base_url`, `email`, `phone`,
    /// `time_zone`, `opens`, `closes`, `portal_url`, `currency`, `monthly_price`. What the file leaves out is
    /// filled in as by `--yes`.
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,

    /// Ask nothing and fill in placeholders, which `supportbook check` warns of
    #[arg(long)]
    yes: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TemplateName {
    /// A whole support policy with runbooks, around one service
    Support,
    /// The least that makes a support site
    Minimal,
    /// Bilingual documentation without support terms
    Docs,
}

impl TemplateName {
    fn template(self) -> Template {
        match self {
            Self::Support => Template::Support,
            Self::Minimal => Template::Minimal,
            Self::Docs => Template::Docs,
        }
    }
}

/// Writes a new project. `dir` is the folder that relative paths begin at.
pub(crate) fn run(args: &InitArgs, dir: &Path) -> Result<u8, Failure> {
    let root = args.dir.as_ref().map_or_else(|| dir.to_path_buf(), |below| dir.join(below));
    let template = args.template.template();
    let today = today()?;
    let name = folder_name(&root);
    let found = existing(&root, &scaffold(template, &Answers::defaults(&name), today));
    let (own_ignore, in_the_way): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|path| *path == Path::new(GITIGNORE));
    refuse_existing(&root, &in_the_way)?;
    let answers = match &args.answers {
        Some(file) => read_answers(&dir.join(file), &name)?,
        None if args.yes => Answers::defaults(&name),
        None => ask_on_terminal(template, Answers::defaults(&name))?,
    };
    let mut files = scaffold(template, &answers, today);
    files.retain(|(path, _)| !own_ignore.contains(path));
    create(&root, &files)?;
    report::say(&next_steps(args.dir.as_deref(), files.len()));
    if !own_ignore.is_empty() {
        report::say("\nyour .gitignore was left as it is: add the lines /public/ and /internal/ to it");
    }
    Ok(0)
}

/// The name of a folder, whether it exists or not; empty for the root of the disk.
#[allow(clippy::disallowed_methods, reason = "`.` has no name of its own")]
fn folder_name(folder: &Path) -> String {
    let whole = fs::canonicalize(folder).or_else(|_| std::path::absolute(folder));
    let name = whole.as_deref().unwrap_or(folder).file_name();
    name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The files of the scaffold that exist. Looked for first, since asking in vain would waste the answers.
#[allow(clippy::disallowed_methods, reason = "`create` looks again, but stops at the first")]
fn existing(root: &Path, files: &[(PathBuf, Vec<u8>)]) -> Vec<PathBuf> {
    let paths = files.iter().map(|(path, _)| path);
    paths.filter(|path| fs::symlink_metadata(root.join(path)).is_ok()).cloned().collect()
}

fn refuse_existing(root: &Path, found: &[PathBuf]) -> Result<(), Failure> {
    if found.is_empty() {
        return Ok(());
    }
    let names: Vec<String> =
        found.iter().take(NAMED_FILES).map(|path| format!("`{}`", path.display())).collect();
    let more = match found.len() - names.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("nothing was written: `{}` has {}{more} already", root.display(), names.join(", "));
    Err(Failure::usage(message, "name a folder without them, as in `supportbook init my-support`"))
}

fn read_answers(file: &Path, folder_name: &str) -> Result<Answers, Failure> {
    #[allow(clippy::disallowed_methods, reason = "the answers are an argument, not a part of a project")]
    let text = fs::read_to_string(file).map_err(|error| Failure {
        code: if error.kind() == io::ErrorKind::InvalidData { 2 } else { 3 },
        message: format!("cannot read `{}`: {error}", file.display()),
        hint: None,
    })?;
    let text = text.trim_start_matches('\u{feff}');
    Answers::from_toml(text, folder_name).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(|fault| fault_line(file, text, fault)).collect();
        let message = format!("the answers cannot be used\n{}", lines.join("\n"));
        Failure::usage(message, "nothing was written; correct the file and run this again")
    })
}

fn fault_line(file: &Path, text: &str, fault: &TreeFault) -> String {
    let at = position(text, fault.span.start);
    let hint = fault.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
    format!("  {}:{}:{}: {}{hint}", file.display(), at.line, at.column, fault.message)
}

fn ask_on_terminal(template: Template, answers: Answers) -> Result<Answers, Failure> {
    if !io::stdin().is_terminal() {
        let hint =
            "pass `--yes` for placeholders, or `--answers FILE`; `supportbook init --help` lists its keys";
        return Err(Failure::usage("expected a terminal to ask on, found none", hint));
    }
    ask(template, answers, &mut io::stdin().lock(), &mut io::stderr().lock())
}

/// Asks each question until its answer is sound. An empty line takes the default; an end of input cancels.
fn ask(
    template: Template,
    mut answers: Answers,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> Result<Answers, Failure> {
    let _ =
        writeln!(output, "Enter takes what stands in brackets; Ctrl-C leaves without writing anything.\n");
    for &key in template.keys() {
        loop {
            let _ = write!(output, "{} [{}]: ", key.question(), answers.get(key));
            let _ = output.flush();
            let line = read_line(input)?;
            if line.trim().is_empty() {
                break;
            }
            let Err(refusal) = answers.set(key, &line) else { break };
            let hint = refusal.hint.map(|hint| format!(" ({hint})")).unwrap_or_default();
            let _ = writeln!(output, "  {}{hint}", refusal.message);
        }
    }
    Ok(answers)
}

fn read_line(input: &mut impl BufRead) -> Result<String, Failure> {
    let mut line = Vec::new();
    let cancelled = || Failure { code: 2, message: "cancelled; nothing was written".to_owned(), hint: None };
    match input.read_until(b'\n', &mut line) {
        Ok(0) => Err(cancelled()),
        // What is no UTF-8 becomes a character that no answer may hold, and is asked for again.
        Ok(_) => Ok(String::from_utf8(line).unwrap_or_else(|_| "\u{ffff}".to_owned())),
        Err(error) => {
            Err(Failure { code: 3, message: format!("cannot read the answer: {error}"), hint: None })
        }
    }
}

fn next_steps(dir: Option<&Path>, count: usize) -> String {
    let (place, enter) = match dir {
        Some(dir) => {
            (format!("`{}`", dir.display()), format!("\n  cd {}", shell_word(&dir.to_string_lossy())))
        }
        None => ("this folder".to_owned(), String::new()),
    };
    format!(
        "wrote {count} files into {place}; next:{enter}\n  \
        supportbook build    check the project and build its sites\n  \
        supportbook serve    see them change while you write"
    )
}

/// A word that a shell reads as it is meant.
fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+,@%".contains(c);
    if text.chars().all(plain) && !text.starts_with('-') {
        text.to_owned()
    } else {
        let path = if text.starts_with('-') { format!("./{text}") } else { text.to_owned() };
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use supportbook::scaffold::Key;

    use super::*;

    fn asked(template: Template, typed: &str) -> (Result<Answers, Failure>, String) {
        let mut shown = Vec::new();
        let answers = ask(template, Answers::defaults("x"), &mut typed.as_bytes(), &mut shown);
        (answers, String::from_utf8(shown).expect("prompts are text"))
    }

    #[test]
    fn unsound_answers_are_asked_for_again() {
        let (answers, shown) =
            asked(Template::Docs, "Contoso: \"one\"\n\nftp://x\r\nhttps://docs.contoso.com\n");
        let answers = answers.ok().expect("three answers");
        assert_eq!(answers.get(Key::Name), "Contoso: \"one\"");
        assert_eq!(answers.get(Key::ChineseName), "Contoso: \"one\"", "the default follows the name");
        assert_eq!(answers.get(Key::BaseUrl), "https://docs.contoso.com/");
        assert_eq!(shown.matches("Address of the site").count(), 2, "{shown}");
        assert!(shown.contains("found `ftp://x`"), "{shown}");
    }

    #[test]
    fn an_end_of_input_cancels() {
        for typed in ["", "Contoso\n", "Contoso\n\n"] {
            let (answers, _) = asked(Template::Docs, typed);
            assert_eq!(answers.err().map(|failure| failure.code), Some(2), "{typed:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_asked_for_again() {
        let mut shown = Vec::new();
        let typed: &[u8] = b"\xff\n\n\n\n";
        let answers = ask(Template::Docs, Answers::defaults("y"), &mut &*typed, &mut shown);
        assert_eq!(answers.ok().expect("answers").get(Key::Name), "Y");
    }

    #[test]
    fn shell_words_are_quoted_where_needed() {
        assert_eq!(shell_word("my-support/x.1"), "my-support/x.1");
        assert_eq!(shell_word("it's here"), r"'it'\''s here'");
        assert_eq!(shell_word("-x"), "'./-x'");
    }
}
