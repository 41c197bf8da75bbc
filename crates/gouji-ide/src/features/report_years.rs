//! The years of new reports.

use core::time::Duration;

/// China's time is eight hours ahead of UTC.
const CHINA: Duration = Duration::from_secs(8 * 3_600);
/// The average length of a year. The year may be wrong for a day around New Year's Eve, which does not matter here.
const YEAR: Duration = Duration::from_secs(31_556_952);

/// The years for which a report may be written at a time since the beginning of 1970, the likeliest first: the report of a year is due at the
/// end of January after it, and the first drafts are written in autumn.
pub fn report_years(time: Duration) -> [u16; 2] {
    let time = time.saturating_add(CHINA).as_secs();
    let years = u16::try_from(time / YEAR.as_secs()).unwrap_or_default();
    let this = 1970_u16.saturating_add(years);
    let is_autumn = time % YEAR.as_secs() > YEAR.as_secs() * 2 / 3;
    if is_autumn { [this, this - 1] } else { [this - 1, this] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_of_last_year_comes_first_until_autumn() {
        for (seconds, expected) in [
            // 2026-01-15, 2026-06-01 and 2026-11-15
            (1_768_435_200, [2025, 2026]),
            (1_780_272_000, [2025, 2026]),
            (1_794_700_800, [2026, 2025]),
            (0, [1969, 1970]),
        ] {
            assert_eq!(report_years(Duration::from_secs(seconds)), expected, "{seconds}");
        }
    }
}
