//! Random Markdown from a fixed seed: texts that people would not write and parsers must agree on.

/// A small generator of our own (splitmix64), so that a seed gives the same texts for ever.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    pub(crate) fn pick<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[self.below(items.len())]
    }

    /// A line of up to `len` pieces.
    pub(crate) fn line(&mut self, alphabet: &[&str], len: usize) -> String {
        (0..=self.below(len.max(1))).map(|_| self.pick(alphabet)).collect()
    }
}

/// Emphasis, and the characters around it that decide.
#[rustfmt::skip]
pub(crate) const STARS: &[&str] = &[
    "*", "**", "**", "*", "***", "**", "中", "文", "a", "b", " ", "。", "，", "（", "）", "「", "」", "“", "”", ".", ",",
    "(", ")", "$", "!", "！", "：", ":", "1", "—", "…", "_", "\\*",
];

/// Struck text and CJK text around it, no marks of other writing.
#[rustfmt::skip]
pub(crate) const STRUCK: &[&str] = &[
    "~~", "~~", "~~", "~~", "中", "文", "注意", "か", "한", "a", "Az", "1", " ", "。", "，", "、", "：", "（", "）", "「", "」",
    "《", "》", "！", "￥", "Ａ",
];

/// What our pages have beside plain Markdown: footnotes, references, link schemes.
#[rustfmt::skip]
pub(crate) const OURS: &[&str] = &[
    "[^1]", "[^注]", "[^none]", "[[offering:business]]", "[[fact:offering.business.price]]", "[[页面]]",
    "[支持](offering:business)", "[text](desk:shanghai)", "[（见）](page:terms \"条款\")", "[[a|文]]", "",
];

/// Everything that stands beside emphasis in real pages, and much that should not.
#[rustfmt::skip]
pub(crate) const WIDE: &[&str] = &[
    "*", "**", "*", "**", "*", "**", "***", "*", "**", "_", "__", "中", "文", "注意", "的", "a", "b", "Az", " ", " ", "。",
    "，", "、", "：", "（", "）", "「", "」", "《", "》", "“", "”", "‘", "’", "—", "…", "·", ".", ",", ":", ";", "(", ")",
    "[", "]", "{", "}", "#", "+", "-", "=", "/", "%", "&", "$", "!", "?", "\"", "'", "@", "^", "|", "<", ">", "`", "\\",
    "\\*", "\\\\", "\\_", "1", "24", "か", "カ", "ー", "ｶ", "한", "글", "😀", "❤", "❤\u{FE0F}", "\u{FE0E}", "\u{FE00}",
    "\u{FE01}", "\u{E0100}", "㊗\u{FE0F}", "￥", "Ａ", "〜", "🈁", "é", "\u{3000}", "\u{A0}", "\u{200B}", "€", "\t",
    "[中](x)", "[a*b](y)", "[", "](z)", "![图](i)", "<b>", "</b>", "<br/>", "<!-- c -->", "&amp;", "&nbsp;", "&#42;",
    "&lt;", "<https://a.b/c>", "<a@b.c>", "`c*`", "`中`", "``x`y``",
];

/// What opens blocks, and what spoils them.
#[rustfmt::skip]
pub(crate) const BLOCKS: &[&str] = &[
    "> ", ">", "- ", "* ", "1. ", "2) ", "    ", "\t", "  ", "# ", "## ", "```", "~~~", "| a | b |\n|---|---|\n| ", "|",
    "---", "===", ": ", "[^1]: ", "[^1]", "[a]: /x", "[a]: <", "[a][b]", "[ ] ", "[x] ", "> [!NOTE]\n", "<div>\n",
    "<!--", "</div>", "<pre>", "{#id}", "{.c k=v}", "\\", "\0", "\u{FEFF}", "\u{FFFD}", "~~", "~", "[[a]]", "[[a|b]]",
    "![[i]]", "[[", "]]", "[t](offering:business \"x\")", "[t](<a b> 'c')", "&#0;",
];
