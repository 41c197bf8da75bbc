//! Checks that the time for a text grows no faster than its length. Compares medians of runs that alternate between a length and its
//! double, so that a slow moment of the machine affects both. `cargo xtask growth` counts instructions instead.
//!
//! `cargo bench --locked -p gouji-lint --bench linear [KIND] [LONGEST]`, where LONGEST is in bytes

use std::time::{Duration, Instant};

use gouji_lint::Analysis;
use gouji_lint::fixing::fix_all;
use gouji_properties::growth::KINDS;
use gouji_report::Lines;

const LENGTHS: [usize; 4] = [10_000, 100_000, 1_000_000, 5_000_000];
/// A text of double length may take so many times as long.
const MAX_GROWTH: f64 = 2.2;

fn time(text: &str, work: fn(&str)) -> Duration {
    let started = Instant::now();
    work(text);
    started.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let wanted = |name: &str| arguments.first().is_none_or(|kind| name.contains(kind.as_str()));
    let longest = arguments.get(1).and_then(|bytes| bytes.parse().ok()).unwrap_or(usize::MAX);
    let parse = |text: &str| drop(Lines::parse(text));
    let analyse = |text: &str| drop(Analysis::new(text));
    let fix = |text: &str| drop(fix_all(text, Analysis::new(text), Analysis::new));
    println!("{:<32} {:<6} {:>10} {:>12} {:>8}", "text", "step", "bytes", "median", "x2");
    for kind in KINDS.iter().filter(|kind| wanted(kind.name)) {
        for (step, work) in [("parse", parse as fn(&str)), ("check", analyse), ("fix", fix)] {
            for bytes in LENGTHS.into_iter().filter(|bytes| *bytes <= longest) {
                let (single, double) = (kind.text(bytes), kind.text(2 * bytes));
                let runs = if bytes > 500_000 { 3 } else { 9 };
                let pairs: Vec<_> = (0..runs).map(|_| (time(&single, work), time(&double, work))).collect();
                let (single, double): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
                let (single, double) = (median(single), median(double));
                let growth = double.as_secs_f64() / single.as_secs_f64();
                let mark = if growth < MAX_GROWTH { "" } else { "  <" };
                let single = single.as_secs_f64() * 1e3;
                println!("{:<32} {step:<6} {bytes:>10} {single:>9.2} ms {growth:>7.2}{mark}", kind.name);
            }
        }
    }
}
