use serde::Deserialize;

use super::Locale;

/// Words in each language of the users.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The words in `locale`.
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::Chinese => &self.zh,
            Locale::English => &self.en,
        }
    }
}
