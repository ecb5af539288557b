use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::model::settings::Spacing;
use crate::path::ProjectPath;
use crate::source::Source;
use crate::syntax::document::{Document, parse};

/// A page that says `text`, behind an empty front matter that nothing is found in.
fn page(text: &str) -> Arc<Document> {
    let path = ProjectPath::new("content/pages/a.md").expect("a clean path");
    parse(&Arc::new(Source { path, text: text.into(), unread: false }))
}

fn faults(text: &str, locale: &str) -> Vec<Fault> {
    let setting = Setting::of(Locale::new(locale).expect("a locale"));
    let document = page(text);
    let mut found = Vec::new();
    markdown_runs(&document.markdown, text, |run| judge(run, setting, &mut found));
    found.sort();
    found
}

/// What a text is once everything is mended that can be, in as many rounds as it takes.
fn mended(text: &str, locale: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..8 {
        let before = text.clone();
        let (mut out, mut at) = (String::new(), 0);
        for Fault { span, instead, .. } in faults(&text, locale) {
            if let (Some(instead), true) = (instead, span.start as usize >= at) {
                out.push_str(&text[at..span.start as usize]);
                out.push_str(&instead);
                at = span.end as usize;
            }
        }
        out.push_str(&text[at..]);
        text = out;
        if text == before {
            break;
        }
    }
    text
}

#[test]
fn chinese_is_mended() {
    for (text, expected) in [
        ("请稍等,马上回来.", "请稍等，马上回来。"),
        ("请稍等, 马上回来. 谢谢!", "请稍等，马上回来。谢谢！"),
        ("需要:姓名;电话", "需要：姓名；电话"),
        ("可以吗?", "可以吗？"),
        ("支持Azure,不支持其他", "支持Azure，不支持其他"),
        ("`Az`,购买", "`Az`，购买"),
        ("请\\!", "请\\!"),
        ("停\\!\n", "停\\!\n"),
        ("联系我们(必须)", "联系我们（必须）"),
        ("联系我们（必须)", "联系我们（必须）"),
        ("联系我们(必须）", "联系我们（必须）"),
        ("单击\"下一步\"继续", "单击“下一步”继续"),
        ("单击\"OK\"继续", "单击“OK”继续"),
        ("单击 \"OK\" 继续", "单击 “OK” 继续"),
        ("他说\"单击'下一步'即可\"。", "他说“单击‘下一步’即可”。"),
        ("单击'下一步'即可", "单击“下一步”即可"),
        ("写**\"重要\"**二字", "写**“重要”**二字"),
        ("共１２个，ＡＢ级", "共12个，AB级"),
        ("甲\u{200B}乙", "甲乙"),
        ("甲\u{A0}乙", "甲乙"),
        ("30\u{A0}天", "30 天"),
        ("先备份。 再继续", "先备份。再继续"),
        ("先备份 ，再继续", "先备份，再继续"),
        ("请 提交 ，再继续", "请提交，再继续"),
        ("请 **提交** 它，再继续", "请**提交**它，再继续"),
        ("等等...", "等等……"),
        ("等等。。。", "等等……"),
        ("支持--首先是", "支持——首先是"),
        ("| 甲 | 乙 |\n| - | - |\n| 好,的 | 不(要) |\n", "| 甲 | 乙 |\n| - | - |\n| 好，的 | 不（要） |\n"),
        ("甲 [ 乙](a.md)", "甲 [ 乙](a.md)"),
        ("先**停,** 再走", "先**停，**再走"),
        ("先**停,** 再走。好", "先**停，**再走。好"),
        ("**等...** 部分", "**等……** 部分"),
        ("共**１**２个", "共**1**2个"),
        ("## 你好,世界 {#hello}", "## 你好，世界 {#hello}"),
        ("见[甲,乙](a.md)。", "见[甲，乙](a.md)。"),
    ] {
        // An escaped mark is mended together with its backslash.
        let expected = expected.replace("\\!", "！");
        assert_eq!(mended(text, "zh-CN"), expected, "{text}");
    }
    assert_eq!(mended("单击\"下一步\"", "zh-TW"), "单击「下一步」");
}

#[test]
fn what_only_looks_like_a_fault_in_chinese_is_none() {
    for text in [
        "时间为9:00至18:00，周一至周五。",
        "版本1.2.3，共1,200.50元。",
        "北京时间 (UTC+8)",
        "见https://a.example/b?c=1,d;e:f!和a@b.example。",
        "见<https://a.example/,b>。",
        "运行`a, b; c: d?`即可。",
        "说明：Please wait, then call (or write): we answer.",
        "Wait, then call us. 我们会接听。",
        "好的:)",
        "一. 范围\n\n十二. 费用",
        "屏幕为27\"和32\"两种。",
        "客户的don't和users' 权限",
        "函数f(参数)g与报告(副本).docx",
        "{\"name\": \"张三\"}",
        "张 三 先生",
        "周一 周二 周三 周四，休息。",
        "第三章 范围。附录一 表格，完。",
        "请 _务必_ 备份，再继续。",
        "参数--fix和../content",
        "代码：\n\n```\n甲,乙\n```\n",
        "[[fact:a.b,c]]，[[offering:a]]",
        "30%，30 °C，¥1,200",
        "甲，\n乙",
        "- [ ] 甲；\n- [x] 乙。",
        "“引用”、《书名》、甲——乙……",
        "Yahoo!中国",
        "[ROUND((ROUND(单价 * 数量, 2) * 天数) / 数量, 2) * 数量]",
        "价格 *，不含税",
        "&nbsp;甲",
        "{contact}：您好！",
    ] {
        assert_eq!(faults(text, "zh-CN"), [], "{text}");
    }
}

