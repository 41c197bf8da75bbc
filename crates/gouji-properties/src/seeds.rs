//! Base texts of scripts, and pieces to insert.

/// A fictitious report without mistakes, and the report of the same agency for the year before.
pub use gouji_lint::rule_docs::{CLEAN, CLEAN_LAST_YEAR as LAST_CLEAN};

/// The sample reports.
pub const SAMPLES: [&str; 5] = [
    include_str!("../../../tests/reports/dongxing-2025.txt"),
    include_str!("../../../tests/reports/jianshan-2025.txt"),
    include_str!("../../../tests/reports/weibin-2025.md"),
    include_str!("../../../tests/reports/xingan-2022.txt"),
    include_str!("../../../tests/reports/xingan-2025.txt"),
];

/// The base text with this number. Add new texts at the end, because stored scripts refer to the numbers.
pub fn base(number: u8) -> &'static str {
    let [dongxing, jianshan, weibin, xingan_2022, xingan_2025] = SAMPLES;
    let bases = [CLEAN, LAST_CLEAN, SHORT, dongxing, jianshan, weibin, xingan_2022, xingan_2025, ACTS, LAWSUITS, ROWS];
    bases[usize::from(number) % bases.len()]
}

/// Number of base texts.
pub const BASES: u8 = 11;

/// The beginning of a report. Short texts are read a hundred times faster than whole reports.
const SHORT: &str = "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n（一）主动公开。2024年，公开政府信息12条。\n\n\
                     二、主动公开政府信息情况\n\n";

/// The first tables, and prose that repeats their figures: short like [`SHORT`], with the parts that it lacks.
const ACTS: &str = "青山县2024年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n第二十条第（一）项\n\
                    信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t3\t1\t12\n\
                    第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t436\n\n五、存在的主要问题及改进情况\n\n\
                    制发行政规范性文件3件，废止1件，现行有效12件。\n";

/// The last table, and prose that repeats its figures.
const LAWSUITS: &str = "青山县2024年政府信息公开工作年度报告\n\n四、政府信息公开行政复议、行政诉讼情况\n\n\
                        | 行政复议 | | | | | 行政诉讼 | | | | | | | | | |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n\
                        | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |\n\
                        | | | | | | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n\
                        | 2 | 1 | 0 | 1 | 4 | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 1 | 2 |\n\n\
                        政府信息公开行政复议案件4件，行政诉讼案件2件，结果维持1件。\n";

/// Rows of table 3, one of them with a wrong total.
pub const ROWS: &str = "青山县2024年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n\
                    一、本年新收政府信息公开申请数量\t20\t5\t1\t0\t2\t0\t28\n\
                    二、上年结转政府信息公开申请数量\t3\t1\t0\t0\t0\t0\t5\n\
                    （一）予以公开\t10\t2\t1\t0\t0\t0\t13\n（七）总计\t21\t6\t1\t0\t1\t0\t29\n\
                    四、结转下年度继续办理\t2\t0\t0\t0\t1\t0\t3\n\n共收到政府信息公开申请28件，予以公开13件。\n";

/// Pieces of the lines of reports, and pieces that may be hard to read. Add new pieces at the end, because stored scripts refer
/// to the numbers.
pub const PIECES: &[&str] = &[
    "一、",
    "（二）",
    "(三)",
    "1.",
    "（4）",
    "# ",
    "## ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\u{3000}",
    "0",
    "12",
    "59.25",
    "１２",
    "总体情况",
    "政府信息公开",
    "报告",
    "。",
    "；",
    "，",
    "其他",
    "总计",
    "（七）总计",
    "予以公开",
    "件",
    "2024年",
    "𠀀",
    "👨‍👩‍👧",
    "e\u{301}",
    "\u{feff}",
    "\u{0}",
    "|",
    "[bookmark: _GoBack]",
    "疫情疫情",
    "and",
    "-",
    "/",
    "\n\n",
    "\t0\t0\t0\t0\t0\t0\t0\n",
    "| 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n",
    "|---|---|\n",
    "<table>",
    "</table>",
    "<tr><td>",
    "</td><td>",
    "</td></tr>",
    "<td rowspan=\"2\">",
    "<td colspan=\"65535\">",
    "&nbsp;",
    "<!-- gouji: allow tally-mismatch -->",
    "<!-- gouji: allow -->",
    "<!-- gouji: allow-file row-label -->",
    "<!--",
    "-->",
    "99999999999999999999999999999",
    "-1",
    "0.5",
    "1,234",
    "22（其中修订16件）",
    "（",
    "）",
    "“",
    "《",
    "同比增长5%",
    "其中",
    "2019年",
    "政府信息公开工作年度报告",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "结转下年度继续办理",
    "统计期限",
    "\u{2028}",
    "\u{200b}",
    "不适用",
    "元",
    "第1页",
    "第二十条",
    "\u{10ffff}",
    "共收到政府信息公开申请28件",
    "上年结转4件",
    "予以公开13件、部分公开5件",
    "其中自然人7件",
    "结转下年度继续办理3件",
    "未发生政府信息公开行政复议案件",
    "行政诉讼案件2件，结果维持1件",
    "现行有效12件",
    "收取信息处理费0元",
    "::error::",
    "##[error]",
    "\u{1b}[31m",
    "\u{9b}",
    "\u{202e}",
    "\u{fffe}",
    "\u{85}",
    "<&>\"'",
];
