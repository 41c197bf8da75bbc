//! Each capability of the server has exactly one handler file, and each handler file has one capability.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use gouji_lsp::handlers::HANDLERS;
use gouji_lsp::{ClientContext, capabilities};
use ls_types::ServerCapabilities;
use serde_json::{Value, json};

/// A client that supports everything.
fn client() -> ClientContext {
    let params = json!({"capabilities": {
        "textDocument": {"diagnostic": {}},
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}, "diagnostics": {"refreshSupport": true}},
    }});
    ClientContext::new(&serde_json::from_value(params).expect("parameters"))
}

/// The names of the capabilities; those that are not in the protocol each by its own name.
fn names(capabilities: &ServerCapabilities) -> BTreeSet<String> {
    let mut capabilities = serde_json::to_value(capabilities).expect("JSON");
    let capabilities = capabilities.as_object_mut().expect("an object");
    let experimental = capabilities.remove("experimental").unwrap_or(Value::Null);
    let experimental = experimental.as_object().into_iter().flat_map(|map| map.keys().cloned());
    experimental.chain(capabilities.keys().cloned()).collect()
}

#[test]
fn each_handler_file_is_listed_once() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/handlers");
    let files: BTreeSet<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .filter(|name| name != "mod")
        .collect();
    let listed: Vec<String> = HANDLERS.iter().map(|handler| handler.file.to_owned()).collect();
    assert_eq!(listed, Vec::from_iter(files), "HANDLERS has the files in the order of their names");
}

#[test]
fn each_capability_has_exactly_one_handler() {
    let profile = client().profile;
    let mut owners: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for handler in HANDLERS {
        let mut own = ServerCapabilities::default();
        (handler.announce)(profile, &mut own);
        let own = names(&own);
        // The client registers the watched files when the server asks it to, and sends settings in any case: no capabilities.
        let announces = !["configuration", "watched_files"].contains(&handler.file);
        assert_eq!(own.len(), usize::from(announces), "{}: {own:?}", handler.file);
        for name in own {
            owners.entry(name).or_default().push(handler.file);
        }
    }
    assert!(owners.values().all(|files| files.len() == 1), "{owners:?}");
    let announced = names(&capabilities(profile));
    assert_eq!(announced, owners.into_keys().collect(), "no other code announces a capability");
}

#[test]
fn each_method_has_exactly_one_handler() {
    let mut methods = BTreeSet::new();
    for handler in HANDLERS {
        assert!(!handler.methods.is_empty(), "{}", handler.file);
        for method in handler.methods {
            assert!(methods.insert(method), "{method} has two handlers");
        }
    }
    assert_eq!(methods.len(), 35, "{methods:?}");
}

#[test]
fn each_method_is_documented_in_both_languages() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for page in ["editor.md", "editor.zh-CN.md"] {
        let text = fs::read_to_string(docs.join(page)).expect("a page");
        let named: BTreeSet<&str> = text.split('`').skip(1).step_by(2).filter(|code| code.contains('/')).collect();
        let answered: BTreeSet<&str> = HANDLERS.iter().flat_map(|handler| handler.methods).copied().collect();
        let undocumented: Vec<_> = answered.iter().filter(|method| !text.contains(&format!("`{method}`"))).collect();
        assert!(undocumented.is_empty(), "{page} lacks {undocumented:?}");
        let unknown: Vec<_> = named
            .difference(&answered)
            .filter(|name| !name.ends_with("/refresh") && **name != "gouji/documentsChanged")
            .collect();
        assert!(unknown.is_empty(), "{page} has methods without a handler: {unknown:?}");
    }
}
