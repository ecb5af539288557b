//! The import of documents of other programs: cases as a table, writing into a project and again, a real corpus, and
//! what must hold of every text.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests play the user")]

mod cases;
mod corpus;
mod generators;
mod project;
mod random;

use std::sync::Arc;

use supportbook::import::Import;
use supportbook::import::openpublishing::{Options, import};
use supportbook::load::{Folder, Given};
use supportbook::path::ProjectPath;

fn path(text: &str) -> ProjectPath {
    ProjectPath::new(text).expect("a clean path")
}

fn given(text: &str) -> Given {
    Given::Text(Arc::from(text))
}

/// Imports a folder.
fn imported(folder: &Folder) -> Import {
    import(folder, &Options { host: "https://learn.example/", oracle: None })
}

/// A file with front matter and a body in which `{{译文|source}}` is a segment with the next number, beginning at
/// 103; `{{+2 译文|source}}` leaves two numbers out.
fn side_by_side(body: &str) -> String {
    let mut out = "---\ntitle: 标题\ndescription: 说明\nms.date: 04/27/2020\nms.translationtype: MT\n\
        ms.contentlocale: zh-CN\n---\n"
        .to_owned();
    let (mut rest, mut number) = (body, 103);
    while let Some((before, after)) = rest.split_once("{{") {
        out += before;
        let (inner, after) = after.split_once("}}").expect("a segment has an end");
        let (target, source) = inner.split_once('|').expect("a segment has two sides");
        let skip = target.strip_prefix('+').and_then(|target| target.split_once(' '));
        let (skip, target) = skip.map_or((0, target), |(skip, target)| (skip.parse().unwrap(), target));
        number += skip;
        out += &segment(number, target, source);
        number += 1;
        rest = after;
    }
    out + rest
}

/// A segment as the other program writes it.
fn segment(number: u32, target: &str, source: &str) -> String {
    format!(
        "<span data-ttu-id=\"ab12c-{number}\">{target}</span><span class=\"sxs-lookup\"><span \
        data-stu-id=\"ab12c-{number}\">{source}</span></span>"
    )
}
