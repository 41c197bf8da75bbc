//! Files that a command line means more than once, under several names.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::run::inputs::{Input, Origin};

/// The same inputs, each file once: under the name that the user gave it, else under the first. Two names of one file are `a.txt` and
/// `./a.txt`, or a link and what it leads to. Hard links are files of their own, as only one of them would be mended.
pub fn distinct(inputs: Vec<Input>) -> Vec<Input> {
    let mut folders = Folders::default();
    let files: Vec<Option<PathBuf>> = inputs.iter().map(|input| folders.file(input)).collect();
    let mut kept: HashMap<&Path, usize> = HashMap::new();
    for (at, (input, file)) in inputs.iter().zip(&files).enumerate() {
        let Some(file) = file else { continue };
        let first = kept.entry(file).or_insert(at);
        if is_named(input) && !inputs.get(*first).is_some_and(is_named) {
            *first = at;
        }
    }
    let is_kept = |at: usize, file: &Option<PathBuf>| file.as_deref().is_none_or(|file| kept.get(file) == Some(&at));
    let is_kept: Vec<bool> = files.iter().enumerate().map(|(at, file)| is_kept(at, file)).collect();
    inputs.into_iter().zip(is_kept).filter_map(|(input, is_kept)| is_kept.then_some(input)).collect()
}

fn is_named(input: &Input) -> bool {
    matches!(input, Input::File(_, Origin::Named))
}

/// Folders by the names under which they were found, with their real paths.
#[derive(Default)]
struct Folders(HashMap<PathBuf, Option<PathBuf>>);

impl Folders {
    /// The real path of a file; `None` of what is no file, or is not there.
    fn file(&mut self, input: &Input) -> Option<PathBuf> {
        let path = match input {
            Input::Stdin(_) => return None,
            Input::File(path, Origin::Named) => return path.canonicalize().ok(),
            Input::Unread(unread) if unread.origin == Origin::Named => return None,
            // A folder's listing leads to no link, so the folder's path is all that can differ.
            Input::File(path, Origin::Found) => path,
            Input::Unread(unread) => &unread.path,
        };
        let (folder, name) = (path.parent()?, path.file_name()?);
        if !self.0.contains_key(folder) {
            let named = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            self.0.insert(folder.to_owned(), named.canonicalize().ok());
        }
        Some(self.0.get(folder)?.as_ref()?.join(name))
    }
}
