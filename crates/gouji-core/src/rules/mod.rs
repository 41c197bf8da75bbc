//! The rules, one folder each. A new rule is a new folder, its line in [`ALL`] and its messages in the catalogues.

mod broken_paragraph;
mod carried_over_mismatch;
mod cell_count;
mod conversion_residue;
mod documents_in_force;
mod duplicate_section_number;
mod example;
mod heading_level;
mod missing_column;
mod missing_fee_statement;
mod missing_period;
mod missing_row;
mod missing_section;
mod names;
mod narrative_mismatch;
mod narrative_percentage;
mod narrative_sum;
mod outdated_table;
pub mod pages;
mod prose;
mod registry;
mod repeated_word;
mod row_label;
mod stray_latin;
mod tally_mismatch;
mod title_form;
mod torn_table;
mod unchanged_text;
mod unused_allow;

pub use names::{closest, named};
use prose::prose;
use registry::page;
pub(crate) use registry::run;
pub use registry::{Context, Failed, Findings, Page, Rule};

/// Every rule, by name.
pub const ALL: &[Rule] = &[
    broken_paragraph::RULE,
    carried_over_mismatch::RULE,
    cell_count::RULE,
    conversion_residue::RULE,
    documents_in_force::RULE,
    duplicate_section_number::RULE,
    heading_level::RULE,
    missing_column::RULE,
    missing_fee_statement::RULE,
    missing_period::RULE,
    missing_row::RULE,
    missing_section::RULE,
    narrative_mismatch::RULE,
    narrative_percentage::RULE,
    narrative_sum::RULE,
    outdated_table::RULE,
    repeated_word::RULE,
    row_label::RULE,
    stray_latin::RULE,
    tally_mismatch::RULE,
    title_form::RULE,
    torn_table::RULE,
    unchanged_text::RULE,
    unused_allow::RULE,
];

/// The rules that compare with last year's report.
pub(crate) const ACROSS_YEARS: [&str; 3] =
    [carried_over_mismatch::RULE.name, documents_in_force::RULE.name, unchanged_text::RULE.name];

/// The rule that speaks of comments which accept nothing. It runs behind the others.
pub(crate) const UNUSED_ALLOW: Rule = unused_allow::RULE;
