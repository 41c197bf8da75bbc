//! Circled numbers, the last mark of a paragraph, and 全市 in the report of a county: texts that are wrong, and similar texts on
//! which every rule is silent.
#![allow(clippy::unwrap_used)]

use gouji_lint::Analysis;
use gouji_testkit::CLEAN;

/// The paragraph of （四）, before the heading （五）.
const BODY: &str = "持续优化政府网站栏目，完善检索功能。";
/// The paragraph of section 五, before the heading of section 六.
const PROBLEMS: &str =
    "主要问题：一是政策解读的形式较为单一；二是工作人员流动较快。改进措施：一是丰富解读形式；二是加强培训。";
/// The last paragraph.
const LAST: &str = "本年度未收取信息处理费。";
const TITLE: &str = "青山县2024年政府信息公开工作年度报告";
const RECEIVED: &str = "2024年，全县共收到政府信息公开申请28件，其中";

type Edits = &'static [(&'static str, &'static str)];

/// The rule, the place of its one finding, and the text of the place after its fix.
const WRONG: &[(&str, &str, &str, Edits)] = &[
    // Circled numbers in one paragraph.
    ("enumeration-order", "③", "②", &[(BODY, "①优化栏目；③完善检索。")]),
    ("enumeration-order", "③", "②", &[(BODY, "主要做法：①优化栏目；③完善检索功能。")]),
    ("enumeration-order", "③", "②", &[(BODY, "主要做法：①优化栏目，③完善检索功能。")]),
    ("enumeration-order", "③", "②", &[(BODY, "主要做法有：①优化栏目、③完善检索功能。")]),
    ("enumeration-order", "③", "②", &[(BODY, "做好平台建设（①优化栏目；③完善检索功能）。")]),
    ("enumeration-order", "③", "②", &[(BODY, "① 优化栏目； ③ 完善检索功能。")]),
    ("enumeration-order", "③", "②", &[(BODY, "①、优化栏目；③、完善检索功能。")]),
    ("enumeration-order", "②", "③", &[(BODY, "①优化栏目；②完善检索；②答复留言。")]),
    ("enumeration-order", "④", "③", &[(BODY, "①优化栏目。②完善检索。④答复留言。")]),
    ("enumeration-order", "④", "③", &[(BODY, "①优化栏目。②完善检索。④答复留言。⑤培训人员。")]),
    ("enumeration-order", "①", "②", &[(BODY, "①优化栏目；①完善检索；②答复留言。")]),
    ("enumeration-order", "①", "②", &[(BODY, "①优化栏目；①完善检索功能。")]),
    ("enumeration-order", "①", "②", &[(BODY, "①优化栏目。①完善检索功能。")]),
    ("enumeration-order", "③", "②", &[(BODY, "问题：①更新慢；③检索难。")]),
    ("enumeration-order", "③", "②", &[(BODY, "①落实《条例》；③公开“三公”经费。")]),
    ("enumeration-order", "③", "②", &[(BODY, "①项目信息及时公开；③条例宣传到位。")]),
    // Circled numbers in consecutive paragraphs.
    ("enumeration-order", "③", "②", &[(BODY, "①优化栏目。\n③完善检索。")]),
    ("enumeration-order", "③", "②", &[(BODY, "①优化栏目。\n\n③完善检索。")]),
    ("enumeration-order", "①", "②", &[(BODY, "①优化栏目。\n\n①完善检索。")]),
    ("enumeration-order", "④", "③", &[(BODY, "①优化栏目；\n②完善检索；\n④答复留言。")]),
    ("enumeration-order", "③", "②", &[(BODY, "主要做法：①优化栏目；\n③完善检索。")]),
    ("enumeration-order", "④", "③", &[(BODY, "做法：①优化栏目；②完善检索；\n④答复留言。")]),
    ("enumeration-order", "②", "③", &[(PROBLEMS, "问题：\n①解读不足。\n②人员不足。\n②渠道不足。")]),
    // The last mark.
    ("missing-full-stop", "；", "。", &[(BODY, "一是优化栏目；二是完善检索；")]),
    ("missing-full-stop", "，", "。", &[(BODY, "持续优化政府网站栏目，完善检索功能，")]),
    ("missing-full-stop", "；", "。", &[(BODY, "持续优化政府网站栏目。完善检索功能；")]),
    ("missing-full-stop", ";", "。", &[(BODY, "持续优化政府网站栏目。完善检索功能;")]),
    ("missing-full-stop", "；", "。", &[(BODY, "一是优化栏目；\n二是完善检索；")]),
    ("missing-full-stop", "；", "。", &[(BODY, "一是优化栏目；\n\n二是完善检索；")]),
    ("missing-full-stop", "；", "。", &[(BODY, "①优化栏目；\n②完善检索；\n③及时答复留言；")]),
    ("missing-full-stop", "；", "。", &[("一是丰富解读形式；二是加强培训。", "一是丰富解读形式；二是加强培训；")]),
    ("missing-full-stop", "，", "。", &[("一是丰富解读形式；二是加强培训。", "一是丰富解读形式；二是加强培训，")]),
    ("missing-full-stop", "；", "。", &[(PROBLEMS, "1.解读形式较为单一，需要丰富；\n2.工作人员流动较快，需要培训；")]),
    ("missing-full-stop", "；", "。", &[(PROBLEMS, "（1）解读形式较为单一；\n（2）人员流动较快；")]),
    ("missing-full-stop", "；", "。", &[(LAST, "本年度未收取信息处理费；")]),
    ("missing-full-stop", "，", "。", &[(LAST, "本年度未收取信息处理费，")]),
    ("missing-full-stop", "；", "。", &[(LAST, "一是未收取信息处理费；\n二是没有其他需要报告的事项；")]),
    ("missing-full-stop", "；", "。", &[("定期开展检查和培训，未发生责任追究情形。", "定期开展检查（每季度）；")]),
    // The whole region.
    ("another-agency", "全市", "全县", &[(RECEIVED, "2024年，全市共收到政府信息公开申请28件，其中")]),
    ("another-agency", "全市", "全县", &[(RECEIVED, "全市共收到政府信息公开申请28件，其中")]),
    ("another-agency", "全市", "全县", &[(RECEIVED, "2024年全市共收到政府信息公开申请28件，其中")]),
    ("another-agency", "全市", "全县", &[(RECEIVED, "2024 年，全市共收到政府信息公开申请 28 件，其中")]),
    ("another-agency", "全市", "全县", &[(RECEIVED, "本年度，全市共收到政府信息公开申请28件，其中")]),
    ("another-agency", "全市", "全县", &[(RECEIVED, "全市全年共收到政府信息公开申请28件，其中")]),
    ("another-agency", "全省", "全县", &[(RECEIVED, "全省共收到政府信息公开申请28件，其中")]),
    ("another-agency", "全区", "全县", &[(RECEIVED, "2024年，全区共收到政府信息公开申请28件，其中")]),
    ("another-agency", "全镇", "全县", &[(RECEIVED, "2024年，全镇共收到政府信息公开申请28件，其中")]),
    ("another-agency", "全市", "全县", &[(RECEIVED, "畅通申请渠道。全市新收政府信息公开申请28件，其中")]),
    ("another-agency", "全县", "全镇", &[(TITLE, "青山县石桥镇人民政府2024年政府信息公开工作年度报告")]),
    ("another-agency", "全县", "全乡", &[(TITLE, "青山县石桥乡2024年政府信息公开工作年度报告")]),
    ("another-agency", "全县", "全街道", &[(TITLE, "东风街道办事处2024年政府信息公开工作年度报告")]),
    ("another-agency", "全县", "全市", &[(TITLE, "河东市人民政府2024年政府信息公开工作年度报告")]),
    ("another-agency", "全县", "全区", &[(TITLE, "河东市青山区2024年政府信息公开工作年度报告")]),
    ("another-agency", "全县", "全旗", &[(TITLE, "青山旗人民政府2024年政府信息公开工作年度报告")]),
];