#[test]
fn full_width_forms_are_mended_in_english() {
    for (text, expected) in [
        ("Call us，then wait。", "Call us, then wait."),
        ("At ９：００ or １，２００", "At 9:00 or 1,200"),
        ("Call（or write）us", "Call (or write) us"),
        ("a\u{3000}b", "a b"),
        ("At **１**０", "At **1**0"),
        ("a\u{200B}b", "ab"),
    ] {
        assert_eq!(mended(text, "en"), expected, "{text}");
    }
    for text in [
        "Press 2 for Chinese（中文）.",
        "Ask 港湾 for help，then wait.",
        "She said 「你好，世界」.",
        "It is 30\u{A0}days – “really”…",
        "`，` is a comma",
    ] {
        assert_eq!(faults(text, "en"), [], "{text}");
    }
    let brackets = faults("See 【this】.", "en");
    assert!(brackets.iter().all(|fault| fault.instead.is_none()) && brackets.len() == 2);
    assert_eq!(faults("日本，", "ja"), []);
}

#[test]
fn scalars_keep_their_places() {
    for (yaml, found) in [
        ("a: 好,的", ",".to_owned()),
        ("a: '好,的'", ",".to_owned()),
        ("a: \"好\\n的,好\"", ",".to_owned()),
        ("a: \"说\\\"好\\\"\"", "\\\"好\\\"".to_owned()),
        ("a: >-\n  好的\n  好,的\n", ",".to_owned()),
        ("a: |\n  好,\n  的\n", ",".to_owned()),
        ("a: 好的\n  好 ，的", " ".to_owned()),
    ] {
        let (tree, _) = crate::syntax::tree::parse_yaml(yaml, Span::of(0..yaml.len()));
        let tree = tree.expect("valid YAML");
        let span = tree.get("a").expect("a value").span;
        let mut faults = Vec::new();
        judge(&scalar_run(yaml, span), Setting::Simplified, &mut faults);
        let written: Vec<&str> = faults.iter().map(|fault| &yaml[fault.span.range()]).collect();
        assert_eq!(written, [found.as_str()], "{yaml}");
    }
}

#[test]
fn customers_are_not_you_among_friends() {
    let familiar_in = |text: &str| {
        let document = page(text);
        let mut found = Vec::new();
        markdown_runs(&document.markdown, text, |run| familiar(run, &mut found));
        found.into_iter().map(|fault| text[fault.span.range()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(familiar_in("你可以**你们**，迷你电脑，“你好”"), ["你", "你们"]);
    assert_eq!(familiar_in("您可以`你`"), Vec::<String>::new());
}

#[test]
fn one_habit_between_chinese_and_latin() {
    let gaps_in = |text: &str, habit| {
        let document = page(text);
        let (mut counted, mut found) = (Counted::default(), Vec::new());
        markdown_runs(&document.markdown, text, |run| {
            counted.add(count(run));
            gaps(run, habit, &mut found);
        });
        let mut out = text.to_owned();
        for edit in found.iter().rev().filter_map(|gap| gap.edit) {
            out.replace_range(edit.range(), if habit == Spacing::Space { " " } else { "" });
        }
        (counted.spaced, counted.solid, out)
    };
    let text = "用 Azure和**Teams**处理 3 个`x`，2026年5月，30%的，[Office](a.md)里";
    let spaced = "用 Azure 和 **Teams** 处理 3 个`x`，2026年5月，30%的，[Office](a.md) 里";
    let solid = "用Azure和**Teams**处理3个`x`，2026年5月，30%的，[Office](a.md)里";
    assert_eq!(gaps_in(text, Spacing::Space), (3, 4, spaced.to_owned()));
    assert_eq!(gaps_in(text, Spacing::None), (3, 4, solid.to_owned()));
    assert_eq!(gaps_in("请 _Azure_ 用", Spacing::None).2, "请 _Azure_ 用");
}

/// Machine translations are full of true faults; what this holds is that no kind of them floods a text, and
/// that mending comes to an end.
#[test]
#[allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test that reads files beside the project"
)]
fn the_corpus_is_mended() {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/partner-center-zh/partner-center");
    if !root.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "CI needs the corpus at {}", root.display());
        eprintln!("skipped: no corpus at {}", root.display());
        return;
    }
    let (mut paragraphs, mut found, mut left) = (0, 0, 0);
    for entry in fs::read_dir(root).expect("a folder").flatten() {
        let Ok(text) = fs::read_to_string(entry.path()) else { continue };
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        markdown_runs(&page(&text).markdown, &text, |_| paragraphs += 1);
        found += faults(&text, "zh-CN").len();
        left += faults(&mended(&text, "zh-CN"), "zh-CN").len();
    }
    eprintln!(
        "{} findings per 1,000 paragraphs, {left} left of {found} once mended",
        found * 1000 / paragraphs.max(1)
    );
    assert!(found > 1000 && left * 100 < found, "{left} of {found} are left");
}

#[test]
fn what_is_nested_costs_no_more_than_it_is_long() {
    let depth = 20_000;
    for (open, close) in [("(", ")"), ("\"", "\""), ("'", "'"), ("(甲", "乙)"), (" 甲", ". ")] {
        let text = format!("甲{}乙{}", open.repeat(depth), close.repeat(depth));
        let found = faults(&text, "zh-CN");
        let instead: usize = found.iter().filter_map(|fault| fault.instead.as_ref()).map(String::len).sum();
        assert!(instead <= 8 * text.len(), "{open}: {instead} of {}", text.len());
    }
}
