//! The texts that name sets.

use super::{super::InvalidOrigin, *};

#[test]
fn every_form_is_told_apart_and_prints_as_it_was_written() {
    let git = |revision: &str, path: Option<&str>| Origin::Git {
        revision: revision.into(),
        path: path.map(Into::into),
    };
    for (text, origin) in [
        ("lexicons/", Origin::Path("lexicons/".into())),
        ("./git:odd", Origin::Path("./git:odd".into())),
        ("-", Origin::Stdin),
        ("git:HEAD~3", git("HEAD~3", None)),
        ("git:v1.2:lexicons", git("v1.2", Some("lexicons"))),
        ("git:v1:a b/ü.json", git("v1", Some("a b/ü.json"))),
        ("git:v1:", git("v1", Some(""))),
    ] {
        assert_eq!(text.parse(), Ok(origin.clone()));
        assert_eq!(origin.to_string(), text);
    }
}

#[test]
fn what_git_would_take_for_an_option_is_refused() {
    let error = |text: &str| text.parse::<Origin>().unwrap_err();
    assert_eq!(error(""), InvalidOrigin::Empty);
    assert_eq!(error("git:"), InvalidOrigin::NoRevision);
    assert_eq!(error("git::lexicons"), InvalidOrigin::NoRevision);
    assert_eq!(
        error("git:--output=x"),
        InvalidOrigin::Option("--output=x".into())
    );
    assert_eq!(error("git:HEAD:a\nb"), InvalidOrigin::Control('\n'));
}

#[test]
fn places_in_two_sets_go_into_one_report() {
    let folder = temporary();
    put(
        folder.path(),
        "old/a.json",
        &lexicon("com.example.a", "strng"),
    );
    put(
        folder.path(),
        "new/a.json",
        &lexicon("com.example.a", "intger"),
    );
    let mut old = load_in(folder.path(), "old", &[]).unwrap();
    let mut new = load_in(folder.path(), "new", &[]).unwrap();
    let mut all = Default::default();
    old.move_sources_to(&mut all);
    new.move_sources_to(&mut all);
    let both = old.diagnostics.into_iter().chain(new.diagnostics);
    let text = Report::new(&all, both).to_text(false);
    for part in ["old/a.json", "`strng`", "new/a.json", "`intger`"] {
        assert!(text.contains(part), "no {part} in {text}");
    }
}
