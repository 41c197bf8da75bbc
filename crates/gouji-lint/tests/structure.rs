//! Headings, numbers, years and sentences of real reports that are correct. The rules about structure, year and wording report
//! nothing.
#![allow(clippy::unwrap_used)]

use gouji_lint::Analysis;
use gouji_testkit::{CLEAN, clean_but};

/// Replacements in the clean report, which stays correct.
const SILENT: &[(&str, &[(&str, &str)])] = &[
    // Numbers
    (
        "customary heads are more than five",
        &[("二、主动公开政", "（六）标准化建设情况\n\n持续推进。\n\n二、主动公开政")],
    ),
    (
        "a list restarts under each head",
        &[
            ("全年通过", "1.规范发布。\n2.加强解读。\n\n全年通过"),
            ("持续优化", "1.优化栏目。\n2.完善检索。\n\n持续优化"),
        ],
    ),
    (
        "a list restarts after prose",
        &[("主要问题：一是", "1.解读不足。\n2.人员不足。\n为此将：\n1.丰富解读。\n2.加强培训。\n主要问题：一是")],
    ),
    (
        "the first number is within the paragraph",
        &[("主要问题：一是", "主要问题有三：1.解读不足。\n2.人员不足。\n3.渠道不足。\n一是")],
    ),
    (
        "a number is within the previous paragraph",
        &[("主要问题：一是", "（一）解读不足。（二）人员不足。\n（三）渠道不足。\n一是")],
    ),
    ("numbers are spelled as words", &[("主要问题：一是", "一是解读不足。\n三是渠道不足。\n主要问题：一是")]),
    ("a lone number starts a line", &[("主要问题：一是", "3、4月份集中开展检查。\n主要问题：一是")]),
    ("a decimal starts a line", &[("主要问题：一是", "3.5万人次参与。\n主要问题：一是")]),
    ("a date starts a line", &[("主要问题：一是", "12.15前后完成检查。\n主要问题：一是")]),
    (
        "items skip the second level",
        &[("主要问题：一是", "1.主要问题\n（1）解读不足。\n（2）人员不足。\n2.改进措施\n（1）丰富解读。\n一是")],
    ),
    ("a level is skipped", &[("主要问题：一是", "（1）解读不足。\n（2）人员不足。\n一是")]),
    ("circled numbers are in-text", &[("主要问题：一是", "①解读不足。\n②渠道不足。\n一是")]),
    (
        "items are numbered on their own",
        &[("主要问题：一是", "一、解读不足，需要丰富。\n二、人员不足，需要培训。\n一是")],
    ),
    ("digits are full-width", &[("主要问题：一是", "１．解读不足。\n２．人员不足。\n一是")]),
    (
        "heads go to twelve",
        &[(
            "主要问题：一是",
            "1.甲。\n2.乙。\n3.丙。\n4.丁。\n5.戊。\n6.己。\n7.庚。\n8.辛。\n9.壬。\n10.癸。\n11.子。\n12.丑。\n一是",
        )],
    ),
    ("a document's articles are quoted", &[("定期开展", "根据《条例》第二十条第（一）项和第（六）项，定期开展")]),
    (
        "numbers go on under the next head",
        &[(
            "主要问题：一是",
            "（一）主要问题\n1.解读不足。\n2.人员不足。\n（二）改进措施\n3.丰富解读。\n4.加强培训。\n一是",
        )],
    ),
    // Marks
    ("dots are full-width", &[("主要问题：一是", "1．解读不足。\n2．人员不足。\n一是")]),
    ("brackets round digits are half-width", &[("主要问题：一是", "(1)解读不足。\n(2)人员不足。\n一是")]),
    ("a blank follows the number", &[("（三）政府信息管理情况", "（三） 政府信息管理情况")]),
    // Titles of sections
    ("reviews and lawsuits are joined by 和", &[("行政复议、行政诉讼情况", "行政复议和行政诉讼情况")]),
    ("reviews and lawsuits are joined by 及", &[("行政复议、行政诉讼情况", "行政复议及行政诉讼情况")]),
    ("reviews and lawsuits follow without mark", &[("行政复议、行政诉讼情况", "行政复议行政诉讼情况")]),
    (
        "the words of the regulation",
        &[("政府信息公开行政复议、行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况")],
    ),
    ("the title names the work", &[("五、存在的主要", "五、政府信息公开工作存在的主要")]),
    ("a remark follows a title", &[("六、其他需要报告的事项", "六、其他需要报告的事项（含收费情况）")]),
    ("blanks are inside a title", &[("一、总体情况", "一、 总体 情况")]),
    (
        "the introduction recites the parts loosely",
        &[(
            "如对本报告",
            "本报告由概述、主动公开信息情况、依申请公开情况、复议诉讼情况、存在问题及改进措施、其他报告事项六个部分组成。如对本报告",
        )],
    ),
    // Content
    (
        "section 六 says there is nothing more",
        &[("本年度未收取信息处理费。", "本年度未收取信息处理费。无其他需要报告的事项。")],
    ),
    (
        "heads are a list of short items",
        &[(
            "主要问题：一是政策解读的形式较为单一；二是工作人员流动较快。改进措施：一是丰富解读形式；二是加强培训。",
            "（一）政策解读形式单一\n（二）工作人员流动较快\n（三）将加强培训",
        )],
    ),
    ("a head is run in", &[("（四）平台建设情况\n\n持续", "（四）平台建设情况。持续")]),
    ("a head holds heads", &[("持续优化政府网站栏目，完善检索功能。", "1.栏目\n优化栏目。\n2.检索\n完善检索。")]),
    (
        "heads are slogans",
        &[("（三）政府信息管理情况", "（三）立规矩、强管理"), ("严格执行信息", "加强政府信息管理，严格执行信息")],
    ),
    ("a head is named otherwise", &[("（五）监督保障情况", "（五）监督和保障工作")]),
    (
        "a head has no heading but a sentence",
        &[("（四）平台建设情况\n\n持续优化", "持续加强平台建设，优化"), ("（五）监督", "（四）监督")],
    ),
    // Pairs
    ("quotes are within quotes", &[("定期开展检查", "推广“政策‘一问一答’”，定期开展检查")]),
    ("brackets are half-width and full-width", &[("定期开展检查", "定期（每季度)开展检查")]),
    ("numbers have one bracket", &[("定期开展检查", "1）定期开展检查；2）公布结果")]),
    ("letters have one bracket", &[("定期开展检查", "内容包括：a)定期开展检查；b)公布结果")]),
    ("Chinese numbers have one bracket", &[("定期开展检查", "内容包括：一）定期开展检查；二）公布结果")]),
    ("quotes are straight", &[("定期开展检查", "定期开展\"双随机检查")]),
    (
        "quotes go over items",
        &[("持续优化政府网站栏目，完善检索功能。", "“一是优化政府网站栏目；\n\n二是完善检索功能。”")],
    ),
    (
        "a bracket goes over a line end after a colon",
        &[("（电话：0000-1234567）。", "（电话：0000-1234567，电子邮箱：\nabc@example.com）。")],
    ),
    ("quotes follow quotes", &[("定期开展检查", "坚持“应公开尽公开”“先审查后公开”，定期开展检查")]),
    (
        "titles are within titles",
        &[("定期开展检查", "按照《关于〈公开条例〉的通知》（国办发〔2019〕1号）定期开展检查")],
    ),
    ("an apostrophe is in a name", &[("定期开展检查", "参照Children’s做法定期开展检查")]),
    // Years
    ("last year is compared", &[("全年通过", "2023年同期发布500条，今年有所增加。全年通过")]),
    ("a rise over last year", &[("全年通过", "与2023年相比增长20%。全年通过")]),
    ("a month after the report's year", &[("全年通过", "2025年1月，全县共收到申请3件，另行统计。全年通过")]),
    ("a plan with figures", &[("全年通过", "2026年，全县将共发布信息900条。全年通过")]),
    ("a year further back", &[("全年通过", "2021年，全县共收到申请30件。全年通过")]),
    (
        "last year's problems with figures",
        &[("主要问题：一是", "2023年，全县共收到申请30件，问题较多。主要问题：一是")],
    ),
    (
        "documents years back, and no other year",
        &[
            ("青山县2024年政府", "青山县2025年政府"),
            ("2024年1月1日起至2024年12月31日", "2025年1月1日起至2025年12月31日"),
            ("2024年，青山县", "本年度，青山县按照国办公开办函〔2021〕30号"),
            ("2024年，全县", "本年度，全县"),
        ],
    ),
    ("last year's cases are carried over", &[("2024年，全县共", "2023年结转4件，全县共")]),
    ("a document of last year", &[("严格执行", "2023年，我县印发信息管理办法并贯彻落实。本年度严格执行")]),
    ("a prize of last year", &[("全年通过", "2023年，我县荣获全省先进，全年通过")]),
    ("two years in one sentence", &[("全年通过", "2023年，全县公开信息500条，2024年公开600条。全年通过")]),
    ("since an earlier year", &[("2024年，青山县", "2023年以来，青山县")]),
    ("plans for the next year", &[("改进措施：一是", "2025年，青山县将坚持问题导向。改进措施：一是")]),
    ("last year's problems were solved", &[("主要问题：一是", "2023年存在的问题已整改完毕。主要问题：一是")]),
    ("the period is a spelled year", &[("自2024年1月1日起至2024年12月31日止", "为2024年度")]),
    ("the period's end has no year", &[("自2024年1月1日起至2024年12月31日止", "自2024年1月1日至12月31日")]),
    (
        "the period is spaced",
        &[("自2024年1月1日起至2024年12月31日止", "自 2024 年 1 月 1 日起至 2024 年 12 月 31 日止")],
    ),
    ("the report is published in the next year", &[("如对本报告", "本报告于2025年1月20日公布。如对本报告")]),
    (
        "a notice about reports is cited",
        &[("规定编制本报告", "和《关于做好2023年政府信息公开工作年度报告编制工作的通知》编制本报告")],
    ),
    ("other years than the last", &[("全年通过", "2021年，全县建成平台，公开信息100条。全年通过")]),
    // Citations
    ("the document in force", &[("规定编制", "和国办公开办函〔2021〕30号规定编制")]),
    ("the number is spaced", &[("规定编制", "和国办公开办函〔2021〕 30 号规定编制")]),
    ("another document of the authority", &[("规定编制", "和国办公开办函〔2016〕201号规定编制")]),
    ("another authority's brackets", &[("规定编制", "和皖财综[2021]28号规定编制")]),
    (
        "the end of the old document is mentioned",
        &[("规定编制", "规定编制。国办公开办函〔2019〕60号同时废止。据此编制")],
    ),
    (
        "both documents are mentioned",
        &[("规定编制", "规定，由国办公开办函〔2019〕60号改为国办公开办函〔2021〕30号，编制")],
    ),
    // Wording
    ("an agency's name ends as the next word begins", &[("青山县坚持以", "青山县人民政府政府信息公开工作坚持以")]),
    ("a word begins another", &[("均在法定", "及时告知申请申请人，均在法定")]),
    ("budgets of departments", &[("定期开展检查", "公开各部门部门预算，定期开展检查")]),
    ("an abbreviation in capitals", &[("定期开展检查", "采用 OR 方式检查")]),
    (
        "a contact line has no full stop",
        &[(
            "如对本报告有疑问，请与青山县人民政府办公室联系（电话：0000-1234567）。",
            "如对本报告有疑问，请与青山县人民政府办公室联系，地址：青山县人民路1号，电话：0000-1234567\n\n为便于阅读，本报告附有说明。",
        )],
    ),
    ("a heading without number", &[("全年通过政府", "规范发布流程，完善审核机制，推动公开走深走实\n\n全年通过政府")]),
    ("the title is broken and spaced", &[("青山县2024年政府", "青山县人民政府\n\n2024 年政府")]),
];

#[test]
fn correct_variants_have_no_findings() {
    assert!(SILENT.len() >= 60, "{}", SILENT.len());
    let mut wrong = Vec::new();
    for (name, edits) in SILENT {
        let text = edits.iter().fold(CLEAN.to_owned(), |text, (passage, other)| {
            assert_eq!(text.matches(passage).count(), 1, "{name}: {passage:?} occurs once");
            text.replacen(passage, other, 1)
        });
        let findings = Analysis::new(&text).findings;
        wrong.extend(findings.into_iter().map(|finding| (*name, finding.rule, finding.span.slice(&text).to_owned())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_report_with_many_headings_is_read_within_bounds() {
    let headings = "一、甲\n\n".repeat(20_000);
    let items = "1、乙。\n".repeat(20_000);
    let marks = format!("{}\n\n", "“（《〔".repeat(20_000));
    let text = clean_but("主要问题：一是", &format!("{headings}{items}{marks}主要问题：一是"));
    let findings = Analysis::new(&text).findings;
    let edits: usize = findings.iter().flat_map(|finding| &finding.fixes).map(|fix| fix.edits.len()).sum();
    assert!(findings.len() > 30_000, "{}", findings.len());
    assert!(edits < 200 * 20_000, "{edits}");
}
