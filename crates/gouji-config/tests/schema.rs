//! The committed schema is the one that the program prints.

use std::fs;
use std::path::Path;

#[test]
fn the_committed_schema_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gouji.schema.json");
    let committed = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    let generated = format!("{:#}\n", gouji_config::schema());
    assert!(committed == generated, "gouji.schema.json is stale: cargo xtask docs");
}
