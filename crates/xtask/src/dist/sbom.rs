//! The software bill of materials: every package in the program, in the format CycloneDX.

use super::VERSION;
use super::target::Target;
use crate::tools::command::Run as _;
use crate::tools::paths;
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A package with its licence and the packages on which it depends.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Component {
    /// The licence expression (SPDX).
    pub licence: String,
    dependencies: BTreeSet<Id>,
}

/// Name and version of a package.
pub type Id = (String, String);

/// The packages in the program of a platform. Packages that only run during the build are not in it.
pub fn components(target: &Target) -> Result<BTreeMap<Id, Component>> {
    let mut tree = paths::cargo();
    tree.args(["tree", "--locked", "--package", "gouji", "--target", target.triple]);
    tree.args(["--edges", "normal,no-proc-macro", "--prefix", "depth", "--format", "\t{p}\t{l}"]);
    let components = parse(&tree.printed()?)?;
    ensure!(components.len() > 50, "cargo tree lists {} packages only", components.len());
    Ok(components)
}

/// Reads lines with the depth, the package and the licence. Repeated packages end with `(*)`; their dependencies were listed before.
fn parse(tree: &str) -> Result<BTreeMap<Id, Component>> {
    let mut components: BTreeMap<Id, Component> = BTreeMap::new();
    let mut path: Vec<Id> = Vec::new();
    for line in tree.lines() {
        let mut fields = line.split('\t');
        let (depth, package, licence) = (fields.next(), fields.next(), fields.next());
        let depth: usize = depth.and_then(|depth| depth.parse().ok()).with_context(|| line.to_owned())?;
        let mut words = package.unwrap_or_default().split(' ');
        let (name, version) = words.next().zip(words.next()).with_context(|| line.to_owned())?;
        let id = (name.to_owned(), version.trim_start_matches('v').to_owned());
        let licence = licence.unwrap_or_default().trim_end_matches(" (*)").replace('/', " OR ");
        path.truncate(depth);
        if let Some(parent) = path.last().and_then(|parent| components.get_mut(parent)) {
            parent.dependencies.insert(id.clone());
        }
        path.push(id.clone());
        components.entry(id).or_default().licence = licence;
    }
    Ok(components)
}

/// The document. It has no time and no random number, so that the same sources give the same bytes.
pub fn document(target: &Target, components: &BTreeMap<Id, Component>) -> Result<String> {
    let own = components.get(&("gouji".to_owned(), VERSION.to_owned())).context("cargo tree does not list gouji")?;
    let component = |kind: &str, id: &Id, component: &Component| {
        json!({
            "type": kind, "bom-ref": purl(id), "purl": purl(id), "name": id.0, "version": id.1,
            "licenses": [{ "expression": component.licence }],
        })
    };
    let is_other = |(id, _): &(&Id, &Component)| id.0 != "gouji";
    let parts: Vec<Value> =
        components.iter().filter(is_other).map(|(id, part)| component("library", id, part)).collect();
    let dependencies: Vec<Value> = components
        .iter()
        .map(|(id, part)| json!({ "ref": purl(id), "dependsOn": part.dependencies.iter().map(purl).collect::<Vec<_>>() }))
        .collect();
    let mut program = component("application", &("gouji".to_owned(), VERSION.to_owned()), own);
    program["properties"] = json!([{ "name": "rust:target", "value": target.triple }]);
    let document = json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": { "component": program }, "components": parts, "dependencies": dependencies,
    });
    Ok(format!("{document:#}\n"))
}

/// The package URL.
fn purl((name, version): &Id) -> String {
    format!("pkg:cargo/{name}@{version}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "0\tgouji v0.1.0 (/home/somebody/gouji)\tMIT OR Apache-2.0\n1\tone v1.0.0\tMIT/Apache-2.0\n2\ttwo v2.0.0+x\tMIT\n\
                        1\ttwo v2.0.0+x\tMIT (*)\n";

    #[test]
    fn packages_and_their_dependencies_come_from_the_tree() {
        let components = parse(TREE).expect("a tree");
        let id = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        let (one, two) = (id("one", "1.0.0"), id("two", "2.0.0+x"));
        let expected = |licence: &str, dependencies: &[&Id]| Component {
            licence: licence.to_owned(),
            dependencies: dependencies.iter().map(|id| (*id).clone()).collect(),
        };
        assert_eq!(components[&id("gouji", "0.1.0")], expected("MIT OR Apache-2.0", &[&one, &two]));
        assert_eq!(components[&one], expected("MIT OR Apache-2.0", &[&two]));
        assert_eq!(components[&two], expected("MIT", &[]));
    }

    #[test]
    fn the_document_names_no_folder_of_the_machine() {
        let target = crate::dist::target::shipped().next().expect("a target");
        let document = document(target, &parse(TREE).expect("a tree")).expect("a document");
        assert!(document.contains("pkg:cargo/two@2.0.0+x") && !document.contains("somebody"), "{document}");
    }
}
