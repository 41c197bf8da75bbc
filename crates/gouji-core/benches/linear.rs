//! Does the time for a text grow with its length, and no faster? Whole way from text to findings, medians of runs that
//! alternate between a length and its double, so that a slow moment of the machine meets both.
//!
//! `cargo bench -p gouji-core --bench linear`

use std::time::{Duration, Instant};

use gouji_core::{Analysis, Syntax};

const CLEAN: &str = include_str!("../src/rules/clean.txt");

/// A paragraph of sentences that repeat figures of the tables, or seem to.
const FIGURES: &str = "2024年，全县共收到政府信息公开申请28件，上年结转4件；办结29件，其中予以公开13件、部分公开5件、\
不予公开2件，结转下年度继续办理3件。县教育局收到政府信息公开申请9件，同比增长5%，予以公开8件（自然人7件）。全年未发生\
政府信息公开行政复议案件，行政诉讼案件2件，结果维持1件。制发行政规范性文件3件，废止1件，现行有效12件。\n";

/// What the text is made of, again and again.
fn bodies() -> [(&'static str, String); 7] {
    let table = |from: &str| CLEAN.get(CLEAN.find(from).unwrap_or(0)..).unwrap_or_default().to_owned();
    [
        ("whole reports", CLEAN.to_owned()),
        ("rows between tabs", "\t\t2.重复申请\t0\t0\t0\t0\t0\t0\t0\n".to_owned()),
        ("rows between pipes", "|  |  | 2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n".to_owned()),
        ("loose figures", "2.重复申请 0 0 0 0 0 0 0\n".to_owned()),
        ("numbered lines", "一、深化认识\n（一）健全体系\n1.夯实基础\n".to_owned()),
        ("introductions", table("本报告中").lines().next().unwrap_or_default().to_owned() + "\n"),
        ("prose", FIGURES.to_owned()),
    ]
}

fn text(body: &str, bytes: usize) -> String {
    let head = "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n三、收到和处理政府信息公开申请情况\n\n";
    head.to_owned() + &body.repeat(bytes / body.len() + 1)
}

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
    let parse = |text: &str| drop(Syntax::parse(text));
    let analyse = |text: &str| drop(Analysis::of(text));
    println!("{:<20} {:<8} {:>10} {:>12} {:>8}", "text", "step", "bytes", "median", "x2");
    for (name, body) in bodies() {
        for (step, work) in [("parse", parse as fn(&str)), ("all", analyse)] {
            for bytes in [10_000, 100_000, 1_000_000, 5_000_000] {
                let (single, double) = (text(&body, bytes), text(&body, 2 * bytes));
                let runs = if bytes > 500_000 { 3 } else { 15 };
                let pairs: Vec<_> = (0..runs).map(|_| (time(&single, work), time(&double, work))).collect();
                let (single, double): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
                let (single, double) = (median(single), median(double));
                let growth = double.as_secs_f64() / single.as_secs_f64();
                println!("{name:<20} {step:<8} {bytes:>10} {:>9.2} ms {growth:>7.2}", single.as_secs_f64() * 1e3);
            }
        }
    }
}
