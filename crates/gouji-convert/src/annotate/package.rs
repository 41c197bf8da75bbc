//! Writes a package with changed parts. All other parts are copied as they are, without unpacking them.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::Failure;
use crate::word::package::{Package, resolve};

const CONTENT_TYPES: &str = "[Content_Types].xml";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const RELATION_TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const RELATIONS_NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The parts that change.
pub struct Parts {
    /// The document.
    pub document: String,
    /// The comments, if there are any.
    pub comments: Option<String>,
    /// The name of the part with the comments.
    comments_name: String,
    /// Other changed parts: their names and contents.
    others: Vec<(String, String)>,
}

impl Parts {
    /// Reads the parts that change from a package whose document has this name.
    pub fn read(package: &mut Package<'_>, document: &str) -> Result<Self, Failure> {
        let (folder, name) = document.rsplit_once('/').unwrap_or(("", document));
        let relations_name = resolve(folder, &format!("_rels/{name}.rels"));
        let old = package.related_name(document, "/comments")?;
        if let Some(comments_name) = old {
            let comments = package.part(&comments_name)?;
            return Ok(Self { document: String::new(), comments, comments_name, others: Vec::new() });
        }
        let mut comments_name = resolve(folder, "comments.xml");
        while package.part(&comments_name)?.is_some() {
            comments_name = comments_name.replace(".xml", "_.xml");
        }
        let target = comments_name.rsplit('/').next().unwrap_or_default();
        let blank = format!("<Relationships xmlns=\"{RELATIONS_NAMESPACE}\"></Relationships>");
        let relations = package.part(&relations_name)?.unwrap_or(blank);
        let mut id = "gouji".to_owned();
        while relations.contains(&format!("\"{id}\"")) {
            id.push('_');
        }
        let relation = format!("<Relationship Id=\"{id}\" Type=\"{RELATION_TYPE}\" Target=\"{target}\"/>");
        let types = package.part(CONTENT_TYPES)?.unwrap_or_default();
        let kind = format!("<Override PartName=\"/{comments_name}\" ContentType=\"{COMMENTS_TYPE}\"/>");
        let mut others = vec![(relations_name, with_child(&relations, &relation)?)];
        // Packages of tests have no content types. Word requires them.
        if !types.is_empty() {
            others.push((CONTENT_TYPES.to_owned(), with_child(&types, &kind)?));
        }
        Ok(Self { document: String::new(), comments: None, comments_name, others })
    }
}

/// The part with an element added at the end of its root.
fn with_child(part: &str, child: &str) -> Result<String, Failure> {
    match part.rfind("</") {
        Some(end) => Ok([part.get(..end), Some(child), part.get(end..)].into_iter().flatten().collect()),
        None => Err(Failure::Damaged),
    }
}

/// The package `bytes` with these parts, of which the document has the name `document`.
pub fn write(bytes: &[u8], document: &str, parts: &Parts) -> Result<Vec<u8>, Failure> {
    let mut changed: Vec<(&str, &str)> = vec![(document, &parts.document)];
    changed.extend(parts.comments.as_deref().map(|comments| (parts.comments_name.as_str(), comments)));
    changed.extend(parts.others.iter().map(|(name, part)| (name.as_str(), part.as_str())));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Failure::Damaged)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| Failure::Damaged)?;
        let position = entry.name().ok().and_then(|own| changed.iter().position(|(name, _)| own == *name));
        match position {
            Some(position) => {
                let (name, part) = changed.remove(position);
                drop(entry);
                add(&mut writer, name, part, options)?;
            }
            None => writer.raw_copy_file(entry).map_err(|_| Failure::Damaged)?,
        }
    }
    for (name, part) in changed {
        add(&mut writer, name, part, options)?;
    }
    Ok(writer.finish().map_err(|_| Failure::Damaged)?.into_inner())
}

fn add(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    part: &str,
    options: SimpleFileOptions,
) -> Result<(), Failure> {
    writer.start_file(name, options).map_err(|_| Failure::Damaged)?;
    writer.write_all(part.as_bytes()).map_err(|_| Failure::Damaged)
}
