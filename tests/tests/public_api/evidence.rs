//! rustc confirms the verdicts on Rust callers: a caller that uses everything in
//! the old module compiles against the new one if the verdict is a patch or minor
//! version, and does not if it is a major version.

use std::collections::{BTreeMap, BTreeSet};

use lexgen::__internal::{
    compare::{
        Semver,
        public_api::{PublicApi, compare},
    },
    items::Options,
    print::single_file,
};
use lexgen_tests::{Throwaway, corpus};

use crate::{
    caller::caller,
    cases::{CASES, world},
    faithful::resolved,
    model,
};

#[test]
fn callers_of_the_old_module_compile_or_not_as_was_said() {
    let mut all = Throwaway::new(env!("CARGO_TARGET_TMPDIR"), "callers");
    let options = Options::default();
    let mut expected = BTreeSet::new();
    for &(name, old, new, semver) in CASES {
        let (old, new) = (world(old), world(new));
        let before = PublicApi::of(&old, &options);
        let differences = compare(&before, &PublicApi::of(&new, &options));
        let said = differences.iter().map(|it| it.semver).max();
        assert_eq!(said.unwrap_or_default(), semver, "{name}: {differences:#?}");
        for (version, ir) in [("old", &old), ("new", &new)] {
            let module = format!("{name}_{version}");
            all.module(&module, &single_file(ir, &options).expect("laid out"));
            let caller = caller(&model::items(&before), &format!("crate::{module}"));
            all.module(&format!("{module}_caller"), &caller);
        }
        // Callers with two swapped integers or names compile, but the change is
        // still major.
        let compiles = [
            "required_swapped_of_one_type",
            "field_name_taken",
            "variant_name_taken",
            "error_name_taken",
            "document_name_taken",
        ];
        if semver == Semver::Major && !compiles.contains(&name) {
            expected.insert(format!("{name}_new_caller"));
        }
    }
    let errors = all.errors();
    let failed: BTreeSet<String> = errors.keys().cloned().collect();
    assert_eq!(failed, expected, "{errors:#?}");
}

/// Two versions of the official lexicons, with a caller for each document of the
/// older one.
#[test]
fn callers_of_an_older_corpus_compile_or_not_as_was_said() {
    let (Some(old), Some(new)) = (corpus("official-2025-02"), corpus("official")) else {
        return;
    };
    let options = Options::default();
    let (old, new) = (resolved(&old), resolved(&new));
    let before = PublicApi::of(&old, &options);
    let differences = compare(&before, &PublicApi::of(&new, &options));
    let module = |path: &str| {
        let (module, _) = path.rsplit_once("::").expect("items are in modules");
        format!("caller_of_{}", module.replace("::", "_"))
    };
    let majors = differences.iter().filter(|it| it.semver == Semver::Major);
    let expected: BTreeSet<String> = majors.map(|it| module(&it.path)).collect();

    let mut documents: BTreeMap<String, BTreeMap<_, _>> = BTreeMap::new();
    let items = model::items(&before);
    for (path, item) in &items {
        let items = documents.entry(module(path)).or_default();
        items.insert(path, item);
    }
    assert!(expected.len() > 5 && expected.len() < documents.len());

    let mut all = Throwaway::new(env!("CARGO_TARGET_TMPDIR"), "older-callers");
    all.module("newer", &single_file(&new, &options).expect("laid out"));
    for (name, items) in documents {
        all.module(&name, &caller(items, "crate::newer"));
    }
    let errors = all.errors();
    let failed: BTreeSet<String> = errors.keys().cloned().collect();
    assert_eq!(failed, expected, "{errors:#?}\n{differences:#?}");
}
