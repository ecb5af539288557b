//! OmegaT: a project for each language.
//!
//! The form is that of OmegaT 3.6 to 6; folders are its own defaults, so that exports go into them by name.

use super::{FOLDER, NewFile};
use crate::locale::Locale;

/// The folder of the project for a language.
pub fn omegat_folder(target: Locale) -> String {
    format!("{FOLDER}/omegat-{target}")
}

/// The project for a language. Folders that git would drop, since nothing is in them yet, get a file that says what
/// they are for.
pub fn omegat(source: Locale, target: Locale) -> Vec<NewFile> {
    let project = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <omegat>\n    <project version=\"1.0\">\n        \
         <source_dir>__DEFAULT__</source_dir>\n        \
         <source_dir_excludes>\n            <mask>**/README</mask>\n        </source_dir_excludes>\n        \
         <target_dir>__DEFAULT__</target_dir>\n        \
         <tm_dir>__DEFAULT__</tm_dir>\n        \
         <glossary_dir>__DEFAULT__</glossary_dir>\n        \
         <glossary_file>__DEFAULT__</glossary_file>\n        \
         <dictionary_dir>__DEFAULT__</dictionary_dir>\n        \
         <source_lang>{source}</source_lang>\n        \
         <target_lang>{target}</target_lang>\n        \
         <sentence_seg>false</sentence_seg>\n        \
         <support_default_translations>true</support_default_translations>\n        \
         <remove_tags>false</remove_tags>\n        \
         <external_command></external_command>\n    \
         </project>\n</omegat>\n"
    );
    let folder = omegat_folder(target);
    let folders = [
        ("source", "Texts to translate: supportbook l10n export --format xliff\n"),
        ("target", "What OmegaT makes of them: supportbook l10n import --format xliff\n"),
        ("tm", "What was translated before: supportbook l10n export --format tmx\n"),
        ("glossary", "The glossary: supportbook l10n glossary export --format omegat\n"),
        ("dictionary", "Dictionaries of your own.\n"),
        ("omegat", "What OmegaT keeps for itself; project_save.tmx is your work.\n"),
    ];
    let readmes = folders.map(|(name, text)| (format!("{folder}/{name}/README"), text.to_owned()));
    std::iter::once((format!("{folder}/omegat.project"), project)).chain(readmes).collect()
}