const SILENT: &[Edits] = &[
    // Right numbers.
    &[(BODY, "①优化栏目；②完善检索；③答复留言。")],
    &[(BODY, "①优化栏目。\n②完善检索。\n③答复留言。")],
    &[(BODY, "主要做法：①优化栏目；\n②完善检索；\n③答复留言。")],
    &[(BODY, "①优化；②检索；③留言；④更新；⑤培训；⑥检查；⑦通报；⑧整改；⑨考核；⑩总结；⑪宣传；⑫归档。")],
    // Two lists.
    &[(BODY, "问题：①更新慢；②检索难。措施：①加强更新；②完善检索；③答复留言。")],
    &[(BODY, "问题：①更新慢；②检索难。\n措施：①加强更新；②完善检索；③答复留言。")],
    &[(BODY, "①更新慢；②检索难。\n①加强更新；②完善检索；③答复留言。")],
    &[(BODY, "①更新慢。\n②检索难。\n①加强更新。\n②完善检索。\n③答复留言。")],
    &[(BODY, "问题：①更新慢。措施：①加强更新。")],
    &[(BODY, "问题：①更新慢。措施如下：\n①加强更新。")],
    &[(BODY, "①优化栏目：①首页；②专栏；②完善检索；③答复留言。")],
    &[(BODY, "①优化栏目（①首页；②专栏）；②完善检索。")],
    &[(BODY, "①优化栏目。\n\n栏目由12个减为8个。\n\n①完善检索。")],
    // The list began or goes on elsewhere.
    &[(BODY, "②完善检索；③答复留言。")],
    &[(BODY, "①优化栏目。\n\n栏目由12个减为8个。\n\n③完善检索。")],
    &[(BODY, "①优化栏目。"), ("定期开展检查", "③定期开展检查")],
    // One number alone.
    &[(BODY, "①优化栏目，完善检索功能。")],
    &[(BODY, "②优化栏目，完善检索功能。")],
    // Notes and citations.
    &[(BODY, "优化栏目31①个，完善检索功能。")],
    &[(BODY, "优化栏目31①个，完善检索功能8③处。")],
    &[(BODY, "优化栏目31①个。③完善检索功能。")],
    &[(BODY, "落实要点①和清单③，完善检索功能。")],
    &[(BODY, "符合清单第①项、第③项要求，完善检索功能。")],
    &[(BODY, "对照清单，①项已完成；③项正在完成。")],
    &[(BODY, "对照清单，①至③已完成。")],
    &[(BODY, "对照清单（①③），完善检索功能。")],
    &[(BODY, "包括①优化栏目；③完善检索功能。")],
    &[(BODY, "栏目更新情况：①本年新增；②本年撤并。\n对照①，完善检索功能；对照③，答复留言。")],
    &[(BODY, "㈠优化栏目；㈢完善检索功能。")],
    // Members of a list.
    &[(BODY, "一是优化栏目；\n二是完善检索。")],
    &[(BODY, "一是优化栏目；\n\n二是完善检索；\n\n三是答复留言。")],
    &[(PROBLEMS, "1.解读形式较为单一，需要丰富；\n2.工作人员流动较快，需要培训。")],
    &[(PROBLEMS, "（1）解读形式较为单一；\n（2）人员流动较快。")],
    &[(PROBLEMS, "1.解读形式较为单一，需要丰富；\n2.工作人员流动较快")],
    &[(PROBLEMS, "（一）解读形式较为单一，需要丰富；\n（二）工作人员流动较快")],
    &[(PROBLEMS, "（一）解读形式单一\n解读以文字为主；\n（二）人员流动较快\n新人较多。")],
    &[(PROBLEMS, "1.解读形式\n解读以文字为主，图解不多；\n2.人员流动\n新人较多，需要培训。")],
    // The paragraph goes on, or ends otherwise.
    &[(BODY, "持续优化政府网站栏目，\n完善检索功能。")],
    &[(BODY, "持续优化政府网站栏目，办好下列栏目的\n一、二级页面，完善检索功能。")],
    &[(BODY, "持续优化政府网站栏目；\n\n完善检索功能。")],
    &[(BODY, "持续优化政府网站栏目；完善检索功能。")],
    &[(BODY, "持续优化政府网站栏目，完善检索功能！")],
    &[(BODY, "持续优化政府网站栏目，完善检索功能")],
    &[(LAST, "本年度未收取信息处理费。\n\n青山县人民政府")],
    &[(LAST, "本年度未收取信息处理费。\n\n单位：件；")],
    // The own region.
    &[],
    &[(RECEIVED, "2024年，全县共新收政府信息公开申请28件，其中")],
    &[
        (TITLE, "河东市人民政府2024年政府信息公开工作年度报告"),
        (RECEIVED, "2024年，全市共收到政府信息公开申请28件，其中"),
    ],
    &[
        (TITLE, "河东市青山区2024年政府信息公开工作年度报告"),
        (RECEIVED, "2024年，全区共收到政府信息公开申请28件，其中"),
    ],
    &[
        (TITLE, "石桥镇人民政府2024年政府信息公开工作年度报告"),
        (RECEIVED, "2024年，全镇共收到政府信息公开申请28件，其中"),
    ],
    &[(TITLE, "东风街道办事处2024年政府信息公开工作年度报告"), (RECEIVED, "全街道共收到政府信息公开申请28件，其中")],
    &[(TITLE, "青山旗2024年政府信息公开工作年度报告"), (RECEIVED, "2024年，全旗共收到政府信息公开申请28件，其中")],
    // Agencies that may speak of the government above them.
    &[
        (TITLE, "河东市教育局2024年政府信息公开工作年度报告"),
        (RECEIVED, "2024年，全市共收到政府信息公开申请28件，其中"),
    ],
    &[
        (TITLE, "青山县教育局2024年政府信息公开工作年度报告"),
        (RECEIVED, "2024年，全市共收到政府信息公开申请28件，其中"),
    ],
    &[
        (TITLE, "青山县人民政府办公室2024年政府信息公开工作年度报告"),
        (RECEIVED, "全市共收到政府信息公开申请28件，其中"),
    ],
    &[(TITLE, "青山经济开发区2024年政府信息公开工作年度报告"), (RECEIVED, "全市共收到政府信息公开申请28件，其中")],
    &[(TITLE, "青山自治县人民政府2024年政府信息公开工作年度报告"), (RECEIVED, "全区共收到政府信息公开申请28件，其中")],
    // 全市 of the city above.
    &[(BODY, "参加全市政务公开工作会议，完善检索功能。")],
    &[(BODY, "全市政务公开工作会议召开后，完善检索功能。")],
    &[(BODY, "在全市政务公开考核中排名第3，完善检索功能。")],
    &[(BODY, "全市政务公开考核中排名第13，完善检索功能。")],
    &[(BODY, "全市共开展政务公开培训28次，完善检索功能。")],
    &[(BODY, "全市28个网站中，本网站考核优秀。")],
    &[(BODY, "全市各类政务新媒体共28个，完善检索功能。")],
    &[(BODY, "全市政府网站检查28次，完善检索功能。")],
    &[(BODY, "召开全市工作推进会议28次，完善检索功能。")],
    &[(RECEIVED, "2024年，全县乡镇和部门共收到政府信息公开申请28件，其中")],
];

