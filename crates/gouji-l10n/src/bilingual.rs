use std::borrow::Cow;

use serde::Deserialize;

use super::Locale;

/// Words in each language of the users.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_l10n))]
pub struct Bilingual {
    /// Chinese.
    pub zh: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
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
