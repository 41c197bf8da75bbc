//! What an editor can ask about a report. Every feature is a pure function in a file of its own.

pub mod accept;
pub mod citations;
pub mod code_actions;
pub mod compare_years;
pub mod completion;
pub mod convert_table;
pub mod current_figure;
pub mod definition;
pub mod document;
pub mod export;
pub mod figures;
pub mod fix_all;
pub mod folding;
pub mod formatting;
pub mod hover;
pub mod inlay_hints;
pub mod lenses;
pub mod links;
mod outline;
pub mod overview;
pub mod preview;
pub mod reading;
pub mod related;
mod relations;
pub mod rename;
pub mod report_years;
pub mod selection;
pub mod symbols;
mod text_cells;
pub mod workspace_symbols;

#[cfg(test)]
mod fixture {
    use std::sync::Arc;

    use gouji_lint::Analysis;
    use gouji_report::Report;

    /// A report with a wrong total in table 3: the total of the row （一） is 3, but its columns add up to 2.
    pub const TEXT: &str = "某区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n（一）主动公开情况\n\n按要求公开。\n\n全区共收到政府信息公开申请3件，其中予以公开2件。\n\n（二）监督保障情况\n\n1.加强培训\n\n2.严格考核。加强监督。\n\n三、收到和处理政府信息公开申请情况\n\n\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n一、本年新收政府信息公开申请数量\t\t3\t0\t0\t0\t0\t0\t3\n三、本年度办理结果\t（一）予以公开\t2\t0\t0\t0\t0\t0\t3\n\n五、存在的主要问题及改进情况\n\n无\n";

    pub fn report() -> Report {
        Arc::unwrap_or_clone(Analysis::new(TEXT).report.expect("the fixture is a report"))
    }

    /// The byte offset of the `nth` occurrence of `needle`, counted from 0.
    pub fn at(needle: &str, nth: usize) -> usize {
        TEXT.match_indices(needle).nth(nth).expect("the needle is there").0
    }
}
