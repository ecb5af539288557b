//! Projects in memory: judged, built, and with other settings.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use supportbook::load::{Sources, load};
use supportbook::output::Audience;
use supportbook::source::Source;
use supportbook::{BuildOptions, Judged, Today, build, check_project};

/// The repository, which is the sample.
pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");

pub(crate) fn loaded(folder: &str) -> Sources {
    load(&Path::new(ROOT).join(folder)).unwrap()
}

pub(crate) fn judged(sources: &Sources) -> Judged {
    let day = date(2026, 6, 1);
    check_project(sources, Today { given: Some(day), clock: day })
}

/// All files of a site for some readers.
pub(crate) fn built(sources: &Sources, judged: &Judged, audience: Audience) -> BTreeMap<String, Vec<u8>> {
    let checked = judged.checked.as_ref().unwrap_or_else(|| panic!("{:?}", judged.findings));
    let options = BuildOptions {
        audiences: vec![audience],
        base_url: None,
        portable: false,
        preview: false,
        drafts: false,
        sources_beside: false,
    };
    let built = build(checked, sources, &options);
    let site = built.sites.first().unwrap_or_else(|| panic!("{:?}", built.findings));
    site.files().iter().map(|(path, bytes)| (path.as_str().to_owned(), bytes.to_vec())).collect()
}

/// A text of the project, edited.
pub(crate) fn edited(sources: &Sources, path: &str, edit: impl Fn(&str) -> String) -> Sources {
    let mut edited = sources.clone();
    let source = edited.texts.iter_mut().find(|source| source.path.as_str() == path).unwrap();
    let text = edit(&source.text).into();
    *source = Arc::new(Source { path: source.path.clone(), text, unread: false });
    edited
}
