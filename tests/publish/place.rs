//! A project with an output folder, sites to publish there, and what the tests ask of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use supportbook::gate::{GatedOutput, gate};
use supportbook::output::{Audience, Output, OutputPath};
use supportbook::render::Rendered;
use supportbook::render::scan::Facts;
use supportbook::write::{self, Changed, Destination, MANIFEST, Published, Way, WriteError};
use tempfile::TempDir;

/// Long enough for any lock of these tests.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A project with an output folder beside it.
pub(crate) struct Place {
    pub(crate) root: TempDir,
    pub(crate) keep: Vec<String>,
    /// The way in which it is published.
    pub(crate) way: Way,
}

impl Place {
    pub(crate) fn new() -> Self {
        // Memory where there is some: a sync of the disk waits for all that others write.
        let memory = Path::new("/dev/shm");
        let root = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        for folder in ["project/content/pages", "project/themes/own", "project/.git", "outside"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        Self { root, keep: write::DEFAULT_KEEP.map(String::from).to_vec(), way: Way::Swapped }
    }

    pub(crate) fn both_ways() -> [Self; 2] {
        [Self::new(), Self { way: Way::InPlace, ..Self::new() }]
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub(crate) fn out(&self) -> PathBuf {
        self.at("out")
    }

    pub(crate) fn public(&self) -> PathBuf {
        self.at("out/public")
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn destination(&self) -> Result<Destination, WriteError> {
        let dest = Destination::new(&self.at("project"), &self.out(), Audience::Public, &self.keep)?;
        Ok(if self.way == Way::InPlace { dest.in_place() } else { dest })
    }

    pub(crate) fn publish(&self, output: &Output) -> Result<Published, WriteError> {
        let dest = self.destination()?;
        let lock = write::lock(dest.out(), PATIENCE)?;
        write::publish(&dest, &lock, &gated(output))
    }

    pub(crate) fn recover(&self) -> Result<(), WriteError> {
        let dest = self.destination()?;
        let lock = write::lock(dest.out(), PATIENCE)?;
        write::recover(&dest, &lock)
    }

    /// What is in the output folder beside the site.
    pub(crate) fn beside(&self) -> Vec<String> {
        let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
        let names = fs::read_dir(self.out()).unwrap().flatten().map(name);
        names.filter(|name| name != "public").collect()
    }

    /// Fails unless exactly these files are published.
    #[track_caller]
    pub(crate) fn assert_holds(&self, output: &Output) {
        assert!(holds(&self.public(), output), "{:?}", differing(&self.public(), output));
    }
}

pub(crate) fn gated(output: &Output) -> GatedOutput {
    gated_for(Audience::Public, output)
}

/// Lets files past the gate as ones without links.
pub(crate) fn gated_for(audience: Audience, output: &Output) -> GatedOutput {
    let rendered = output.files.iter().map(|(path, bytes)| Rendered {
        path: path.clone(),
        bytes: bytes.clone(),
        facts: Facts::default(),
    });
    gate(audience, "https://support.example/", rendered.collect()).expect("files without faults")
}

pub(crate) fn output(files: &[(&str, &str)]) -> Output {
    let file = |(path, text): &(&str, &str)| (OutputPath::new(path).unwrap(), text.as_bytes().into());
    Output { files: files.iter().map(file).collect() }
}

/// A site of about 300 files. Between its two versions a third of the files changes, some come and go, and
/// in one place a file becomes a folder.
pub(crate) fn site(version: usize) -> Output {
    let mut output = Output::default();
    let mut add = |path: &str, text: String| {
        output.files.insert(OutputPath::new(path).unwrap(), text.into_bytes().into());
    };
    for page in 0..260 {
        let of = if page % 3 == 0 { version } else { 9 };
        add(
            &format!("en/s{}/p{page}/index.html", page % 9),
            format!("page {page} of version {of}\n").repeat(40),
        );
    }
    for only in 0..20 {
        add(&format!("only-{version}/{only}.html"), format!("only in {version}"));
        add(&format!("assets/{only}.{version}.css"), format!("a {{ order: {version} }}"));
    }
    add(if version == 0 { "turns" } else { "turns/into/a.html" }, "file or folder".to_owned());
    output
}

/// All files below a folder, links as what they are, without the manifest, what is kept and what a killed
/// publishing had not yet committed to.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let entry = entry.unwrap();
            let path = entry.path();
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            match entry.file_type().unwrap() {
                _ if [MANIFEST, "CNAME", ".git", ".supportbook-journal.part"].contains(&name.as_str()) => {}
                kind if kind.is_dir() => folders.push(path),
                kind if kind.is_symlink() => {
                    found.insert(name, b"a link".to_vec());
                }
                _ => {
                    found.insert(name, fs::read(path).unwrap());
                }
            }
        }
    }
    found
}

pub(crate) fn holds(folder: &Path, output: &Output) -> bool {
    folder.join(MANIFEST).is_file() && differing(folder, output).is_empty()
}

/// The paths at which a folder and a site differ.
pub(crate) fn differing(folder: &Path, output: &Output) -> Vec<String> {
    let expected = output.files.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec()));
    let (expected, found): (BTreeMap<_, _>, _) = (expected.collect(), files(folder));
    let differs = |path: &&String| expected.get(*path) != found.get(*path);
    let paths = expected.keys().chain(found.keys());
    paths.filter(differs).cloned().collect()
}

pub(crate) fn counts(added: usize, updated: usize, removed: usize, unchanged: usize) -> Changed {
    Changed { added, updated, removed, unchanged }
}

/// Makes a symbolic link.
#[cfg(unix)]
pub(crate) fn link(to: &Path, at: &Path) {
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(to, at).unwrap();
}

/// The name of the variant.
pub(crate) fn name(error: &WriteError) -> String {
    let text = format!("{error:?}");
    text.split(' ').next().unwrap().to_owned()
}
