//! Folding of sections, subsections and tables.

use gouji_report::Report;
use gouji_text::{CancelToken, Cancelled, Span};

use super::outline::{Item, Node, outline};

/// The spans that can be folded, each from its first line to its last line.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn folds(text: &str, report: &Report, cancel: CancelToken<'_>) -> Result<Vec<Span>, Cancelled> {
    let mut folds = Vec::new();
    collect(&outline(text, report, cancel)?, report, &mut folds);
    Ok(folds)
}

fn collect(nodes: &[Node], report: &Report, folds: &mut Vec<Span>) {
    for node in nodes {
        let folds_itself = match node.item {
            Item::Heading(at) => report.headings.get(at).is_some_and(|heading| heading.stands_alone),
            Item::Table(_) => true,
        };
        folds.extend(folds_itself.then_some(node.span));
        collect(&node.children, report, folds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::{TEXT, report};

    #[test]
    fn sections_subsections_and_tables_fold() {
        let folds: Vec<(&str, &str)> = folds(TEXT, &report(), CancelToken::never())
            .expect("nobody cancels it")
            .into_iter()
            .map(|fold| {
                let mut lines = fold.slice(TEXT).lines();
                let first = lines.next().unwrap_or_default();
                (first.trim(), lines.next_back().unwrap_or(first).trim())
            })
            .collect();
        assert_eq!(
            folds,
            [
                ("一、总体情况", "2.严格考核。加强监督。"),
                ("（一）主动公开情况", "全区共收到政府信息公开申请3件，其中予以公开2件。"),
                ("（二）监督保障情况", "2.严格考核。加强监督。"),
                ("1.加强培训", "1.加强培训"),
                ("三、收到和处理政府信息公开申请情况", "三、本年度办理结果\t（一）予以公开\t2\t0\t0\t0\t0\t0\t3"),
                (
                    "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计",
                    "三、本年度办理结果\t（一）予以公开\t2\t0\t0\t0\t0\t0\t3"
                ),
                ("五、存在的主要问题及改进情况", "无"),
            ]
        );
    }
}
