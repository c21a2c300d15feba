//! If the verdict for the generated module is a patch or minor version, a caller
//! that uses everything in the old module compiles against the new one.

use std::collections::BTreeSet;

use lexgen::__internal::{
    compare::{
        Semver,
        public_api::{PublicApi, compare},
    },
    items::Options,
    print::single_file,
};
use lexgen_tests::Throwaway;

use crate::{caller::caller, model, pairs};

/// The number of pairs whose callers are compiled.
const COMPILED: usize = 40;

#[test]
fn callers_compile_where_it_is_said() {
    let mut all = Throwaway::new(env!("CARGO_TARGET_TMPDIR"), "random-callers");
    let options = Options::default();
    let mut may_fail = BTreeSet::new();
    let mut must_compile = 0;
    for pair in pairs().iter().take(COMPILED) {
        let before = PublicApi::of(&pair.old, &options);
        let differences = compare(&before, &PublicApi::of(&pair.new, &options));
        let module = format!("seed_{}", pair.seed);
        all.module(
            &module,
            &single_file(&pair.new, &options).expect("laid out"),
        );
        let name = format!("{module}_caller");
        let text = caller(&model::items(&before), &format!("crate::{module}"));
        all.module(&name, &text);
        match differences.iter().any(|it| it.semver == Semver::Major) {
            true => drop(may_fail.insert(name)),
            false => must_compile += 1,
        }
    }
    let errors = all.errors();
    let failed: BTreeSet<String> = errors.keys().cloned().collect();
    println!(
        "{must_compile} must compile; {} need not, and {} do not",
        may_fail.len(),
        failed.len()
    );
    let unexpected: Vec<_> = failed.difference(&may_fail).collect();
    assert!(unexpected.is_empty(), "{unexpected:?}\n{errors:#?}");
    assert!(must_compile > COMPILED / 4);
}
