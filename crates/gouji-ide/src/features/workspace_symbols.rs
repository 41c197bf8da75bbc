//! The reports of the workspace by agency and year.

use gouji_text::{CancelToken, Cancelled};

use crate::documents::WorkspaceReport;

/// The largest number of reports in an answer.
const MAX_REPORTS: usize = 500;

/// The reports whose name matches the query: its characters occur in the name in the same order. The newest reports come first.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn matching(
    reports: Vec<WorkspaceReport>,
    query: &str,
    cancel: CancelToken<'_>,
) -> Result<Vec<WorkspaceReport>, Cancelled> {
    let query: Vec<char> = query.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let mut found = Vec::new();
    for report in reports {
        cancel.check()?;
        let name = report.name();
        let file = report.file_name();
        let mut letters = name.chars().chain(file.chars()).flat_map(char::to_lowercase);
        if query.iter().all(|wanted| letters.any(|letter| letter == *wanted)) {
            found.push(report);
        }
    }
    found.sort_by(|a, b| b.year.cmp(&a.year).then_with(|| a.agency.cmp(&b.agency)));
    found.truncate(MAX_REPORTS);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::ReportPlace;

    #[test]
    fn reports_are_found_by_agency_year_and_file_name() {
        let report = |agency: &str, year, file: &str| WorkspaceReport {
            place: ReportPlace::OnDisk(file.into()),
            agency: agency.to_owned(),
            year,
        };
        let all = || {
            vec![
                report("青山县", 2023, "/w/a.txt"),
                report("青山县", 2024, "/w/b.txt"),
                report("白水县", 2024, "/w/Old c.txt"),
            ]
        };
        let names = |query: &str| -> Vec<String> {
            let found = matching(all(), query, CancelToken::never()).expect("nobody cancels it");
            found.iter().map(WorkspaceReport::name).collect()
        };
        assert_eq!(names(""), ["白水县 2024", "青山县 2024", "青山县 2023"]);
        assert_eq!(names("青山 24"), ["青山县 2024"]);
        assert_eq!(names("OLD"), ["白水县 2024"]);
        assert_eq!(names("县市"), Vec::<String>::new());
        assert_eq!(matching(all(), "", CancelToken::new(&true.into())).err(), Some(Cancelled));
    }
}
