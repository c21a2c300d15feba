//! The texts that name sets.

use super::*;

#[test]
fn every_form_is_told_apart_and_prints_as_it_was_written() {
    let git = |revision: &str, path: Option<&str>| Version::Git {
        revision: revision.into(),
        path: path.map(Into::into),
    };
    for (text, origin) in [
        ("lexicons/", Version::Path("lexicons/".into())),
        ("./git:odd", Version::Path("./git:odd".into())),
        ("-", Version::Stdin),
        ("network:", Version::Network),
        ("./network:", Version::Path("./network:".into())),
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
    let error = |text: &str| text.parse::<Version>().unwrap_err();
    assert_eq!(
        error(""),
        "name a folder, a file, `git:REVISION` or a snapshot"
    );
    assert_eq!(error("git:"), error("git::lexicons"));
    assert!(error("git:").starts_with("name a revision after `git:`"));
    assert!(error("git:--output=x").starts_with("`--output=x` is not a revision"));
    assert!(error("network:com.example.*").starts_with("nothing follows `network:`"));
    let control = "names do not contain the control character \\u{a}";
    assert_eq!(error("git:HEAD:a\nb"), control);
}
