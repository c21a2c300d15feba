//! The Rust of arbitrary lexicons compiles without warnings from any tool.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    time::Instant,
};

use lexgen::__internal::{
    items::{Options, Strictness},
    print::single_file,
};
use lexgen_tests::{Throwaway, random::Stranger};
use serde_json::Value;

use crate::sets;

/// The number of sets in a crate.
const BATCH: usize = 50;
/// The documentation of one in this many crates is built.
const DOCUMENTED: usize = 5;
/// The number of sets in a crate that the command writes as trees.
const TREES: usize = 10;

/// `LEXGEN_RANDOM_SETS` sets the number of sets; the default is small.
#[test]
fn random_sets_compile_without_a_warning() {
    let count = sets::count("LEXGEN_RANDOM_SETS", 40);
    let start = Instant::now();
    let mut definitions = 0;
    for first in (0..count).step_by(BATCH) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut all = Throwaway::new(env!("CARGO_TARGET_TMPDIR"), "hostile");
        for seed in first..count.min(first + BATCH) {
            let documents = Stranger::new(seed as u64).lexicons();
            let ir = sets::sound(&documents);
            definitions += documents.iter().map(size).sum::<usize>();
            let name = format!("set{}", seed - first);
            if seed - first < TREES {
                let input = folder.path().join(&name);
                fs::create_dir(&input).expect("a folder can be made");
                for (number, document) in documents.iter().enumerate() {
                    let file = input.join(format!("{number}.json"));
                    fs::write(file, document.to_string()).expect("a file can be written");
                }
                all.tree(&name, &input, &["-q", "--allow-unknown"]);
            } else {
                all.module(&name, &single_file(&ir, &options(seed)).expect("laid out"));
            }
        }
        all.lint();
        if (first / BATCH).is_multiple_of(DOCUMENTED) {
            all.document();
            all.no_examples();
        }
        let _ = writeln!(
            io::stderr(),
            "{} sets of {definitions} definitions compiled, {:?}",
            count.min(first + BATCH),
            start.elapsed()
        );
    }
}

/// The traits of other crates too, whose tables hold the descriptions.
#[test]
fn random_sets_derive_all_that_can_be_derived() {
    let count = sets::count("LEXGEN_RANDOM_SETS", 40) / 4;
    let mut all = Throwaway::deriving(env!("CARGO_TARGET_TMPDIR"), "hostile-derives");
    let traits = [
        "Hash",
        "Ord",
        "::arbitrary::Arbitrary",
        "::schemars::JsonSchema",
    ];
    for seed in 0..count.min(BATCH) {
        let ir = sets::sound(&Stranger::new(seed as u64).lexicons());
        let mut options = options(seed);
        options.derives = traits.map(|it| it.parse().expect("a path")).into();
        all.module(
            &format!("set{seed}"),
            &single_file(&ir, &options).expect("laid out"),
        );
    }
    assert_eq!(all.errors(), BTreeMap::new());
}

fn options(seed: usize) -> Options {
    let mut options = Options::default();
    if seed.is_multiple_of(3) {
        options.strictness = Strictness::Strict;
        options.derives = vec!["Hash".parse().expect("a path")];
    }
    if seed.is_multiple_of(2) {
        options.record_enum = Some("AnyRecord".to_owned());
    }
    options
}

fn size(document: &Value) -> usize {
    document["defs"].as_object().map_or(0, |defs| defs.len())
}
