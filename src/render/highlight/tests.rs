//! What the highlighter gives, and that it always gives something.

use std::sync::mpsc;
use std::time::Duration;

use syntect::parsing::SyntaxDefinition;

use super::languages::{Grammar, LANGUAGES};
use super::*;

/// Tag, code, and all spans expected in it: class and text, separated by `¦`.
const SAMPLES: &[(&str, &str, &str)] = &[
    ("powershell", "Get-Item -Path .\\a.json # 注释", "function Get-Item¦variable -Path¦comment # 注释"),
    ("ps1", "$x = [int] 10kb", "variable $x¦operator =¦type int¦number 10kb"),
    (
        "pwsh",
        "if ($a -eq $null) { return }",
        "keyword if¦variable $a¦operator -eq¦constant $null¦keyword return",
    ),
    (
        "powershell",
        "@{ Name = \"a $($b.c) `n\" }",
        "attribute Name¦operator =¦string \"a $(¦variable $b¦string )¦constant `n¦string \"",
    ),
    (
        "powershell",
        "function Get-X { 'it''s' }",
        "keyword function¦function Get-X¦string 'it¦constant ''¦string s'",
    ),
    ("powershell", "@\"\n<b> $x\n\"@\nls", "string @\"¦string <b>¦variable $x¦string \"@¦function ls"),
    ("powershell", "PS C:\\> Get-Help", "prompt PS C:\\>¦function Get-Help"),
    ("kusto", "T | where A == 'b' // c", "operator |¦keyword where¦operator ==¦string 'b'¦comment // c"),
    ("kql", "let n = ago(7d);", "keyword let¦variable n¦operator =¦function ago¦number 7d"),
    (
        "kql",
        "| summarize c = count() by bin(t, 1h)",
        "operator |¦keyword summarize¦variable c¦operator =¦function count¦keyword by¦function bin¦number 1h",
    ),
    (
        "kql",
        "x !in (dynamic([\"a\\n\"])) and true",
        "keyword !in¦type dynamic¦string \"a¦constant \\n¦string \"¦keyword and¦constant true",
    ),
    ("azurecli", "az vm list --output table # c", "function az vm list¦variable --output¦comment # c"),
    (
        "az",
        "id=$(az account show -o tsv)",
        "variable id¦operator =$(¦function az account show¦variable -o¦operator )",
    ),
    (
        "azurecli",
        "az vm create \\\n  --count 3",
        "function az vm create¦constant \\¦variable --count¦number 3",
    ),
    (
        "bash",
        "for f in *.md; do echo \"$f\"; done",
        "keyword for¦variable f¦keyword in¦operator ;¦keyword do¦function echo¦string \"¦variable $f¦string \"¦operator ;¦keyword done",
    ),
    ("sh", "cat <<E\n$x y\nE\nls", "function cat¦operator <<¦type E¦variable $x¦string y¦type E¦function ls"),
    (
        "console",
        "$ az login\nDone.\nPS C:\\> Get-Date",
        "prompt $¦function az login¦prompt PS C:\\>¦function Get-Date",
    ),
    ("shell-session", "me@host:~$ ls -l\n\"a\"", "prompt me@host:~$¦function ls¦variable -l"),
    (
        "json",
        "{ \"a\\\"b\": [\"c\\n\", 1.5, true] // d\n}",
        "attribute \"a\\\"b\"¦string \"c¦constant \\n¦string \"¦number 1.5¦constant true¦comment // d",
    ),
    (
        "http",
        "GET /v1 HTTP/1.1\nHost: a\n\n{ \"b\": 1 }",
        "keyword GET¦string /v1¦constant HTTP/1.1¦attribute Host¦string a¦attribute \"b\"¦number 1",
    ),
    (
        "bicep",
        "param a string = 'x${b}' // c",
        "keyword param¦variable a¦type string¦operator =¦string 'x${¦string }'¦comment // c",
    ),
    (
        "terraform",
        "resource \"a\" \"b\" {\n  c = \"${var.d}\" # e\n}",
        "keyword resource¦string \"a\" \"b\"¦attribute c¦operator =¦string \"${¦keyword var¦string }\"¦comment # e",
    ),
    (
        "toml",
        "[a.b]\nc = \"d\" # e\nf = 2026-06-01",
        "type a.b¦attribute c¦string \"d\"¦comment # e¦attribute f¦number 2026-06-01",
    ),
    (
        "html",
        "<a href=\"x\">&amp;<!-- c --></a><script>let b</script>",
        "tag a¦attribute href¦string \"x\"¦constant &amp;¦comment <!-- c -->¦tag a¦tag script¦keyword let¦tag script",
    ),
    (
        "markdown",
        "# T\n`c` [l](u)\n```\nx\n```",
        "keyword # T¦string `c`¦string u¦string ```¦string x¦string ```",
    ),
    (
        "c",
        "#include <a.h>\nint f(void) { return 0x1f; }",
        "keyword #include¦string <a.h>¦type int¦function f¦type void¦keyword return¦number 0x1f",
    ),
    ("csharp", "var s = $\"a{b}\"; // c", "type var¦operator =¦string $\"a{¦string }\"¦comment // c"),
    ("go", "func f() { x := `a\nb` }", "keyword func¦function f¦operator =¦string `a¦string b`"),
    (
        "java",
        "@Override public void f() { return 'x'; }",
        "attribute @Override¦keyword public¦type void¦function f¦keyword return¦string 'x'",
    ),
    (
        "js",
        "const a = /b/g, c = `d${e}`; x /* f",
        "keyword const¦string /b/g¦operator =¦string `d${¦string }`¦comment /* f",
    ),
    ("ts", "interface A { b: string; }", "keyword interface¦type A¦type string"),
    (
        "python",
        "def f(a):  # c\n    return f\"{a}\"",
        "keyword def¦function f¦comment # c¦keyword return¦string f\"{¦string }\"",
    ),
    (
        "rust",
        "fn f<'a>() { println!(\"x\\n\") }",
        "keyword fn¦operator <¦keyword 'a¦operator >¦function println!¦string \"x¦constant \\n¦string \"",
    ),
    ("yaml", "# c\na: \"b\"\nd: true", "comment # c¦attribute a¦string \"b\"¦attribute d¦constant true"),
    ("diff", "-a\n+b\n c", "deleted -a¦inserted +b"),
    ("ini", "[a]\nb = c", "type a¦attribute b¦string c"),
    ("sql", "SELECT 'a' -- b", "keyword SELECT¦string 'a'¦comment -- b"),
    ("xml", "<a b=\"c\"/>", "tag a¦attribute b¦string \"c\""),
    ("css", "a { margin: 1px }", "tag a¦attribute margin¦number 1px"),
    ("dockerfile", "FROM a", "keyword FROM"),
    ("text", "if \"a\" # b", ""),
];

