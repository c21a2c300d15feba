use super::*;

const ACCEPT: &str = "tests/speed/count --accept";

fn counts(cases: &[(&str, u64)]) -> Counts {
    let cases = cases
        .iter()
        .map(|(name, count)| ((*name).to_owned(), *count));
    Counts {
        tolerance: 2.0,
        compiler: "rustc 1.0.0".to_owned(),
        libc: "glibc 2.36".to_owned(),
        corpus: Some("one".to_owned()),
        cases: cases.collect(),
    }
}

fn report(committed: &Counts, now: &Counts) -> (bool, String) {
    let report = Report::new(committed, now);
    let said = format!("{report}{}", report.advice());
    (report.fails(), said)
}

#[test]
fn only_more_than_the_tolerance_fails() {
    let committed = counts(&[("like/decode", 10_000)]);
    for (now, fails) in [
        (10_201, true),
        (10_200, false),
        (9_800, false),
        (9_000, false),
    ] {
        let (failed, said) = report(&committed, &counts(&[("like/decode", now)]));
        assert_eq!(failed, fails, "{said}");
    }
}

#[test]
fn says_which_is_slower_and_how_to_accept_it() {
    let committed = counts(&[("like/decode", 10_000), ("post/decode", 20_000)]);
    let now = counts(&[("like/decode", 10_500), ("post/decode", 20_001)]);
    let (_, said) = report(&committed, &now);
    assert!(said.contains("10,500   +5.00 %  slower\n"), "{said}");
    assert!(said.contains("error: over 2 % more instructions than before: like/decode\n"));
    assert!(said.contains(&format!("{ACCEPT} like/decode\n")), "{said}");
}

#[test]
fn faster_is_a_note() {
    let (_, said) = report(&counts(&[("a", 10_000)]), &counts(&[("a", 5_000)]));
    assert!(said.contains("note: over 2 % fewer instructions than before: a\n"));
    assert!(said.contains(&format!("{ACCEPT} a\n")), "{said}");
}

#[test]
fn a_case_without_a_count_fails() {
    let (failed, said) = report(&counts(&[]), &counts(&[("a", 1)]));
    assert!(failed);
    assert!(
        said.contains("error: not in tests/speed/instructions.toml: a\n"),
        "{said}"
    );
}

#[test]
fn another_compiler_or_libc_is_reported_and_never_fails() {
    let committed = counts(&[("a", 1000)]);
    let of_compiler = Counts {
        compiler: "rustc 1.1.0".to_owned(),
        ..counts(&[("a", 2000), ("b", 1)])
    };
    let of_libc = Counts {
        libc: "glibc 2.40".to_owned(),
        ..counts(&[("a", 2000), ("b", 1)])
    };
    for (now, name) in [(of_compiler, "rustc 1.1.0"), (of_libc, "glibc 2.40")] {
        let (failed, said) = report(&committed, &now);
        assert!(!failed);
        assert!(said.contains(name) && said.contains("+100.00 %"), "{said}");
        assert!(!said.contains("error"), "{said}");
    }
}

#[test]
fn another_corpus_only_concerns_its_cases() {
    let committed = counts(&[("official/check", 1000), ("like/decode", 1000)]);
    let now = |like| Counts {
        corpus: Some("two".to_owned()),
        ..counts(&[("official/check", 2000), ("like/decode", like)])
    };
    let (failed, said) = report(&committed, &now(1000));
    assert!(!failed);
    assert!(said.contains("other lexicons\n"), "{said}");
    assert!(report(&committed, &now(2000)).0);
}
