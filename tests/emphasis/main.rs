//! Emphasis beside CJK text, held against comrak, which has the markdown-cjk-friendly rule built in.

mod oracle;
mod random;
mod robust;
use std::path::PathBuf;

fn files(dir: &std::path::Path, out: &mut Vec<PathBuf>) {
    let mut list: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    list.sort();
    for p in list { if p.is_dir() { files(&p, out) } else if p.extension().is_some_and(|e| e == "md") { out.push(p) } }
}

#[test]
fn corpus() {
    let options = oracle::options();
    let mut list = vec![];
    files(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus")), &mut list);
    for close in [false, true] {
    let (mut same, mut diff, mut marked, mut files_diff) = (0, 0, 0, 0);
    for f in &list {
        let mut text = std::fs::read_to_string(f).unwrap();
        if close { text = text.replace(" **", "**").replace("** ", "**"); }
        let text = text.replace("\n:::", "\n&#58;::").replace("> :::", "> &#58;::").replace(" :::", " &#58;::"); let (a, b) = (oracle::ours(&text), oracle::theirs(&text, &options));
        let n = a.len().max(b.len());
        marked += b.iter().filter(|b| b.contains(['\u{E000}', '\u{E002}', '\u{E004}'])).count();
        if a == b { same += n; continue }
        files_diff += 1;
        diff += 1;
        if diff < 12 {
        let i = a.iter().zip(&b).position(|(a, b)| a != b).unwrap_or(0);
            println!("{}\n  {:?}\n  {:?}\n", f.display(), oracle::readable(&a[i]), oracle::readable(&b[i]));
        }
    }
    println!("{close}: same {same} diff {diff} marked {marked} files_diff {files_diff}");
    }
}

fn around(rng: &mut random::Random, line: String) -> String {
    match rng.below(12) {
        0 => format!("> {line}"),
        1 => format!(">{line}"),
        2 => format!("- {line}"),
        3 => format!("| a | b |\n|---|---|\n| {line} | x |"),
        4 => format!("|a|b|\n|-|-|\n|{line}|{}|", rng.line(random::WIDE, 4)),
        5 => format!("{line}\n{}", rng.line(random::WIDE, 5)),
        6 => format!("# {line}"),
        7 => format!("1. {line}"),
        _ => line,
    }
}

#[test]
fn wide() {
    let options = oracle::options();
    let mut rng = random::Random::new(1);
    let (mut diffs, mut vs, mut block) = (0, 0, 0);
    let show: usize = std::env::var("SHOW").ok().and_then(|s| s.parse().ok()).unwrap_or(20);
    for _ in 0..200_000 {
        let n = 3 + rng.below(14);
        let mut alpha = random::WIDE.to_vec(); if std::env::var("TILDE").is_ok() { alpha.retain(|x| !x.contains('`') && !x.contains('\\')); alpha.extend(["~~", "~~", "~~", "~~", "~", "~~~"]); if std::env::var("TILDE").unwrap() == "1" { alpha.retain(|x| !x.contains('*') && !x.contains('_')); } }
        if std::env::var("NOCODE").is_ok() { alpha.retain(|x| !x.contains("``")); }
        let line = rng.line(&alpha, n);
        let line = around(&mut rng, line);
        let line = line.replace("\\\\|", "\\\\ |").replace("\n:", "\n;").replace("\n :", "\n;").replace("\n\t:", "\n;").replace("\n\u{a0}:", "\n;"); let line = if line.starts_with('#') { line + "x" } else { line };
        let (a, b) = (oracle::ours(&line), oracle::theirs(&line, &options));
        if a == b { continue }
        diffs += 1;
        let f = |x: &[String]| x.iter().map(|x| oracle::without_marks(x).replace(['*','_','~'],"")).collect::<Vec<_>>();
        let kind = if f(&a) != f(&b) { block += 1; "text" } else if line.contains(['\u{FE0E}', '\u{FE00}', '\u{FE01}']) { vs += 1; "vs" } else {"emph"};
        if diffs < show && std::env::var("KIND").is_ok_and(|k| k == kind) {
            println!("{kind} {line:?}\n   ours   {:?}\n   theirs {:?}", a.iter().map(|x| oracle::readable(x)).collect::<Vec<_>>(), b.iter().map(|x| oracle::readable(x)).collect::<Vec<_>>());
        }
    }
    println!("diffs {diffs} vs {vs} text {block} emph {}", diffs - vs - block);
}