#[test]
fn samples_have_their_classes() {
    let highlighter = Highlighter::new();
    for (tag, code, expected) in SAMPLES {
        let html = highlighter.highlight(tag, code).unwrap();
        let found: Vec<String> =
            spans_of(&html).iter().map(|(class, text)| format!("{class} {text}")).collect();
        assert_eq!(found.join("¦"), *expected, "{tag}: {code}");
    }
}

#[test]
fn every_own_grammar_has_a_sample() {
    for (tags, grammar) in LANGUAGES {
        let sampled = SAMPLES.iter().any(|(tag, ..)| tags.contains(tag));
        assert!(sampled || !matches!(grammar, Grammar::Own(..)), "{}", tags[0]);
    }
}

#[test]
fn every_grammar_is_there_and_whole() {
    for (at, (tags, grammar)) in LANGUAGES.iter().enumerate() {
        let Grammar::Own(_, sources) = grammar else {
            assert_eq!(grammars::start(at).is_some(), matches!(grammar, Grammar::Bundled(_)), "{}", tags[0]);
            continue;
        };
        for source in *sources {
            SyntaxDefinition::load_from_str(source, true, None).unwrap();
        }
        assert!(grammars::start(at).is_some(), "{}", tags[0]);
        assert!(grammars::set(at).find_unlinked_contexts().is_empty(), "{}", tags[0]);
    }
}