fn edited(edits: Edits) -> String {
    edits.iter().fold(CLEAN.to_owned(), |text, (passage, other)| {
        assert_eq!(text.matches(passage).count(), 1, "{passage:?} occurs once");
        text.replacen(passage, other, 1)
    })
}

#[test]
fn each_wrong_text_has_one_finding_with_a_fix() {
    assert!(WRONG.len() >= 40);
    let mut failures = Vec::new();
    for (rule, place, right, edits) in WRONG {
        let text = edited(edits);
        let found: Vec<_> = Analysis::new(&text).findings.into_iter().collect();
        let summary: Vec<_> = found
            .iter()
            .map(|finding| {
                let fix = finding.fixes.first().and_then(|fix| fix.edits.first());
                (finding.rule, finding.span.slice(&text), fix.map_or("", |edit| edit.text.as_str()))
            })
            .collect();
        if summary != [(*rule, *place, *right)] {
            failures.push(format!("{edits:?} {summary:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn similar_texts_have_no_finding() {
    assert!(SILENT.len() >= 60);
    let mut failures = Vec::new();
    for edits in SILENT {
        let text = edited(edits);
        let found: Vec<_> = Analysis::new(&text).findings;
        if !found.is_empty() {
            let summary: Vec<_> = found.iter().map(|finding| (finding.rule, finding.span.slice(&text))).collect();
            failures.push(format!("{edits:?} {summary:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn circled_numbers_in_rows_number_no_items() {
    let text = edited(&[("行政处罚\t25", "行政处罚\t25①"), ("行政强制\t4", "行政强制\t4③")]);
    let findings = Analysis::new(&text).findings;
    assert!(findings.iter().all(|finding| finding.rule != "enumeration-order"), "{findings:?}");
}

#[test]
fn many_circled_numbers_take_linear_time() {
    let numbers = "①公开；③解读；⑳培训；①：".repeat(20_000);
    let text = edited(&[]).replace(BODY, &format!("{numbers}\n{}", "①公开。\n③解读。\n".repeat(20_000)));
    assert!(Analysis::new(&text).report.is_some());
}
