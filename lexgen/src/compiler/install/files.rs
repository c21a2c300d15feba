//! The files of installed lexicons: where they are, and whether they are what they were.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use crate::{
    compiler::read::{FEW_BYTES, read_text},
    data::{Data, cid_of},
    syntax::{Cid, Nsid},
};

/// The most bytes of a document.
pub const MOST_BYTES: u64 = 4 * FEW_BYTES;

/// Where a lexicon is, in the folder of all: a folder for each segment of the NSID but
/// the last.
pub fn path_of(folder: &Path, nsid: &Nsid) -> PathBuf {
    let mut path = folder.to_owned();
    path.extend(nsid.segments());
    // Not `set_extension`, which is for names that can have one already.
    path.as_mut_os_string().push(".json");
    path
}

/// The file of a lexicon, compared with the document that is pinned.
#[derive(Debug, PartialEq, Eq)]
pub enum File {
    /// It has the document, in any layout.
    Same(String),
    /// It has another one, or none.
    Changed,
    /// It is not there.
    Missing,
}

/// Compares a file with a document.
///
/// # Errors
/// If it cannot be read.
pub fn look(path: &Path, pinned: &Cid) -> io::Result<File> {
    match read_text(path, MOST_BYTES) {
        Ok(text) if cid_of_text(&text).as_ref() == Some(pinned) => Ok(File::Same(text)),
        Ok(_) => Ok(File::Changed),
        Err(error) => match error.kind() {
            // A file where a folder must be.
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Ok(File::Missing),
            io::ErrorKind::InvalidData | io::ErrorKind::FileTooLarge => Ok(File::Changed),
            _ => Err(error),
        },
    }
}

/// The CID of the document in a text, if it is one.
pub fn cid_of_text(text: &str) -> Option<Cid> {
    let document: Data = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    cid_of(&document).ok()
}

/// Two lexicons that have the same file where the case of letters does not count.
pub fn conflict<'n>(nsids: impl IntoIterator<Item = &'n Nsid>) -> Option<(&'n Nsid, &'n Nsid)> {
    let mut seen: BTreeMap<String, &Nsid> = BTreeMap::new();
    for nsid in nsids {
        match seen.insert(nsid.as_str().to_ascii_lowercase(), nsid) {
            Some(other) if other != nsid => return Some((other, nsid)),
            _ => {}
        }
    }
    None
}

/// Whether a file can be written without following a symbolic link out of a folder, and
/// without replacing one.
///
/// # Errors
/// If a folder on the way cannot be read.
pub fn is_inside(root: &Path, path: &Path) -> io::Result<bool> {
    let root = root.canonicalize()?;
    if path.is_symlink() {
        return Ok(false);
    }
    for folder in path.ancestors().skip(1) {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        match folder.canonicalize() {
            Ok(folder) => return Ok(folder.starts_with(&root)),
            // A link that leads nowhere could lead anywhere when it is written.
            Err(_) if folder.is_symlink() => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nsid(text: &str) -> Nsid {
        Nsid::new(text).expect("an NSID")
    }

    #[test]
    fn a_lexicon_has_a_folder_for_each_segment() {
        let path = path_of(Path::new("lexicons"), &nsid("com.example.feed.getPost"));
        assert_eq!(path, Path::new("lexicons/com/example/feed/getPost.json"));
    }

    #[test]
    fn the_layout_of_a_file_does_not_count_and_its_content_does() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        let pinned = cid_of_text(r#"{"id":"a","$type":"b"}"#).expect("a document");
        let look = |text: &[u8]| {
            std::fs::write(&path, text).expect("written");
            look(&path, &pinned).expect("readable")
        };
        assert!(matches!(
            look(b"{ \"$type\": \"b\",\n\"id\": \"a\"}"),
            File::Same(_)
        ));
        for text in ["{\"id\":\"a\"}", "", "{", "\u{fffd}"] {
            assert!(matches!(look(text.as_bytes()), File::Changed), "{text}");
        }
        assert!(matches!(look(b"\xff"), File::Changed));
        let nowhere = path.join("b.json");
        assert!(matches!(super::look(&nowhere, &pinned), Ok(File::Missing)));
    }

    #[test]
    fn letters_that_differ_in_case_conflict() {
        let [a, b, c] = ["com.example.post", "com.example.Post", "com.example.posts"].map(nsid);
        assert_eq!(conflict([&a, &c, &a]), None);
        assert_eq!(conflict([&a, &c, &b]), Some((&a, &b)));
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_out_are_recognized() {
        use std::{fs, os::unix::fs::symlink};
        let [inside, outside] = [0; 2].map(|_| tempfile::tempdir().expect("a folder"));
        let at = |path: &str| inside.path().join(path);
        fs::create_dir_all(at("real/deep")).expect("made");
        symlink(outside.path(), at("out")).expect("a link");
        symlink("real", at("in")).expect("a link");
        symlink("/nowhere/at/all", at("dangling")).expect("a link");
        symlink(at("real/a.json"), at("file.json")).expect("a link");
        for (path, expected) in [
            ("a.json", true),
            ("real/deep/a.json", true),
            ("new/deep/a.json", true),
            ("in/deep/a.json", true),
            ("out/a.json", false),
            ("out/new/a.json", false),
            ("dangling/a.json", false),
            ("file.json", false),
        ] {
            let found = is_inside(inside.path(), &at(path)).expect("readable");
            assert_eq!(found, expected, "{path}");
        }
    }
}
