//! Texts of any length that could make gouji slow, each a repetition of one kind of line.

use crate::seeds::CLEAN;

/// The beginning of all texts, so that they are reports.
const HEAD: &str = "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n三、收到和处理政府信息公开申请情况\n\n";

/// A paragraph of sentences that repeat figures of the tables, or look like it.
const FIGURES: &str = "2024年，全县共收到政府信息公开申请28件，上年结转4件；办结29件，其中予以公开13件、部分公开5件、\
不予公开2件，结转下年度继续办理3件。县教育局收到政府信息公开申请9件，同比增长5%，予以公开8件（自然人7件）。全年未发生\
政府信息公开行政复议案件，行政诉讼案件2件，结果维持1件。制发行政规范性文件3件，废止1件，现行有效12件。\n";

/// A sentence that a blank line breaks in two.
const BROKEN: &str =
    "2024年，全县坚持以公开为常态、不公开为例外，依法依规公开政府信息，扎实\n\n推进政务公开各项工作，成效明显。\n\n";

/// A kind of text: its name, a beginning, and a repeated body.
pub struct GrowthKind {
    /// Its name.
    pub name: &'static str,
    front: &'static str,
    body: RepeatedBody,
}

enum RepeatedBody {
    Same(&'static str),
    Numbered(fn(usize) -> String),
}

const fn repeated(name: &'static str, body: &'static str) -> GrowthKind {
    GrowthKind { name, front: "", body: RepeatedBody::Same(body) }
}

const fn repeated_after(name: &'static str, front: &'static str, body: &'static str) -> GrowthKind {
    GrowthKind { name, front, body: RepeatedBody::Same(body) }
}

/// All kinds.
pub const KINDS: &[GrowthKind] = &[
    repeated("whole reports", CLEAN),
    repeated("rows between tabs", "\t\t2.重复申请\t0\t0\t0\t0\t0\t0\t0\n"),
    repeated("rows between pipes", "|  |  | 2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"),
    repeated("loose figures", "2.重复申请 0 0 0 0 0 0 0\n"),
    repeated("rows between commas", ",,2.重复申请,0,0,0,0,0,0,0\n"),
    repeated("rows with pipes between cells only", "2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0\n"),
    repeated(
        "rows of a grid with wrapped cells",
        "|  | 2.重复 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n|  | 申请 |  |  |  |  |  |  |  |\n+---+---+---+\n",
    ),
    repeated_after("lines of one wrapped cell", "+---+---+\n", "| 重复申请 |  |\n"),
    repeated("rows in drawn boxes", "│ 2.重复申请 │ 0 │ 0 │ 0 │ 0 │ 0 │ 0 │ 0 │\n"),
    repeated("labels of rows", "2.重复申请\n四、结转下年度继续办理\n"),
    repeated("figures under each other", "0\n"),
    repeated("rows with a figure too few and too many", "1.属于国家秘密 0 0 0 0 0 0\n2.重复申请 0 0 0 0 0 0 0 0\n"),
    repeated("torn labels", "2.重\n复申\n请 0 0 0 0 0 0 0\n"),
    repeated("lists in lists", "- - - - "),
    repeated("quotes in quotes", "> > > > "),
    repeated("emphasis in emphasis", "**__*_"),
    repeated("quoted cells", "\"甲\n乙\"\t"),
    repeated("numbered lines", "一、深化认识\n（一）健全体系\n1.夯实基础\n"),
    repeated("introductions", "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\n"),
    repeated("prose", FIGURES),
    repeated_after("a row of tabs", "\t\t2.重复申请", "\t0"),
    repeated_after("a row of pipes", "| 2.重复申请 ", "| 0 "),
    repeated_after("a row of tabs and words", "\t\t2.重复申请", "\t其他"),
    repeated_after("a label over lines", "\t重复申请\n", "乙\n"),
    repeated_after("a body's name", "收到政府信息公开申请28件，", "各"),
    repeated("sums in sums", "5件，其中"),
    repeated("sums in brackets", "5件（其中"),
    repeated("one line of words", "推进政务公开工作"),
    repeated("one line of figures", "收到政府信息公开申请12件，"),
    repeated("one line of digits", "1"),
    repeated("one line of blanks", "0 "),
    repeated("nested numbers", "一、（一）1.（1）"),
    repeated("lists in lists", "（一）甲\n1.乙\n3.丙\n"),
    repeated("lists and tables", "（一）甲\n<table><tr><td>2.重复申请</td><td>0</td></tr></table>\n"),
    repeated("numbers in numbers", "1."),
    GrowthKind {
        name: "numbers that count",
        front: "",
        body: RepeatedBody::Numbered(|at| format!("{}.夯实基础\n", at + 1)),
    },
    GrowthKind {
        name: "numbers that count down",
        front: "",
        body: RepeatedBody::Numbered(|at| format!("{}.夯实基础\n", 99_999_usize.saturating_sub(at))),
    },
    repeated("a section again", "一、总体情况\n\n"),
    repeated("sections again", "一、总体情况\n\n二、主动公开政府信息情况\n\n六、其他需要报告的事项\n\n"),
    repeated("marked headings", "# 总体情况\n"),
    repeated("marks of wrong levels", "## （一）夯实基础\n#### （二）夯实基础\n"),
    repeated("paragraphs broken by blank lines", BROKEN),
    GrowthKind {
        name: "labels with a slip",
        front: "",
        body: RepeatedBody::Numbered(|_| CLEAN.replace("其他法律行政法规禁止公开", "其他法律法规禁止公开")),
    },
    repeated(
        "tables with few of their rows",
        "规章\t0\t0\t0\n\n行政许可\t0\n\n2.重复申请\t0\t0\t0\t0\t0\t0\t0\n\n推进政务公开工作。\n\n",
    ),
    repeated_after("HTML cells", "<table><tr>", "<td>0</td>"),
    repeated_after("HTML attributes", "<table><tr><td", " a=\"1\""),
    repeated_after("HTML rows", "<table>", "<tr><td>2.重复申请</td><td>0</td></tr>"),
    repeated("HTML tables", "<table><tr><td>2.重复申请</td><td>0</td></tr></table>\n"),
    repeated_after("HTML attributes between double quotes", "<table><td", " a=\"1\""),
    repeated_after("HTML attributes without a name", "<table><td", " \"=\""),
    repeated_after("HTML attributes between single quotes", "<table><td", " a='1'"),
    repeated_after("HTML attributes without quotes", "<table><td", " a=1"),
    repeated_after("HTML tables in cells", "<table>", "<tr><td><table>"),
    repeated_after("HTML elements in elements", "<table><td>", "<b><div>"),
    repeated("HTML entities", "&nbsp;&#49;&quot;"),
    repeated("HTML tables not closed", "<table><tr><td>2.重复申请\n"),
    repeated_after("HTML spans", "<table>", "<tr><td rowspan=\"1000\" colspan=\"1000\">0</td></tr>"),
    repeated("allow comments", "<!-- gouji: allow tally-mismatch -->\n"),
    GrowthKind {
        name: "allow comments beside findings",
        front: "",
        body: RepeatedBody::Numbered(|_| "加强资金资金管理。<!-- gouji: allow repeated-word -->\n".to_owned()),
    },
    repeated("allow comments on one line", "<!-- gouji: allow tally-mismatch -->"),
    repeated("comments not closed", "<!-- gouji: allow tally-mismatch\n"),
    repeated("opening marks", "（“《"),
    repeated("closing marks", "）”》"),
    repeated("years", "2019年，"),
    repeated("citations", "《中华人民共和国政府信息公开条例》第二十条"),
    repeated("words that stand twice", "疫情疫情，"),
    repeated("page marks on one line", "第1页\u{2028}"),
    repeated("headings of a wrong level", "## （二）健全体系\n"),
    repeated("paragraphs broken by blank lines", "推进政务公开工作，加强制度建设，\n\n提高服务水平，\n\n"),
    repeated("labels off by a character", "\t\t2.重复申清\t0\t0\t0\t0\t0\t0\t0\n"),
    repeated("allow comments on one line", "加强资金资金管理。<!-- gouji: allow repeated-word -->"),
    repeated("residue", "[bookmark: _GoBack]\n第1页\n"),
    repeated("blank lines", "\n"),
    repeated("carriage returns", "\r"),
    repeated("findings between carriage returns", "加强资金资金管理。\r"),
    repeated("tabs", "\t"),
    repeated("pipes", "|"),
    repeated("titles", "青山县2024年政府信息公开工作年度报告\n"),
    repeated("totals", "总计\t0\t0\n"),
];

impl GrowthKind {
    /// A text of this kind, of at least `bytes` bytes.
    pub fn text(&self, bytes: usize) -> String {
        let mut text = HEAD.to_owned() + self.front;
        match self.body {
            RepeatedBody::Same(body) => text.push_str(&body.repeat((bytes / body.len()).max(1))),
            RepeatedBody::Numbered(line) => {
                let end = text.len() + bytes;
                let mut lines = (0..).map(line);
                while text.len() < end {
                    text.extend(lines.next());
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_lint::{Analysis, Applicability};

    /// The kinds for testing fix-all must have safe fixes.
    #[test]
    fn kinds_for_fix_all_have_safe_fixes() {
        for name in ["marks of wrong levels", "paragraphs broken by blank lines", "labels with a slip"] {
            let kind = KINDS.iter().find(|kind| kind.name == name).expect(name);
            let findings = Analysis::new(&kind.text(40_000)).findings;
            let fixes = findings.iter().flat_map(|finding| &finding.fixes);
            let safe = fixes.filter(|fix| fix.applicability == Applicability::Safe).count();
            assert!(safe > 3, "{name}: {safe}");
        }
    }
}
