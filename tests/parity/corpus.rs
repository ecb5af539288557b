//! The corpus: every pair is compared, a sample of what is found was judged by reading both texts, and a figure
//! that is changed by hand is found.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cases::rows;
use crate::{differences, line, table};

/// Findings in a thousand pairs with digits, at most.
const MOST_FINDINGS: usize = 30;
/// How many findings are judged; all, where there are fewer.
const SAMPLE: usize = 100;
const SEED: u64 = 6;
/// Judged findings that are real, of a hundred, at least.
const LEAST_REAL: usize = 60;
/// Changed figures that are found, of a thousand, at least.
const LEAST_FOUND: usize = 950;

/// One segment in both languages.
struct Pair {
    /// Its file and the number of the segment.
    place: String,
    source: String,
    target: String,
}

/// A pair with differences.
struct Finding<'a> {
    pair: &'a Pair,
    difference: String,
}

/// Wrong months, days and years that reading the corpus brought up, and that stand in this state of it.
/// The last is how many pairs have it.
const DEFECTS: &[(&str, &str, &str, usize)] = &[
    ("December 1, 2020", "2020 年 11 月 1 日", "date -2020-12-01 +2020-11-01", 1),
    ("March 25, 2021", "2021 年 5 月 25 日", "date -2021-03-25 +2021-05-25", 5),
    ("December 31, 2020", "2021 年 12 月 31 日", "date -2020-12-31 +2021-12-31", 1),
    ("September to December", "9月1日至12月1日", "date ---09 ---12 +--09-01 +--12-01", 1),
    ("May 4, 2021", "2021 年 4 月 4 日", "date -2021-05-04 +2021-04-04", 3),
    ("March 3, 2021", "2021 年 5 月 3 日", "date -2021-03-03 +2021-05-03", 1),
    ("March 23 2020", "2021 年 3 月 23 日", "date -2020-03-23 +2021-03-23", 1),
    ("Effective July 1", "6 月 1 日", "date ---07-01 +--06-01", 1),
];

#[test]
#[allow(clippy::print_stderr, reason = "the figure is what one runs the test for")]
fn the_corpus_has_few_findings_and_they_were_judged() {
    let Some(pairs) = pairs() else { return };
    let findings: Vec<Finding<'_>> = findings(&pairs);
    let digits = pairs.iter().filter(|pair| has_digit(&pair.source) || has_digit(&pair.target)).count();
    let rate = findings.len() * 10_000 / digits;
    let (all, found) = (pairs.len(), findings.len());
    eprintln!(
        "{all} pairs, {digits} with digits: {found} findings, {}.{} in a thousand",
        rate / 10,
        rate % 10
    );
    assert!(rate <= MOST_FINDINGS * 10, "too many findings");
    for (source, target, difference, count) in DEFECTS {
        let is_it = |pair: &Pair| pair.source.contains(source) && pair.target.contains(target);
        let of = findings.iter().filter(|found| is_it(found.pair) && found.difference == *difference).count();
        assert_eq!(of, *count, "{source} as {target}");
    }
    let sampled: Vec<String> = sample(&findings).into_iter().map(row).collect();
    let text = table("judged.md");
    let judged = rows(&text, 6);
    let known: Vec<String> = judged.iter().filter_map(|row| Some(row.get(..4)?.join(" | "))).collect();
    let unjudged: Vec<_> = sampled.iter().filter(|row| !known.contains(row)).cloned().collect();
    let gone: Vec<_> = known.iter().filter(|row| !sampled.contains(row)).cloned().collect();
    assert!(
        unjudged.is_empty() && gone.is_empty() && known.len() == sampled.len(),
        "judge these in judged.md:\n{}\nand take these out:\n{}",
        unjudged.join("\n"),
        gone.join("\n")
    );
    let is = |word: &str| judged.iter().filter(|row| row[4] == word).count();
    let (real, wrong) = (is("real"), is("false"));
    assert_eq!(real + wrong, judged.len(), "each row is real or false");
    assert!(real * 100 >= judged.len() * LEAST_REAL, "{real} of {} are real", judged.len());
    let stated = format!("{real} of {} are real", judged.len());
    assert!(text.contains(&stated), "the head of judged.md says otherwise than: {stated}");
}

