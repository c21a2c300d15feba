use super::*;

fn counts(corpus: Option<&str>, cases: &[(&str, u64)]) -> Counts {
    let cases = cases
        .iter()
        .map(|(name, count)| ((*name).to_owned(), *count));
    Counts {
        tolerance: 2.0,
        compiler: "rustc 1.0.0".to_owned(),
        libc: "glibc 2.36".to_owned(),
        corpus: corpus.map(str::to_owned),
        cases: cases.collect(),
    }
}

#[test]
fn reads_what_it_writes() {
    let counts = counts(Some("bafy"), &[("a/b", 1), ("c/d", 1_234_567)]);
    let text = counts.to_string();
    assert!(
        text.ends_with("\n[cases]\n\"a/b\" = 1\n\"c/d\" = 1_234_567\n"),
        "{text}"
    );
    assert_eq!(toml::from_str::<Counts>(&text).expect("TOML"), counts);
}

#[test]
fn accepts_all_and_forgets_cases_that_are_gone() {
    let (old, new) = (
        counts(None, &[("gone", 1), ("a", 1)]),
        counts(None, &[("a", 2)]),
    );
    assert_eq!(old.accept(new.clone(), false).expect("accepted"), new);
}

#[test]
fn accepts_some_and_keeps_the_others() {
    let (old, new) = (
        counts(None, &[("a", 1), ("b", 1)]),
        counts(None, &[("a", 2)]),
    );
    let accepted = old.clone().accept(new.clone(), true).expect("accepted");
    assert_eq!(accepted, counts(None, &[("a", 2), ("b", 1)]));

    // Else the file would say that all are of the new one.
    let compiler = "rustc 1.1.0".to_owned();
    assert!(old.accept(Counts { compiler, ..new }, true).is_err());
}

#[test]
fn without_the_corpus_keeps_its_counts() {
    let old = counts(Some("one"), &[("official/check", 1), ("a", 1)]);
    let accepted = old
        .accept(counts(None, &[("a", 2)]), false)
        .expect("accepted");
    assert_eq!(
        accepted,
        counts(Some("one"), &[("official/check", 1), ("a", 2)])
    );
}