#[test]
fn tags_are_found_in_any_case_and_listed_once() {
    let highlighter = Highlighter::new();
    for tag in ["PowerShell", "AzureCLI", "KQL", "Output", "jsonc", "YML", "c#"] {
        assert!(highlighter.known(tag), "{tag}");
    }
    for tag in ["", "powershel", "{offerings}", "ＪＳＯＮ"] {
        assert!(!highlighter.known(tag), "{tag}");
        assert_eq!(highlighter.highlight(tag, "a"), None, "{tag}");
    }
    let tags = highlighter.languages();
    assert!(tags.windows(2).all(|pair| pair[0] < pair[1]), "{tags:?}");
    assert_eq!(tags.len(), LANGUAGES.iter().map(|(tags, _)| tags.len()).sum::<usize>());
}

#[test]
fn class_names_are_distinct() {
    let mut names = CLASSES.to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), CLASSES.len());
}

#[test]
fn markup_in_code_stays_text() {
    let highlighter = Highlighter::new();
    for (tags, _) in LANGUAGES {
        let html = highlighter.highlight(tags[0], "<script>alert('&amp;')</script>\n\"<script>\n").unwrap();
        assert!(!html.contains("<script") && !html.contains("&amp;'"), "{}: {html}", tags[0]);
        assert!(html.contains("&lt;") && html.contains("&amp;"), "{}: {html}", tags[0]);
    }
}

#[test]
fn line_ends_stay_as_they_are() {
    let highlighter = Highlighter::new();
    for code in [
        "",
        "\n",
        "\r\n",
        "\r",
        "a",
        "a\r\nb",
        "a\n\n\nb\n",
        "# 客户\r\n$x\r\n",
        "\u{feff}x\n",
        "\t \n  x \t",
    ] {
        for (tags, _) in LANGUAGES {
            check(code, &highlighter.highlight(tags[0], code).unwrap(), tags[0]);
        }
    }
    let html = highlighter.highlight("bash", "# a\r\nls\r\n").unwrap();
    assert_eq!(html, "<span class=\"hl-comment\"># a</span>\r\n<span class=\"hl-function\">ls</span>\r\n");
}

#[test]
fn blanks_stay_outside_and_neighbors_share_a_span() {
    let html = Highlighter::new().highlight("rust", "  pub fn  x").unwrap();
    assert_eq!(html, "  <span class=\"hl-keyword\">pub fn</span>  x");
}

#[test]
fn long_lines_and_blocks_are_plain() {
    let highlighter = Highlighter::new();
    let code = format!("'{}\n{}\nif'", "x".repeat(MAX_LINE - 1), "if ".repeat(MAX_LINE));
    let html = highlighter.highlight("powershell", &code).unwrap();
    let spans = spans_of(&html);
    assert_eq!(spans.len(), 2, "a string goes on after a line that is too long");
    assert_eq!(spans[1], ("string".to_owned(), "if'".to_owned()));
    check(&code, &html, "long line");

    let block = "if\n".repeat(MAX_BLOCK / 3 + 1);
    assert_eq!(highlighter.highlight("powershell", &block).unwrap(), block);
}

#[test]
fn effort_is_bounded() {
    let line = format!("'{}'\n", "x".repeat(MAX_LINE - 2));
    let lines = MAX_EFFORT / (MAX_LINE * MAX_LINE);
    let html = Highlighter::new().highlight("powershell", &line.repeat(lines + 3)).unwrap();
    assert_eq!(spans_of(&html).len(), lines);
}

/// What the memo remembers, and whether it is full, must not show; nor must the order of threads.
#[test]
fn the_memo_does_not_show() {
    let blocks = random_blocks(400);
    let expected: Vec<_> =
        blocks.iter().map(|(tag, code)| Highlighter::with_memo(0).highlight(tag, code)).collect();
    for bytes in [2_000, MEMO_BYTES] {
        let shared = Highlighter::with_memo(bytes);
        std::thread::scope(|scope| {
            for first in [0, 100, 200, 300] {
                let (shared, blocks, expected) = (&shared, &blocks, &expected);
                scope.spawn(move || {
                    for at in (first..blocks.len()).chain(0..first) {
                        let (tag, code) = &blocks[at];
                        assert_eq!(shared.highlight(tag, code), expected[at], "{tag}: {code:?}");
                    }
                });
            }
        });
    }
}

