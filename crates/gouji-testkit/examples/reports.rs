//! Writes generated reports into a folder, each of a different agency. Every run writes the same reports. `cargo xtask bench`
//! measures the command line with them.

#![allow(clippy::unwrap_used, reason = "a program for developers")]

use std::path::PathBuf;
use std::{env, fs, io};

use gouji_testkit::generate::GeneratedReport;
use gouji_testkit::render::{STYLES, Style, render_for};
use rand::SeedableRng;
use rand::rngs::StdRng;

/// The agency of every generated report; it is replaced by a name of its own.
const AGENCY: &str = "青山县";
const YEAR: u16 = 2024;
const SYLLABLES: [&str; 22] = [
    "安", "宝", "昌", "东", "丰", "高", "和", "江", "康", "林", "明", "宁", "平", "清", "石", "泰", "文", "溪", "新",
    "永", "云", "泽",
];
/// Reports per folder.
const FOLDER: usize = 100;

fn main() -> io::Result<()> {
    let mut arguments = env::args_os().skip(1);
    let usage = || io::Error::other("name the folder, the number of reports, and `markdown` or `mixed` layouts");
    let folder = PathBuf::from(arguments.next().ok_or_else(usage)?);
    let count = arguments.next().and_then(|count| count.to_str()?.parse().ok()).ok_or_else(usage)?;
    let layouts = match arguments.next().as_deref().and_then(|layouts| layouts.to_str()) {
        Some("markdown") => &[Style::PipesWithRules][..],
        Some("mixed") => &STYLES[..],
        _ => return Err(usage()),
    };
    for at in 0_usize..count {
        let random = &mut StdRng::seed_from_u64(u64::try_from(at).unwrap());
        let report = GeneratedReport::random(random);
        let text = render_for(&report, YEAR, layouts[at % layouts.len()], random);
        let folder = folder.join(format!("{:03}", at / FOLDER));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{at:06}.md")), text.replace(AGENCY, &agency(at)))?;
    }
    Ok(())
}

/// A different agency name for every report.
fn agency(mut at: usize) -> String {
    let mut name = String::new();
    for _ in 0..4 {
        name += SYLLABLES[at % SYLLABLES.len()];
        at /= SYLLABLES.len();
    }
    name + "县"
}
