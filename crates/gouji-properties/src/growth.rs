//! Texts of any length that could make a reader slow, each of one kind of line again and again.

use crate::seeds::CLEAN;

/// What stands before all of them, so that they are reports.
const HEAD: &str = "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n三、收到和处理政府信息公开申请情况\n\n";

/// A paragraph of sentences that repeat figures of the tables, or seem to.
const FIGURES: &str = "2024年，全县共收到政府信息公开申请28件，上年结转4件；办结29件，其中予以公开13件、部分公开5件、\
不予公开2件，结转下年度继续办理3件。县教育局收到政府信息公开申请9件，同比增长5%，予以公开8件（自然人7件）。全年未发生\
政府信息公开行政复议案件，行政诉讼案件2件，结果维持1件。制发行政规范性文件3件，废止1件，现行有效12件。\n";

/// A sentence that a blank line breaks in two.
const BROKEN: &str =
    "2024年，全县坚持以公开为常态、不公开为例外，依法依规公开政府信息，扎实\n\n推进政务公开各项工作，成效明显。\n\n";

/// A kind of text: its name, what stands once in front, and what is repeated.
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    front: &'static str,
    body: Body,
}

enum Body {
    Same(&'static str),
    Numbered(fn(usize) -> String),
}

const fn same(name: &'static str, body: &'static str) -> Kind {
    Kind { name, front: "", body: Body::Same(body) }
}

const fn behind(name: &'static str, front: &'static str, body: &'static str) -> Kind {
    Kind { name, front, body: Body::Same(body) }
}

/// All kinds.
pub const KINDS: &[Kind] = &[
    same("whole reports", CLEAN),
    same("rows between tabs", "\t\t2.重复申请\t0\t0\t0\t0\t0\t0\t0\n"),
    same("rows between pipes", "|  |  | 2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"),
    same("loose figures", "2.重复申请 0 0 0 0 0 0 0\n"),
    same("rows between commas", ",,2.重复申请,0,0,0,0,0,0,0\n"),
    same("rows with pipes between cells only", "2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0\n"),
    same(
        "rows of a grid with wrapped cells",
        "|  | 2.重复 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n|  | 申请 |  |  |  |  |  |  |  |\n+---+---+---+\n",
    ),
    behind("lines of one wrapped cell", "+---+---+\n", "| 重复申请 |  |\n"),
    same("rows in drawn boxes", "│ 2.重复申请 │ 0 │ 0 │ 0 │ 0 │ 0 │ 0 │ 0 │\n"),
    same("labels of rows", "2.重复申请\n四、结转下年度继续办理\n"),
    same("figures under each other", "0\n"),
    same("rows with a figure too few and too many", "1.属于国家秘密 0 0 0 0 0 0\n2.重复申请 0 0 0 0 0 0 0 0\n"),
    same("torn labels", "2.重\n复申\n请 0 0 0 0 0 0 0\n"),
    same("lists in lists", "- - - - "),
    same("quotes in quotes", "> > > > "),
    same("emphasis in emphasis", "**__*_"),
    same("quoted cells", "\"甲\n乙\"\t"),
    same("numbered lines", "一、深化认识\n（一）健全体系\n1.夯实基础\n"),
    same("introductions", "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\n"),
    same("prose", FIGURES),
    behind("a row of tabs", "\t\t2.重复申请", "\t0"),
    behind("a row of pipes", "| 2.重复申请 ", "| 0 "),
    behind("a row of tabs and words", "\t\t2.重复申请", "\t其他"),
    behind("a label over lines", "\t重复申请\n", "乙\n"),
    behind("a body's name", "收到政府信息公开申请28件，", "各"),
    same("sums in sums", "5件，其中"),
    same("sums in brackets", "5件（其中"),
    same("one line of words", "推进政务公开工作"),
    same("one line of figures", "收到政府信息公开申请12件，"),
    same("one line of digits", "1"),
    same("one line of blanks", "0 "),
    same("nested numbers", "一、（一）1.（1）"),
    same("lists in lists", "（一）甲\n1.乙\n3.丙\n"),
    same("lists and tables", "（一）甲\n<table><tr><td>2.重复申请</td><td>0</td></tr></table>\n"),
    same("numbers in numbers", "1."),
    Kind { name: "numbers that count", front: "", body: Body::Numbered(|at| format!("{}.夯实基础\n", at + 1)) },
    Kind {
        name: "numbers that count down",
        front: "",
        body: Body::Numbered(|at| format!("{}.夯实基础\n", 99_999_usize.saturating_sub(at))),
    },
    same("a section again", "一、总体情况\n\n"),
    same("sections again", "一、总体情况\n\n二、主动公开政府信息情况\n\n六、其他需要报告的事项\n\n"),
    same("marked headings", "# 总体情况\n"),
    same("marks of wrong levels", "## （一）夯实基础\n#### （二）夯实基础\n"),
    same("paragraphs broken by blank lines", BROKEN),
    Kind {
        name: "labels with a slip",
        front: "",
        body: Body::Numbered(|_| CLEAN.replace("其他法律行政法规禁止公开", "其他法律法规禁止公开")),
    },
    behind("HTML cells", "<table><tr>", "<td>0</td>"),
    behind("HTML attributes", "<table><tr><td", " a=\"1\""),
    behind("HTML rows", "<table>", "<tr><td>2.重复申请</td><td>0</td></tr>"),
    same("HTML tables", "<table><tr><td>2.重复申请</td><td>0</td></tr></table>\n"),
    behind("HTML attributes between double quotes", "<table><td", " a=\"1\""),
    behind("HTML attributes without a name", "<table><td", " \"=\""),
    behind("HTML attributes between single quotes", "<table><td", " a='1'"),
    behind("HTML attributes without quotes", "<table><td", " a=1"),
    behind("HTML tables in cells", "<table>", "<tr><td><table>"),
    behind("HTML elements in elements", "<table><td>", "<b><div>"),
    same("HTML entities", "&nbsp;&#49;&quot;"),
    same("HTML tables not closed", "<table><tr><td>2.重复申请\n"),
    behind("HTML spans", "<table>", "<tr><td rowspan=\"1000\" colspan=\"1000\">0</td></tr>"),
    same("allow comments", "<!-- gouji: allow tally-mismatch -->\n"),
    Kind {
        name: "allow comments beside findings",
        front: "",
        body: Body::Numbered(|_| "加强资金资金管理。<!-- gouji: allow repeated-word -->\n".to_owned()),
    },
    same("allow comments on one line", "<!-- gouji: allow tally-mismatch -->"),
    same("comments not closed", "<!-- gouji: allow tally-mismatch\n"),
    same("opening marks", "（“《"),
    same("closing marks", "）”》"),
    same("years", "2019年，"),
    same("citations", "《中华人民共和国政府信息公开条例》第二十条"),
    same("words that stand twice", "疫情疫情，"),
    same("page marks on one line", "第1页\u{2028}"),
    same("headings of a wrong level", "## （二）健全体系\n"),
    same("paragraphs broken by blank lines", "推进政务公开工作，加强制度建设，\n\n提高服务水平，\n\n"),
    same("labels off by a character", "\t\t2.重复申清\t0\t0\t0\t0\t0\t0\t0\n"),
    same("allow comments on one line", "加强资金资金管理。<!-- gouji: allow repeated-word -->"),
    same("residue", "[bookmark: _GoBack]\n第1页\n"),
    same("blank lines", "\n"),
    same("carriage returns", "\r"),
    same("findings between carriage returns", "加强资金资金管理。\r"),
    same("tabs", "\t"),
    same("pipes", "|"),
    same("titles", "青山县2024年政府信息公开工作年度报告\n"),
    same("totals", "总计\t0\t0\n"),
];

impl Kind {
    /// A text of this kind, of at least `bytes` bytes.
    pub fn text(&self, bytes: usize) -> String {
        let mut text = HEAD.to_owned() + self.front;
        match self.body {
            Body::Same(body) => text.push_str(&body.repeat((bytes / body.len()).max(1))),
            Body::Numbered(line) => {
                let behind = text.len() + bytes;
                let mut lines = (0..).map(line);
                while text.len() < behind {
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

    /// A kind that is meant to make fix-all work must give it something to do.
    #[test]
    fn kinds_that_are_to_be_mended_can_be() {
        for name in ["marks of wrong levels", "paragraphs broken by blank lines", "labels with a slip"] {
            let kind = KINDS.iter().find(|kind| kind.name == name).expect(name);
            let findings = Analysis::new(&kind.text(40_000)).findings;
            let fixes = findings.iter().flat_map(|finding| &finding.fixes);
            let safe = fixes.filter(|fix| fix.applicability == Applicability::Safe).count();
            assert!(safe > 3, "{name}: {safe}");
        }
    }
}
