//! The documentation of a proposal. It is written when the user looks at the proposal.

use gouji_edition::blank_form::full_label;
use gouji_edition::{Edition, editions};
use gouji_l10n::{Bilingual, Catalogue, msg};

use crate::features::hover::HoverBlock;

/// What a proposal is about, by the ids of the edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentationTopic {
    /// Nothing with an explanation.
    None,
    /// The whole form.
    Edition {
        /// The edition.
        edition: String,
    },
    /// A section.
    Section {
        /// The edition.
        edition: String,
        /// The section.
        section: String,
    },
    /// A row of a table.
    Row {
        /// The edition.
        edition: String,
        /// The table.
        table: String,
        /// The row.
        row: String,
    },
    /// A sentence of a section.
    Sentence {
        /// The edition.
        edition: String,
        /// The section.
        section: String,
        /// The sentence.
        sentence: String,
    },
}

/// The documentation of a topic; `None` if there is none.
pub fn documentation(topic: &DocumentationTopic, catalogue: &Catalogue) -> Option<Vec<HoverBlock>> {
    let named = |id: &String| editions().iter().find(|edition| edition.id == *id);
    let text = |words: &Bilingual| HoverBlock::Text(words.get(catalogue.locale()).to_owned());
    let basis = |words: &Bilingual| HoverBlock::Text(catalogue.text(msg::HoverBasis { basis: words }));
    match topic {
        DocumentationTopic::None => None,
        DocumentationTopic::Edition { edition } => {
            let edition = named(edition)?;
            Some(vec![text(&edition.name), HoverBlock::Text(edition.document.to_string())])
        }
        DocumentationTopic::Section { edition, section } | DocumentationTopic::Sentence { edition, section, .. } => {
            let def = section_of(named(edition)?, section)?;
            Some(vec![HoverBlock::Title(def.title.to_string()), text(&def.explain), basis(&def.basis)])
        }
        DocumentationTopic::Row { edition, table, row } => {
            let edition = named(edition)?;
            let def = edition.tables.get(edition.table_index(table)?)?;
            let row = def.rows.get(def.row_index(row)?)?;
            let mut blocks = vec![HoverBlock::Title(full_label(def, row)), text(&row.explain)];
            blocks.extend(row.basis.as_ref().map(basis));
            Some(blocks)
        }
    }
}

fn section_of<'a>(edition: &'a Edition, id: &str) -> Option<&'a gouji_edition::SectionDef> {
    edition.sections.iter().find(|section| section.id == id)
}

#[cfg(test)]
mod tests {
    use gouji_l10n::Locale;

    use super::*;

    fn titles(topic: &DocumentationTopic) -> Option<Vec<HoverBlock>> {
        documentation(topic, Catalogue::for_locale(Locale::Chinese))
    }

    #[test]
    fn sections_and_rows_have_the_explanation_of_the_form() {
        let edition = "zfxxgk-2021".to_owned();
        let section = DocumentationTopic::Section { edition: edition.clone(), section: "overview".to_owned() };
        let blocks = titles(&section).expect("a documentation");
        assert_eq!((blocks.len(), &blocks[0]), (3, &HoverBlock::Title("总体情况".to_owned())));
        let row = DocumentationTopic::Row {
            edition: edition.clone(),
            table: "applications".to_owned(),
            row: "carried-in".to_owned(),
        };
        let blocks = titles(&row).expect("a documentation");
        assert_eq!(blocks[0], HoverBlock::Title("二、上年结转政府信息公开申请数量".to_owned()));
        assert_eq!(titles(&DocumentationTopic::Edition { edition }).map(|blocks| blocks.len()), Some(2));
    }

    #[test]
    fn unknown_ids_have_none() {
        let unknown = || "x".to_owned();
        assert_eq!(titles(&DocumentationTopic::None), None);
        assert_eq!(titles(&DocumentationTopic::Edition { edition: unknown() }), None);
        assert_eq!(
            titles(&DocumentationTopic::Row { edition: "zfxxgk-2021".into(), table: unknown(), row: unknown() }),
            None
        );
    }
}
