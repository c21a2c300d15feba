//! Error messages of the attribute.
//!
//! `TRYBUILD=overwrite cargo test -p lexgen-tests --test attribute errors`
//! accepts the current messages; read the diff before committing.

use std::{fs, path::Path};

use lexgen_tests::json_files;

/// trybuild compiles the cases in a package that it creates, so the lexicons
/// must be in the folder of that package.
#[test]
fn they_read_like_help() {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attribute/ui/lexicons");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("it is in the target folder");
    let theirs = target.join("tests/trybuild/lexgen-tests/lexicons");
    if theirs.exists() {
        fs::remove_dir_all(&theirs).expect("an earlier run's can be removed");
    }
    for file in json_files(&ours) {
        let copy = theirs.join(file.strip_prefix(&ours).expect("it is in the folder"));
        fs::create_dir_all(copy.parent().expect("a folder")).expect("it can be made");
        fs::copy(&file, copy).expect("it can be copied");
    }

    trybuild::TestCases::new().compile_fail("tests/attribute/ui/*.rs");
}