/// Each here-document is a state of its own, so these overflow the table of states.
#[test]
fn more_states_than_fit() {
    let code = (0..4_500).map(|at| format!("cat <<E{at}\n$x\nE{at}\n")).collect::<Vec<_>>().concat();
    let html = Highlighter::new().highlight("bash", &code).unwrap();
    assert_eq!(spans_of(&html).len(), 4_500 * 5);
    check(&code, &html, "bash");
}

/// In a thread of its own: a grammar that loops forever must fail the test, not stop it.
#[test]
fn random_text_comes_out_whole() {
    let (done, at) = mpsc::channel();
    std::thread::spawn(move || {
        let highlighter = Highlighter::new();
        for (tag, code) in random_blocks(2_000) {
            done.send(Some((tag, code.clone()))).unwrap();
            check(&code, &highlighter.highlight(tag, &code).unwrap(), tag);
        }
        done.send(None).unwrap();
    });
    let mut last = (LANGUAGES[0].0[0], String::new());
    loop {
        match at.recv_timeout(Duration::from_secs(30)) {
            Ok(Some(next)) => last = next,
            Ok(None) => break,
            Err(fault) => panic!("{fault} at {last:?}"),
        }
    }
}

/// The block's text is the code, its markup is spans of known classes, and no span crosses a line.
fn check(code: &str, html: &str, tag: &str) {
    assert_eq!(text_of(html), code, "{tag}: {html}");
    for (class, text) in spans_of(html) {
        assert!(CLASSES.contains(&format!("hl-{class}").as_str()), "{tag}: {class}");
        assert!(!text.contains('\n') && !text.is_empty(), "{tag}: {text:?}");
    }
    assert_eq!(html.matches('<').count(), 2 * html.matches("<span class=\"hl-").count(), "{tag}: {html}");
}

fn spans_of(html: &str) -> Vec<(String, String)> {
    let span = |part: &str| {
        let (class, rest) = part.split_once("\">").unwrap();
        (class.to_owned(), text_of(rest.split_once("</span>").unwrap().0))
    };
    html.split("<span class=\"hl-").skip(1).map(span).collect()
}

fn text_of(html: &str) -> String {
    let text: String = html
        .split('<')
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once('>').unwrap().1 })
        .collect();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Pieces that open, close and break things in some language.
const PIECES: &[&str] = &[
    "\n",
    "\n",
    "\n",
    "\r\n",
    " ",
    "  ",
    "\t",
    "a",
    "foo",
    "Get-Item",
    "\"",
    "'",
    "`",
    "$",
    "$(",
    "${",
    ")",
    "(",
    "{",
    "}",
    "[",
    "]",
    "<",
    ">",
    "</",
    "/>",
    "&",
    "&amp;",
    "|",
    ";",
    "#",
    "//",
    "/*",
    "*/",
    "<#",
    "#>",
    "<!--",
    "-->",
    "@\"",
    "\"@",
    "<<EOF",
    "EOF",
    "<<'E'",
    "E",
    "\\",
    "$x",
    "--a",
    "-b",
    "=",
    "==",
    "=>",
    "1",
    "0x1f",
    "1.5e3",
    "if",
    "for",
    "in",
    "do",
    "class",
    "def",
    "function",
    "let",
    "<script>",
    "</script>",
    "<style>",
    "\"\"\"",
    "'''",
    "```",
    "---",
    "- ",
    ": ",
    "|\n",
    "你好",
    "，",
    "“",
    "é",
    "\0",
    "\u{feff}",
    "😀",
    "az vm list",
    "SELECT",
    "PS C:\\> ",
    "$ ",
    "> ",
    "!",
    "%",
    "^",
    "~",
    ",",
    ".",
    "::",
    "@",
    "{{",
    "}}",
    "{%",
    "%}",
    "\u{2028}",
    "\r",
    "f\"",
    "r#\"",
];

/// The same on every run: blocks of random pieces in all languages.
fn random_blocks(count: usize) -> Vec<(&'static str, String)> {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = move |limit: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).unwrap() % limit
    };
    let mut block = |at: usize| {
        let pieces = below(50);
        let code = (0..pieces).map(|_| PIECES[below(PIECES.len())]).collect();
        (LANGUAGES[at % LANGUAGES.len()].0[0], code)
    };
    (0..count).map(&mut block).collect()
}
