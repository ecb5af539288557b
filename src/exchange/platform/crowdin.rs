//! Crowdin: `crowdin.yml`, which its command line and its integrations read.
//!
//! The form: <https://developer.crowdin.com/configuration-file/>. A PO file holds source and translation, so that what
//! comes down lies where the export was, and `l10n import` takes it from there.

use super::{Exchanged, FOLDER, NewFile};

/// The configuration.
pub fn crowdin(project: &Exchanged) -> NewFile {
    let mut out = String::from(
        "# Crowdin for this project: https://developer.crowdin.com/configuration-file/\n\
         # The number of your project and a token come from the environment; no token belongs into a file.\n\
         project_id_env: CROWDIN_PROJECT_ID\n\
         api_token_env: CROWDIN_PERSONAL_TOKEN\n\
         base_path: \".\"\n\
         base_url: \"https://api.crowdin.com\" # in Crowdin Enterprise https://YOUR-ORGANISATION.api.crowdin.com\n\
         preserve_hierarchy: true\n\n\
         # Written by `supportbook l10n export --locale LOCALE --format po --out ",
    );
    out.push_str(&format!("{FOLDER}/LOCALE`.\nfiles:\n"));
    for target in &project.targets {
        out.push_str(&format!(
            "  - source: \"/{FOLDER}/{target}/**/*.po\"\n    \
             translation: \"/{FOLDER}/%locale%/**/%original_file_name%\"\n    \
             # A changed source keeps its translation, which somebody looks at again.\n    \
             update_option: update_as_unapproved\n    \
             # Crowdin's names for languages, and the folders here.\n    \
             languages_mapping:\n      locale:\n"
        ));
        for locale in &project.targets {
            out.push_str(&format!("        {locale}: {locale}\n"));
        }
        let others: Vec<String> = project
            .targets
            .iter()
            .filter(|other| *other != target)
            .map(|other| format!("\"{other}\""))
            .collect();
        if !others.is_empty() {
            out.push_str(&format!("    excluded_target_languages: [{}]\n", others.join(", ")));
        }
    }
    ("crowdin.yml".to_owned(), out)
}
