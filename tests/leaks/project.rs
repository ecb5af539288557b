//! Copies of the sample project in folders of their own, and sites built of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use supportbook::diagnostic::Diagnostic;
use supportbook::gate::GatedOutput;
use supportbook::load::{Sources, load};
use supportbook::output::Audience;
use supportbook::{BuildOptions, Built, Judged, Today, build, check_project};
use tempfile::TempDir;

/// The bytes of a site by path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// A project on the disk.
pub(crate) struct Project {
    folder: TempDir,
}

/// The two sites of a project.
pub(crate) struct Sites {
    pub(crate) public: GatedOutput,
    pub(crate) internal: GatedOutput,
}

impl Project {
    /// A copy of the sample.
    pub(crate) fn sample() -> Self {
        Self::copied("")
    }

    /// A copy of the project in a folder of the repository.
    pub(crate) fn copied(from: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join(from);
        fs::copy(project.join("site.toml"), folder.path().join("site.toml")).unwrap();
        copy(&project.join("content"), &folder.path().join("content"));
        Self { folder }
    }

    /// A copy of the sample that allows raw HTML, and files where nothing is read.
    pub(crate) fn lenient_sample() -> Self {
        let project = Self::sample();
        project.edit("site.toml", "sample = true", "sample = true\nallow_html = true");
        project.edit("site.toml", "FIL001 = \"error\"", "FIL001 = \"warning\"");
        project
    }

    /// A copy of the sample with files of a theme of its own.
    pub(crate) fn with_theme(files: &[(&str, &str)]) -> Self {
        let project = Self::sample();
        project.edit("site.toml", "[theme]", "[theme]\nname = \"own\"");
        for (path, text) in files {
            project.write(&format!("themes/own/{path}"), text);
        }
        project
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.at(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Puts one text in the place of another, which stands in the file once.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}");
        self.write(path, &text.replace(from, to));
    }

    pub(crate) fn append(&self, path: &str, text: &str) {
        self.write(path, &(self.read(path) + text));
    }

    /// The paths of the files below a folder that end so, in order.
    pub(crate) fn files(&self, below: &str, ending: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.at(below)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.to_string_lossy().ends_with(ending) {
                    let inner = path.strip_prefix(self.folder.path()).unwrap();
                    found.push(inner.to_string_lossy().replace('\\', "/"));
                }
            }
        }
        found.sort();
        found
    }

    /// Reads and judges the project.
    pub(crate) fn judge(&self) -> (Judged, Sources) {
        let sources = load(self.folder.path()).unwrap();
        let judged = check_project(&sources, Today { given: None, clock: jiff::civil::date(2026, 6, 1) });
        (judged, sources)
    }

    /// Builds the site of each audience; the project itself must be sound.
    pub(crate) fn built(&self, audiences: &[Audience], drafts: bool) -> Built {
        let (judged, sources) = self.judge();
        let checked = judged.checked.unwrap_or_else(|| panic!("{}", shown(&judged.findings)));
        let audiences = audiences.to_vec();
        let options = BuildOptions {
            audiences,
            base_url: None,
            portable: false,
            preview: false,
            drafts,
            sources_beside: false,
        };
        build(&checked, &sources, &options)
    }

    /// Both sites, drafts and all.
    pub(crate) fn sites(&self) -> Sites {
        let built = self.built(&[Audience::Internal, Audience::Public], true);
        assert_eq!(built.sites.len(), 2, "{}", shown(&built.findings));
        let mut sites = built.sites.into_iter();
        let (internal, public) = (sites.next().unwrap(), sites.next().unwrap());
        assert_eq!((internal.audience(), public.audience()), (Audience::Internal, Audience::Public));
        Sites { public, internal }
    }
}

/// The files of a site as they are built.
pub(crate) fn files(site: &GatedOutput) -> Files {
    site.files().iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect()
}

/// The codes of rules that findings name.
pub(crate) fn codes(findings: &[Diagnostic]) -> BTreeSet<&'static str> {
    findings.iter().map(|finding| finding.rule.code).collect()
}

/// Findings for a person.
pub(crate) fn shown(findings: &[Diagnostic]) -> String {
    let line =
        |finding: &Diagnostic| format!("{} {}: {}\n", finding.rule.code, finding.place.path, finding.message);
    findings.iter().map(line).collect()
}

/// A Markdown file's front matter, where it has one, and its body.
pub(crate) fn front_and_body(text: &str) -> (Option<&str>, &str) {
    let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n"));
    front.map_or((None, text), |(front, body)| (Some(front), body))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
