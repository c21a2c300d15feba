//! Every change of the public items is caused by a change of the lexicon, except
//! for those that matter only to Rust.

use lexgen::__internal::{
    compare::{
        ChangeOptions, Semver, changes,
        public_api::{Attribution, PublicApi, compare},
    },
    items::Options,
};
use lexgen_tests::corpus;

use crate::{
    cases::{CASES, world},
    faithful::resolved,
};

#[test]
fn every_difference_belongs_to_a_change() {
    let rust_alone = [
        "holds_itself_now",
        "required_reordered",
        "required_swapped_of_one_type",
    ];
    for &(name, old, new, semver) in CASES {
        let (old, new) = (world(old), world(new));
        let mut found = ChangeOptions::default();
        found.descriptions = true;
        let changes = changes(&old, &new, found);
        let options = Options::default();
        let apis = [&old, &new].map(|ir| PublicApi::of(ir, &options));
        let differences = compare(&apis[0], &apis[1]);
        let attribution = Attribution::new(&changes, differences);
        let said = (0..changes.len()).map(|index| attribution.semver_of(index));
        let unexplained = &attribution.unexplained;
        if rust_alone.contains(&name) {
            assert!(unexplained.iter().any(|it| it.semver == semver), "{name}");
        } else {
            // The other name of the field or document whose name was taken.
            let takes_name = ["field_name_taken", "document_name_taken"];
            let other_names = usize::from(takes_name.contains(&name));
            assert_eq!(
                unexplained.len(),
                other_names,
                "{name}: {unexplained:#?}\n{changes:#?}"
            );
            let worst = said.max().unwrap_or_default();
            assert_eq!(worst, semver, "{name}: {changes:#?}\n{attribution:#?}");
        }
    }
}

#[test]
fn in_the_corpus_little_is_left_to_rust_alone() {
    let (Some(old), Some(new)) = (corpus("official-2025-02"), corpus("official")) else {
        return;
    };
    let (old, new) = (resolved(&old), resolved(&new));
    let mut found = ChangeOptions::default();
    found.descriptions = true;
    let changes = changes(&old, &new, found);
    let options = Options::default();
    let apis = [&old, &new].map(|ir| PublicApi::of(ir, &options));
    let differences = compare(&apis[0], &apis[1]);
    let attribution = Attribution::new(&changes, differences);
    for it in &attribution.unexplained {
        assert!(
            it.semver == Semver::Major && it.reason.contains("in this order"),
            "{it:#?}"
        );
    }
}

#[test]
fn a_record_that_is_renamed_in_the_enum_of_records_is_reported() {
    let record = r#""main": {"type": "record", "key": "any", "record": {"type": "object", "properties": {}}}"#;
    let token = r#""main": {"type": "token"}"#;
    let old = world(&format!("{token} --- aB {record}"));
    let new = world(&format!("{token} --- aB {record} --- a.b {record}"));
    let with_enum = Options {
        record_enum: Some("AnyRecord".to_owned()),
        ..Options::default()
    };
    let majors = |options: &Options| {
        let differences = compare(&PublicApi::of(&old, options), &PublicApi::of(&new, options));
        let majors = differences
            .into_iter()
            .filter(|it| it.semver == Semver::Major);
        majors.map(|it| it.reason).collect::<Vec<_>>()
    };
    assert_eq!(majors(&Options::default()), Vec::<String>::new());
    assert_eq!(
        majors(&with_enum),
        ["`AB` is `ComExampleAB_` in the enum of records, not `ComExampleAB`"]
    );
}
