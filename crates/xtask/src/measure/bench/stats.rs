//! Percentiles, and the format of figures in tables.

use std::time::Duration;

/// The minimum number of samples for a 99th percentile. With fewer it equals the longest time, which is accidental.
const MIN_TIMES_FOR_P99: usize = 100;

/// Repeated measurements of one time.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// A percentile by nearest rank. Zero if there are no times.
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).copied().unwrap_or_default()
    }

    pub fn median(&self) -> Duration {
        self.percentile(50)
    }

    /// Median, 95th and 99th percentile in milliseconds, as three cells. The last is a dash if there are too few times.
    pub fn cells(&self) -> [String; 3] {
        [50, 95, 99].map(|percent| match percent {
            99 if self.len() < MIN_TIMES_FOR_P99 => "–".to_owned(),
            _ => milliseconds(self.percentile(percent)),
        })
    }
}

impl FromIterator<Duration> for Times {
    fn from_iter<I: IntoIterator<Item = Duration>>(times: I) -> Self {
        Self(times.into_iter().collect())
    }
}

/// A duration in milliseconds, with the digits of [`figure`].
pub fn milliseconds(time: Duration) -> String {
    figure(time.as_secs_f64() * 1e3)
}

/// A number with three significant digits, without an exponent, and with at most three decimals.
pub fn figure(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        size if size < 0.0005 => "< 0.001".to_owned(),
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

/// The quotient `other` ÷ `one`.
pub fn ratio(other: Duration, one: Duration) -> f64 {
    other.as_secs_f64() / one.as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let times: Times = (1..=200).rev().map(Duration::from_millis).collect();
        assert_eq!([50, 95, 99].map(|at| times.percentile(at).as_millis()), [100, 190, 198]);
        let one: Times = std::iter::once(Duration::from_millis(7)).collect();
        assert_eq!([50, 99].map(|at| one.percentile(at).as_millis()), [7, 7]);
        assert_eq!(Times::default().median(), Duration::ZERO);
    }

    #[test]
    fn a_99th_percentile_takes_100_times() {
        let cells = |count| (1..=count).map(Duration::from_millis).collect::<Times>().cells();
        assert_eq!(cells(100), ["50.0", "95.0", "99.0"]);
        assert_eq!(cells(99), ["50.0", "95.0", "–"]);
    }

    #[test]
    fn figures_have_three_digits() {
        let figures = [0.0, 0.0001, 0.0314, 1.777, 23.45, 1234.5].map(figure);
        assert_eq!(figures, ["0", "< 0.001", "0.031", "1.78", "23.4", "1234"]);
    }
}
