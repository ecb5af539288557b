//! A small project in a folder of its own, and runs of the program in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

pub(crate) struct Project {
    /// Kept for its folder.
    _folder: TempDir,
    root: PathBuf,
}

pub(crate) const SITE: &str = "base_url = \"https://support.harbor.test/\"\nsource_locale = \"en\"\n\
    locales = [\"en\"]\nas_of = \"2026-06-01\"\ntitle.en = \"Harbor Support\"\n";

impl Project {
    /// A project below a new folder; `""` is the folder itself.
    pub(crate) fn new(below: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let root = if below.is_empty() { folder.path().to_path_buf() } else { folder.path().join(below) };
        let project = Self { _folder: folder, root };
        project.write("site.toml", SITE);
        project.write("content/pages/_index.md", "---\ntitle: Harbor\n---\n\nWelcome.\n");
        project
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
        let mut git = Command::new("git");
        let git = git.arg("-C").arg(&self.root).args(identity).args(arguments);
        let output = git.env("GIT_CONFIG_GLOBAL", "").env("GIT_CONFIG_SYSTEM", "").output().expect("git");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    pub(crate) fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "a change"]);
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_supportbook"));
        command.current_dir(&self.root).args(arguments).env_remove("SOURCE_DATE_EPOCH");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Standard output of a run that ends with a code.
    #[track_caller]
    pub(crate) fn says(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{said}");
        String::from_utf8(output.stdout).unwrap()
    }
}
