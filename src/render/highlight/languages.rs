//! Language tags of fenced blocks and the grammar each of them gets.
//!
//! A bundled grammar is used where it is safe: syntect loops forever when two contexts `set` each other
//! without consuming text, which the bundled JavaScript does at `x /*`, and with it all that embeds it
//! (HTML, Markdown, PHP). Grammars with such chains, and those that take long to compile, have a small one
//! of our own in `render/grammars/`, or no colors.
//!
//! Invariant: no grammar here can move from context to context without end; the tests try with random text.

/// Where the grammar of a language comes from.
pub(super) enum Grammar {
    /// Known, but without colors.
    Plain,
    /// One of `render/grammars/`, by name, with the sources of all that it embeds.
    Own(&'static str, &'static [&'static str]),
    /// One of two-face's, by name.
    Bundled(&'static str),
}

use Grammar::{Bundled, Own, Plain};

const BICEP: &str = include_str!("../grammars/bicep.sublime-syntax");
const C: &str = include_str!("../grammars/c.sublime-syntax");
const COMMON: &str = include_str!("../grammars/common.sublime-syntax");
const CONSOLE: &str = include_str!("../grammars/console.sublime-syntax");
const CSHARP: &str = include_str!("../grammars/csharp.sublime-syntax");
const GO: &str = include_str!("../grammars/go.sublime-syntax");
const HCL: &str = include_str!("../grammars/hcl.sublime-syntax");
const HTML: &str = include_str!("../grammars/html.sublime-syntax");
const HTTP: &str = include_str!("../grammars/http.sublime-syntax");
const JAVA: &str = include_str!("../grammars/java.sublime-syntax");
const JAVASCRIPT: &str = include_str!("../grammars/javascript.sublime-syntax");
const JSON: &str = include_str!("../grammars/json.sublime-syntax");
const KUSTO: &str = include_str!("../grammars/kusto.sublime-syntax");
const MARKDOWN: &str = include_str!("../grammars/markdown.sublime-syntax");
const POWERSHELL: &str = include_str!("../grammars/powershell.sublime-syntax");
const PYTHON: &str = include_str!("../grammars/python.sublime-syntax");
const RUST: &str = include_str!("../grammars/rust.sublime-syntax");
const SHELL: &str = include_str!("../grammars/shell.sublime-syntax");
const TOML: &str = include_str!("../grammars/toml.sublime-syntax");

/// Lower-case tags, the usual one first, and their grammar. `-interactive` tags and `output` are those of
/// Microsoft's documentation, from which runbooks copy.
pub(super) const LANGUAGES: &[(&[&str], Grammar)] = &[
    (&["text", "plain", "plaintext", "txt", "output", "none", "csv", "log", "mermaid"], Plain),
    (&["less", "lua", "makefile", "make", "nginx", "perl", "php", "r", "ruby", "rb", "scss", "vb"], Plain),
    (
        &[
            "powershell",
            "ps",
            "ps1",
            "psm1",
            "pwsh",
            "posh",
            "powershell-interactive",
            "azurepowershell",
            "azurepowershell-interactive",
        ],
        Own("PowerShell", &[POWERSHELL]),
    ),
    (&["kusto", "kql"], Own("Kusto", &[KUSTO])),
    (
        &["azurecli", "az", "azcli", "azurecli-interactive", "bash", "sh", "shell", "zsh", "dotnetcli"],
        Own("Shell", &[SHELL]),
    ),
    (
        &["console", "shell-session", "shellsession", "terminal"],
        Own("Console", &[CONSOLE, SHELL, POWERSHELL]),
    ),
    (&["json", "jsonc", "json5"], Own("JSON", &[JSON])),
    (&["http", "rest"], Own("HTTP", &[HTTP, JSON])),
    (&["bicep"], Own("Bicep", &[BICEP, COMMON])),
    (&["terraform", "hcl", "tf"], Own("HCL", &[HCL, COMMON])),
    (&["toml"], Own("TOML", &[TOML, COMMON])),
    (&["html", "htm"], Own("HTML", &[HTML, JAVASCRIPT, COMMON])),
    (&["markdown", "md"], Own("Markdown", &[MARKDOWN])),
    (&["c", "h", "cpp", "c++"], Own("C", &[C, COMMON])),
    (&["csharp", "cs", "c#"], Own("C#", &[CSHARP, COMMON])),
    (&["go", "golang"], Own("Go", &[GO, COMMON])),
    (&["java"], Own("Java", &[JAVA, COMMON])),
    (
        &["javascript", "js", "jsx", "mjs", "node", "typescript", "ts", "tsx"],
        Own("JavaScript", &[JAVASCRIPT, COMMON]),
    ),
    (&["python", "py"], Own("Python", &[PYTHON, COMMON])),
    (&["rust", "rs"], Own("Rust", &[RUST, COMMON])),
    (&["bat", "batch", "cmd"], Bundled("Batch File")),
    (&["css"], Bundled("CSS")),
    (&["diff", "patch"], Bundled("Diff")),
    (&["dockerfile", "docker"], Bundled("Dockerfile")),
    (&["dotenv", "env"], Bundled("DotENV")),
    (&["fsharp", "fs", "f#"], Bundled("F#")),
    (&["graphql"], Bundled("GraphQL")),
    (&["ini", "cfg", "editorconfig", "properties"], Bundled("INI")),
    (&["jinja", "jinja2"], Bundled("Jinja2")),
    (&["kotlin", "kt"], Bundled("Kotlin")),
    (&["sql", "tsql"], Bundled("SQL")),
    (&["swift"], Bundled("Swift")),
    (&["xml", "xaml", "xsd", "svg"], Bundled("XML")),
    (&["yaml", "yml"], Bundled("YAML")),
];
