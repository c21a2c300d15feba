//! What a user reads when something is wrong.
//!
//! `TRYBUILD=overwrite cargo test -p lexgen-tests --test attribute errors`
//! accepts what is said today; read the difference before committing.

use std::{fs, path::Path};

use lexgen_tests::json_files;

/// The cases are compiled as programs of a package that trybuild writes, so
/// the lexicons they ask for have to lie where that package is.
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