/// What the comparison lets pass must not be what it is there for: one figure of each translation is raised by
/// one where the pair is in order, and this must be found.
#[test]
#[allow(clippy::print_stderr, reason = "the figure is what one runs the test for")]
fn a_changed_figure_is_found() {
    let Some(pairs) = pairs() else { return };
    let mut random = SEED;
    let (mut changed, mut found) = (0, 0);
    for pair in pairs.iter().filter(|pair| has_digit(&pair.target)) {
        if !differences(&pair.source, &pair.target).is_empty() {
            continue;
        }
        let figures = figures(&pair.target);
        let at = usize::try_from(next(&mut random) % figures.len() as u64).expect("a place");
        let (start, end) = figures[at];
        let Ok(figure) = pair.target[start..end].parse::<u64>() else { continue };
        let target = format!("{}{}{}", &pair.target[..start], figure + 1, &pair.target[end..]);
        changed += 1;
        found += usize::from(!differences(&pair.source, &target).is_empty());
    }
    eprintln!("{found} of {changed} changed figures are found");
    assert!(found * 1000 >= changed * LEAST_FOUND, "{found} of {changed} changed figures are found");
}

fn findings(pairs: &[Pair]) -> Vec<Finding<'_>> {
    let compared = |pair| Finding { pair, difference: differences_of(pair) };
    pairs.iter().map(compared).filter(|finding| !finding.difference.is_empty()).collect()
}

fn differences_of(pair: &Pair) -> String {
    line(&differences(&pair.source, &pair.target))
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Where the runs of digits of a text are.
fn figures(text: &str) -> Vec<(usize, usize)> {
    let is_digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let starts = (0..text.len()).filter(|at| is_digit(*at) && (*at == 0 || !is_digit(at - 1)));
    starts.map(|start| (start, (start..text.len()).find(|at| !is_digit(*at)).unwrap_or(text.len()))).collect()
}

/// The next number of splitmix64.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Some findings, drawn without putting back; all where there are few.
fn sample<'a, 'b>(findings: &'b [Finding<'a>]) -> Vec<&'b Finding<'a>> {
    let mut left: Vec<_> = findings.iter().collect();
    let mut state = SEED;
    while left.len() > SAMPLE {
        let at = next(&mut state) % left.len() as u64;
        left.remove(usize::try_from(at).expect("a place"));
    }
    left
}

/// A finding as the row of a table without its judgement.
fn row(finding: &Finding<'_>) -> String {
    let cell = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Pair { place, source, target } = finding.pair;
    [place.as_str(), &cell(source), &cell(target), &finding.difference].join(" | ")
}

/// The segments of the corpus in order; nothing where it does not exist, unless this is CI.
#[allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test that reads files beside the project"
)]
fn pairs() -> Option<Vec<Pair>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/partner-center-sxs");
    if !root.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "CI needs the corpus at {}", root.display());
        eprintln!("skipped: no corpus at {}", root.display());
        return None;
    }
    let mut pairs = Vec::new();
    for path in files(&root) {
        let text = fs::read_to_string(&path).expect("a readable file");
        let name = path.strip_prefix(&root).expect("below the root").to_string_lossy().replace('\\', "/");
        read(&text, &name, &mut pairs);
    }
    Some(pairs)
}

/// Markdown files below a folder, sorted.
#[allow(clippy::disallowed_methods, reason = "a test that reads files beside the project")]
fn files(root: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The segments of one file: `<span data-ttu-id="P-N">TARGET</span><span class="sxs-lookup"><span
/// data-stu-id="P-N">SOURCE</span></span>`.
fn read(text: &str, file: &str, pairs: &mut Vec<Pair>) {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("<span data-ttu-id=\"") {
        rest = after;
        let Some((id, after)) = after.split_once("\">") else { continue };
        let Some((target, after)) = after.split_once("</span><span class=\"sxs-lookup\">") else { continue };
        let Some((_, after)) = after.split_once("\">") else { continue };
        let Some((source, after)) = after.split_once("</span></span>") else { continue };
        let place = format!("{file} {}", id.rsplit('-').next().unwrap_or(id));
        pairs.push(Pair { place, source: source.to_owned(), target: target.to_owned() });
        rest = after;
    }
}
