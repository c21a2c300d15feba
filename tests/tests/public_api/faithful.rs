//! The generated text contains exactly the items.

use std::path::Path;

use lexgen::__internal::{
    check,
    compare::public_api::PublicApi,
    ir::{self, Ir},
    items,
    print::single_file,
    read::{Input, Limits, read},
};
use lexgen_tests::{corpus, lexicons};

use crate::{model, read::public_items};

pub fn resolved(folder: &Path) -> Ir {
    let (sources, problems) = read(&[Input::Path(folder.to_owned())], &Limits::default());
    assert!(problems.is_empty(), "{problems:?}");
    let checked = check::check(&sources);
    let options = ir::Options {
        allow_missing: true,
        ..ir::Options::default()
    };
    ir::resolve(&checked.documents, &checked.refused, &options).0
}

#[track_caller]
fn assert_faithful(ir: &Ir, options: &items::Options) {
    let text = single_file(ir, options).expect("laid out");
    let written = public_items(&text);
    let items = model::items(&PublicApi::of(ir, options));
    for (path, item) in &written {
        assert_eq!(items.get(path), Some(item), "{path}");
    }
    for path in items.keys() {
        assert!(written.contains_key(path), "{path} is not generated");
    }
}

#[test]
fn of_our_own_lexicons() {
    let ir = resolved(&lexicons());
    let options = items::Options::default();
    assert!(PublicApi::of(&ir, &options).items.len() > 150);
    assert_faithful(&ir, &items::Options::default());
    let derives = ["Hash", "std::fmt::Debug", "serde::Serialize"];
    let derives = derives.map(|it| it.parse().expect("a path"));
    let options = items::Options {
        derives: derives.into(),
        ..items::Options::default()
    };
    assert_faithful(&ir, &options);
}

#[test]
fn of_the_corpora() {
    for name in ["official", "official-2025-02"] {
        if let Some(folder) = corpus(name) {
            assert_faithful(&resolved(&folder), &items::Options::default());
        }
    }
}
