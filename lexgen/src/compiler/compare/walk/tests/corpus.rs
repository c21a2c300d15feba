//! What holds for any lexicons, held to real ones.

use std::path::{Path, PathBuf};

use super::{ChangeOptions, changes, mirror};
use crate::compiler::{
    check::check,
    ir::{self, Ir},
    read::{Input, Limits, read},
};

const ALL: ChangeOptions = ChangeOptions {
    descriptions: true,
    without_renames: false,
};

fn corpus(name: &str) -> Option<Ir> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let root = std::env::var_os("LEXGEN_CORPUS").map_or(shared, PathBuf::from);
    let folder = root.join(name);
    if !folder.is_dir() {
        eprintln!("skipped: no folder {}", folder.display());
        return None;
    }
    let (sources, _) = read(&[Input::Path(folder)], &Limits::default());
    let checked = check(&sources);
    let options = ir::Options {
        allow_missing: true,
        ..ir::Options::default()
    };
    Some(ir::resolve(&checked.documents, &checked.refused, &options).0)
}

#[test]
fn nothing_differs_from_itself() {
    for name in ["official", "official-2025-02"] {
        if let Some(ir) = corpus(name) {
            assert_eq!(changes(&ir, &ir, ALL), []);
        }
    }
}

#[test]
fn looking_back_is_the_mirror_image() {
    let (Some(old), Some(new)) = (corpus("official-2025-02"), corpus("official")) else {
        return;
    };
    let there = changes(&old, &new, ALL);
    assert!(there.len() > 100, "{}", there.len());
    mirror::assert_mirrored(&there, &changes(&new, &old, ALL));
}
