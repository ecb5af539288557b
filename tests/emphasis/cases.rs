//! Hand cases: how people write, and each refinement of the pre-pass.

use crate::oracle::{options, ours, readable, theirs};

/// Markdown, and its blocks with `<em>`, `<b>` and `<s>` where emphasis is, ` ¶ ` between blocks.
/// comrak agrees with all of them.
#[rustfmt::skip]
const CASES: &[(&str, &str)] = &[
    // How people write.
    ("**注意：**文本", "<b>注意：</b>文本"),
    ("**注意:**文本", "<b>注意:</b>文本"),
    ("请**先登录。**然后", "请<b>先登录。</b>然后"),
    ("单击**“下一步”**继续", "单击<b>“下一步”</b>继续"),
    ("这是**“重要”**内容", "这是<b>“重要”</b>内容"),
    ("价格为**$50**每月", "价格为<b>$50</b>每月"),
    ("**《条例》**规定，**（附件）**见", "<b>《条例》</b>规定，<b>（附件）</b>见"),
    ("**「甲」**、**「乙」**和**「丙」**。", "<b>「甲」</b>、<b>「乙」</b>和<b>「丙」</b>。"),
    ("在**`az`**中", "在<b>az</b>中"),
    ("**[链接](x)**后", "<b>链接</b>后"),
    ("*强调，*文本", "<em>强调，</em>文本"),
    ("~~删除。~~文本", "<s>删除。</s>文本"),
    ("这~~（旧）~~新", "这<s>（旧）</s>新"),
    ("***重要！***文本", "<em><b>重要！</b></em>文本"),
    ("版本**v2.0**发布", "版本<b>v2.0</b>发布"),
    ("**注意**：文本", "<b>注意</b>：文本"),
    ("全天**7×24**小时，**Azure（21Vianet）**除外", "全天<b>7×24</b>小时，<b>Azure（21Vianet）</b>除外"),
    ("**2026-06-01（周一）**起", "<b>2026-06-01（周一）</b>起"),
    ("按**¥1,000.00**计，**¥500.00**起", "按<b>¥1,000.00</b>计，<b>¥500.00</b>起"),
    ("拨打**+86 21 0000 0000**转**2#**键", "拨打<b>+86 21 0000 0000</b>转<b>2#</b>键"),
    ("これは**「重要」**です", "これは<b>「重要」</b>です"),
    ("**마크다운(Markdown)**은", "<b>마크다운(Markdown)</b>은"),
    ("English **word,**中文", "English <b>word,</b>中文"),
    ("English **word,**text", "English **word,**text"),
    ("`**注意：**文本`", "**注意：**文本"),
    // `_` never works inside words.
    ("__注意：__文本", "__注意：__文本"),
    ("_注意_ 文本", "<em>注意</em> 文本"),
    // A marker as the neighbor of another.
    ("**_「甲」_**乙", "<b><em>「甲」</em></b>乙"),
    ("甲*_（乙）_*丙", "甲<em><em>（乙）</em></em>丙"),
    ("~~**（甲）**~~乙", "<s><b>（甲）</b></s>乙"),
    ("**~~（甲）~~**乙", "<b><s>（甲）</s></b>乙"),
    ("甲**「乙」*丙*「丁」**戊", "甲<b>「乙」<em>丙</em>「丁」</b>戊"),
    ("\\***（甲）**乙", "*<b>（甲）</b>乙"),
    // Escapes: a backslash and what it escapes go together.
    ("甲\\**（乙）**丙", "甲**（乙）**丙"),
    ("甲\\\\**（乙）**丙", "甲\\<b>（乙）</b>丙"),
    ("**（甲）\\**乙", "**（甲）**乙"),
    ("&#42;**（甲）**乙", "*<b>（甲）</b>乙"),
    // Where lines and blocks begin.
    ("> **注意：**文本\n>**重要！**文本", "<b>注意：</b>文本\n<b>重要！</b>文本"),
    (">**「甲」**乙*丙*", "<b>「甲」</b>乙<em>丙</em>"),
    ("> > **（甲）**乙\n- >**（丙）**丁", "<b>（甲）</b>乙 ¶ <b>（丙）</b>丁"),
    ("* **「甲」**乙\n* *（丙）*丁", "<b>「甲」</b>乙 ¶ <em>（丙）</em>丁"),
    ("1. **注意：**文本\n2. - [x] **重要。**文本", "<b>注意：</b>文本 ¶ <b>重要。</b>文本"),
    ("***\n**甲：**乙\n* * *", "<b>甲：</b>乙"),
    ("## **《条例》**规定\n\n**（甲）**乙\n===", "<b>《条例》</b>规定 ¶ <b>（甲）</b>乙"),
    ("**甲：\n乙。**丙\n丁", "<b>甲：\n乙。</b>丙\n丁"),
    ("**注意：**文本\r\n**重要：**文本\r\n", "<b>注意：</b>文本\n<b>重要：</b>文本"),
    // Tables: a pipe beside a run ends its cell.
    ("|甲|乙|\n|-|-|\n|**（丙）**|*「丁」*戊|", "甲 ¶ 乙 ¶ <b>（丙）</b> ¶ <em>「丁」</em>戊"),
    ("| 项 | 价 |\n|---|---|\n| **支持：**业务 | **$50**每月 |\n|*甲*|**乙。**丙|", "项 ¶ 价 ¶ <b>支持：</b>业务 ¶ <b>$50</b>每月 ¶ <em>甲</em> ¶ <b>乙。</b>丙"),
    ("|甲|乙|\n|-|-|\n|**甲\\|**乙|丙|", "甲 ¶ 乙 ¶ <b>甲|</b>乙 ¶ 丙"),
    ("甲|**（乙）**|丙", "甲|<b>（乙）</b>|丙"),
    // Raw HTML and links beside a run.
    ("**<b>甲</b>**乙", "<b><b>甲</b></b>乙"),
    ("甲**<https://a.b/c>**乙", "甲<b>https://a.b/c</b>乙"),
    ("**详见[条款](page:terms)。**文本", "<b>详见条款。</b>文本"),
    ("**[支持](offering:business)**文本，**![图](a.png)**文本", "<b>支持</b>文本，<b>图</b>文本"),
    ("由**[[offering:business]]**负责，**[[fact:offering.business.price]]**起", "由<b>offering:business</b>负责，<b>fact:offering.business.price</b>起"),
    ("**详见[^1]。**文本[^1]\n\n[^1]: **来源：**条款", "<b>详见[^1]。</b>文本[^1] ¶ <b>来源：</b>条款"),
    ("[^1]:**来源：**条款*甲*\n\n甲[^1]", "<b>来源：</b>条款<em>甲</em> ¶ 甲[^1]"),
    // Variation selectors and emoji.
    ("**甲“\u{FE01}**乙", "<b>甲“\u{FE01}</b>乙"),
    ("甲**“\u{FE01}乙”\u{FE01}**丙", "甲<b>“\u{FE01}乙”\u{FE01}</b>丙"),
    ("**甲”\u{FE01}**b **甲.\u{FE01}**b", "<b>甲”\u{FE01}</b>b **甲.\u{FE01}**b"),
    ("**㊗\u{FE0F}**甲**㊗\u{FE0F}**", "<b>㊗\u{FE0F}</b>甲<b>㊗\u{FE0F}</b>"),
    ("甲**😀**乙", "甲<b>😀</b>乙"),
    ("**甲\u{E0100}。**乙", "<b>甲\u{E0100}。</b>乙"),
    (".\u{FE0E}**甲** .\u{FE0E}_甲_", ".\u{FE0E}<b>甲</b> .\u{FE0E}<em>甲</em>"),
    // Not emphasis.
    ("2*3*4 与 2 * 3", "2<em>3</em>4 与 2 * 3"),
    ("*注：价格不含税", "*注：价格不含税"),
    ("甲 ** 乙 ** 丙", "甲 ** 乙 ** 丙"),
    ("\\**注意：\\**文本", "*<em>注意：*</em>文本"),
];

