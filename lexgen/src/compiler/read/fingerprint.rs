//! Whether files have changed, without reading them.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use super::{Input, Limits, walk::walk};

/// A number that is another one after a file was changed, added or removed: of the inputs,
/// as they are read, and of other files.
pub(crate) fn fingerprint(inputs: &[Input], limits: &Limits, others: &[PathBuf]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for other in others {
        file(other, &mut hasher);
    }
    for input in inputs {
        let Input::Path(path) = input else {
            continue;
        };
        if !path.is_dir() {
            file(path, &mut hasher);
            continue;
        }
        let found = walk(path, limits.files);
        let mut files = found.files;
        files.sort();
        for path in &files {
            file(path, &mut hasher);
        }
        found.errors.len().hash(&mut hasher);
    }
    hasher.finish()
}

fn file(path: &Path, hasher: &mut DefaultHasher) {
    path.hash(hasher);
    let Ok(metadata) = fs::metadata(path) else {
        return;
    };
    metadata.len().hash(hasher);
    metadata.modified().ok().hash(hasher);
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // A file that was replaced can have the time and the length of the old one.
        (metadata.ino(), metadata.ctime(), metadata.ctime_nsec()).hash(hasher);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_of_a_file_that_is_read_changes_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let look = || {
            let inputs = [Input::Path(folder.path().join("lexicons"))];
            fingerprint(&inputs, &Limits::default(), &[at("lexgen.toml")])
        };
        fs::create_dir_all(at("lexicons/deep")).expect("a folder");
        fs::write(at("lexicons/a.json"), "{}").expect("a file");
        let mut seen = vec![look()];
        assert_eq!(look(), seen[0], "nothing has changed");

        let mut changed = |what: &str| {
            let now = look();
            assert!(!seen.contains(&now), "{what}");
            seen.push(now);
        };
        fs::write(at("lexicons/a.json"), "[]  ").expect("a file");
        changed("edited");
        fs::write(at("lexicons/deep/b.json"), "{}").expect("a file");
        changed("added");
        fs::rename(at("lexicons/deep/b.json"), at("lexicons/deep/c.json")).expect("renamed");
        changed("renamed");
        fs::remove_file(at("lexicons/deep/c.json")).expect("removed");
        fs::write(at("lexgen.toml"), "").expect("a file");
        changed("settings added");

        fs::write(at("lexicons/notes.txt"), "not read").expect("a file");
        assert_eq!(look(), *seen.last().expect("seen"), "not a lexicon");
    }
}
