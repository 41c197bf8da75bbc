//! Removes files to which a command line refers under several names.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::run::inputs::{Input, Origin};

/// Keeps each file once: under the name that the user gave, or else under the first name. One file has two names if they are `a.txt`
/// and `./a.txt`, or a link and its target. Hard links count as separate files, because `fix` replaces only one of them.
pub fn distinct(inputs: Vec<Input>) -> Vec<Input> {
    let mut folders = Folders::default();
    let files: Vec<Option<PathBuf>> = inputs.iter().map(|input| folders.file(input)).collect();
    let mut chosen: HashMap<&Path, usize> = HashMap::new();
    for (at, (input, file)) in inputs.iter().zip(&files).enumerate() {
        let Some(file) = file else { continue };
        let first = chosen.entry(file).or_insert(at);
        if is_named(input) && !inputs.get(*first).is_some_and(is_named) {
            *first = at;
        }
    }
    let is_chosen =
        |at: usize, file: &Option<PathBuf>| file.as_deref().is_none_or(|file| chosen.get(file) == Some(&at));
    let is_chosen: Vec<bool> = files.iter().enumerate().map(|(at, file)| is_chosen(at, file)).collect();
    inputs.into_iter().zip(is_chosen).filter(|(_, is_chosen)| *is_chosen).map(|(input, _)| input).collect()
}

fn is_named(input: &Input) -> bool {
    matches!(input, Input::File(_, Origin::Named))
}

/// The real path of each folder, by the path under which the folder was found.
#[derive(Default)]
struct Folders(HashMap<PathBuf, Option<PathBuf>>);

impl Folders {
    /// The real path of a file; `None` for standard input and for a file that does not exist.
    fn file(&mut self, input: &Input) -> Option<PathBuf> {
        let path = match input {
            Input::Stdin(_) => return None,
            Input::File(path, Origin::Named) => return path.canonicalize().ok(),
            Input::Unread(unread) if unread.origin == Origin::Named => return None,
            // The listing of a folder follows no link, so two paths of one file differ only in the path of the folder.
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