/// What comrak does not have, or has otherwise.
#[rustfmt::skip]
const OURS: &[(&str, &str)] = &[
    // Heading attributes are no text.
    ("## **《条例》**规定 {#rules}\n### 支持**重**{#support was=old}", "<b>《条例》</b>规定 ¶ 支持<b>重</b>"),
    // Single tildes never work inside words, so that ranges stay what they are.
    ("~删除~ 与 3~5 天、7~10 天", "<s>删除</s> 与 3~5 天、7~10 天"),
    // Definition lists.
    ("支持**（业务）**级\n: **每月：**文本", "支持<b>（业务）</b>级 ¶ <b>每月：</b>文本"),
    // NUL becomes the replacement character.
    ("**注意\0：**文\0本", "<b>注意\u{FFFD}：</b>文\u{FFFD}本"),
    // Alerts.
    ("> [!NOTE]\n> **注意：**文本", "<b>注意：</b>文本"),
];

#[test]
fn hand_cases() {
    let options = options();
    for &(markdown, expected) in CASES {
        assert_eq!(readable(&ours(markdown)), expected, "ours: {markdown:?}");
        assert_eq!(readable(&theirs(markdown, &options)), expected, "comrak: {markdown:?}");
    }
}

#[test]
fn what_comrak_lacks() {
    for &(markdown, expected) in OURS {
        assert_eq!(readable(&ours(markdown)), expected, "{markdown:?}");
    }
}
