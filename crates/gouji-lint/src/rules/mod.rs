//! The rules. Each has its own folder. A new rule needs a new folder, a line in [`ALL`], and its messages in the catalogues.

mod announced_sections;
mod another_agency;
mod blank_cell;
mod broken_paragraph;
mod carried_over_mismatch;
mod carry_over;
mod cell_count;
mod chatbot_phrase;
mod conflicting_figures;
mod conversion_residue;
mod copied_text;
mod documents_in_force;
mod duplicate_row;
mod duplicate_section_number;
mod empty_section;
mod enumeration_order;
mod fee_mismatch;
mod field_error;
mod group;
mod half_width_punctuation;
mod heading_level;
mod heading_punctuation;
mod headings;
mod implausible_value;
mod impossible_date;
mod invalid_number;
mod last_year_figure;
mod missing_column;
mod missing_fee_statement;
mod missing_full_stop;
mod missing_period;
mod missing_row;
mod missing_section;
mod missing_subsection;
mod missing_table;
mod misspelt_citation;
mod misspelt_word;
mod names;
mod narrative_change;
mod narrative_mismatch;
mod narrative_percentage;
mod narrative_sum;
mod number_wording;
mod outdated_citation;
mod outdated_table;
mod personal_data;
mod placeholder;
mod prose;
mod registry;
mod repeated_punctuation;
mod repeated_title;
mod repeated_word;
mod row_label;
mod row_order;
mod section_number_order;
mod section_title;
mod signature_date;
mod stray_latin;
mod tables;
mod tally_mismatch;
mod title_form;
mod torn_table;
mod unbalanced_punctuation;
mod unchanged_figures;
mod unchanged_text;
mod unexpected_section;
mod unknown_row;
mod unread_report;
mod unreadable_table;
mod unused_allow;
mod year_mismatch;

pub use group::Group;
pub use names::{closest, closest_group, named};
use prose::{PlacedPassage, Split, prose, prose_and_headings};
use registry::page;
pub(crate) use registry::run;
pub use registry::{Context, Failed, Findings, Page, Rule};

/// Every rule, by name.
pub const ALL: &[Rule] = &[
    announced_sections::RULE,
    another_agency::RULE,
    blank_cell::RULE,
    broken_paragraph::RULE,
    carried_over_mismatch::RULE,
    cell_count::RULE,
    chatbot_phrase::RULE,
    conflicting_figures::RULE,
    conversion_residue::RULE,
    copied_text::RULE,
    documents_in_force::RULE,
    duplicate_row::RULE,
    duplicate_section_number::RULE,
    empty_section::RULE,
    enumeration_order::RULE,
    fee_mismatch::RULE,
    field_error::RULE,
    half_width_punctuation::RULE,
    heading_level::RULE,
    heading_punctuation::RULE,
    implausible_value::RULE,
    impossible_date::RULE,
    invalid_number::RULE,
    last_year_figure::RULE,
    missing_column::RULE,
    missing_fee_statement::RULE,
    missing_full_stop::RULE,
    missing_period::RULE,
    missing_row::RULE,
    missing_section::RULE,
    missing_subsection::RULE,
    missing_table::RULE,
    misspelt_citation::RULE,
    misspelt_word::RULE,
    narrative_change::RULE,
    narrative_mismatch::RULE,
    narrative_percentage::RULE,
    narrative_sum::RULE,
    number_wording::RULE,
    outdated_citation::RULE,
    outdated_table::RULE,
    personal_data::RULE,
    placeholder::RULE,
    repeated_punctuation::RULE,
    repeated_title::RULE,
    repeated_word::RULE,
    row_label::RULE,
    row_order::RULE,
    section_number_order::RULE,
    section_title::RULE,
    signature_date::RULE,
    stray_latin::RULE,
    tally_mismatch::RULE,
    title_form::RULE,
    torn_table::RULE,
    unbalanced_punctuation::RULE,
    unchanged_figures::RULE,
    unchanged_text::RULE,
    unexpected_section::RULE,
    unknown_row::RULE,
    unread_report::RULE,
    unreadable_table::RULE,
    unused_allow::RULE,
    year_mismatch::RULE,
];

/// The rules that compare with last year's report.
pub(crate) const NEEDS_LAST_YEAR: [&str; 5] = [
    carried_over_mismatch::RULE.name,
    documents_in_force::RULE.name,
    last_year_figure::RULE.name,
    unchanged_figures::RULE.name,
    unchanged_text::RULE.name,
];

/// The rules that compare with a report that has most of the prose in common.
pub(crate) const NEEDS_ALIKE_REPORT: [&str; 1] = [copied_text::RULE.name];

/// The rule for texts that cannot be checked. No other rule runs on these texts.
pub(crate) const UNREAD: Rule = unread_report::RULE;

/// The rule about comments that accept no finding. It runs after the other rules.
pub(crate) const UNUSED_ALLOW: Rule = unused_allow::RULE;
