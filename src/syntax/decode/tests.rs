//! What typed reading gives and what it finds.

use serde::Deserialize;

use super::*;
use crate::syntax::tree::parse_yaml;

#[derive(Deserialize, Debug)]
#[allow(dead_code, reason = "what is read is judged by its faults")]
struct Raw {
    name: Text,
    amount: Option<Field<String>>,
    count: Field<u32>,
    tasks: Option<Field<Entries<Task>>>,
    kind: Option<Field<Kind>>,
}

#[derive(Deserialize, Debug)]
#[allow(dead_code, reason = "what is read is judged by its faults")]
struct Task {
    task: Text,
    done: Option<Field<bool>>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    FlatFee,
    Free,
}

fn read(source: &str, translation: Option<&str>) -> (Field<Raw>, Vec<(Option<String>, String)>) {
    let whole = |text: &str| Span::of(0..text.len());
    let (tree, faults) = parse_yaml(source, whole(source));
    assert!(faults.is_empty(), "{faults:?}");
    let tree = tree.expect("valid YAML");
    let other = translation.map(|text| parse_yaml(text, whole(text)).0.expect("valid YAML"));
    let locale = Locale::new("zh-CN").expect("a locale");
    let others: Vec<_> = other.iter().map(|node| (locale, node)).collect();
    let (raw, faults) = decode::<Raw>(&tree, &others);
    let faults = faults
        .into_iter()
        .map(|found| {
            (
                found.locale.map(|locale| locale.to_string()),
                format!("{} {}", found.fault.rule.code, found.fault.message),
            )
        })
        .collect();
    (raw, faults)
}

#[test]
fn texts_keep_their_spelling_and_translations_meet_their_source() {
    let (raw, faults) = read(
        "name: no\namount: 1.10\ncount: 3\ntasks:\n  a: {task: Do, done: true}\n",
        Some("name: 否\ntasks:\n  a:\n    task: 做\n"),
    );
    assert_eq!(faults, []);
    let raw = raw.value.expect("a value");
    assert_eq!(raw.name.source.as_deref(), Some("no"));
    assert_eq!(&*raw.name.translations[0].2, "否");
    assert_eq!(raw.amount.and_then(|field| field.value).as_deref(), Some("1.10"));
    let tasks = raw.tasks.and_then(|field| field.value).expect("tasks").0;
    assert_eq!(&*tasks[0].0.text, "a");
    assert_eq!(&*tasks[0].1.value.as_ref().expect("a task").task.translations[0].2, "做");
}

#[test]
fn all_faults_of_a_file_come_at_once() {
    let (_, faults) = read("nam: x\ncount: 007\nkind: flat\ntasks: {a: {task: [1], done: yes}}\n", None);
    let messages: Vec<&str> = faults.iter().map(|(_, message)| message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "SYN003 key `nam` is unknown here",
            "SYN004 expected a whole number, found `007`",
            "SYN004 expected one of `flat-fee` or `free`, found `flat`",
            "SYN004 expected a text, found a list",
            "SYN004 expected `true` or `false`, found `yes`",
            "SYN005 key `name` is missing",
        ]
    );
}

#[test]
fn a_translation_holds_text_alone() {
    let (_, faults) = read(
        "name: x\ncount: 1\ntasks: {a: {task: b}}\n",
        Some("count: 2\nother: y\ntasks: {a: {done: true}, b: {task: z}}\n"),
    );
    let zh = Some("zh-CN".to_owned());
    assert_eq!(
        faults,
        [
            (zh.clone(), "L10N011 expected text keys alone in a translation, found `count`".to_owned()),
            (zh.clone(), "SYN003 the source file has no key `other` here".to_owned()),
            (zh.clone(), "SYN003 the source file has no key `done` here".to_owned()),
            (zh, "SYN003 the source file has no key `b` here".to_owned()),
        ]
    );
}
