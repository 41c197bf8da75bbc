//! Any `gouji.toml` is either valid, or has problems with places inside it.

use std::path::Path;

use gouji_config::Config;
use gouji_l10n::{Catalogue, Locale};

use crate::assert_inside;

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match Config::parse(&text) {
        Ok(config) => {
            for path in ["a.txt", "历年/2020.md", "../b", "a/b/c.html", ""] {
                let policy = config.policy(Path::new(path));
                assert_eq!(config.policy(Path::new(path)), policy);
            }
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            assert!(problems.is_sorted_by_key(|problem| problem.span), "in the order of the text");
            for problem in &problems {
                assert_inside(&text, problem.span, "a problem");
                assert!(!Catalogue::for_locale(Locale::Chinese).render(&problem.message).is_empty());
            }
            assert_eq!(Config::parse(&text).expect_err("as before"), problems);
        }
    }
}
