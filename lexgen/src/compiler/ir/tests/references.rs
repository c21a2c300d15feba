//! References: what may be referred to, what is brought along, what is missing.

use super::{paths, world};
use crate::compiler::{
    diagnostic::{Diagnostic, Severity},
    ir::{Options, Target},
    schema::FullName,
};

const OBJECT: &str = r#"{"type":"object","properties":{}}"#;

fn refers_to(reference: &str) -> String {
    format!(
        r#""main":{{"type":"object","properties":{{"it":{{"type":"ref","ref":"{reference}"}}}}}}"#
    )
}

fn has_member(reference: &str) -> String {
    let union = format!(r#"{{"type":"union","refs":["{reference}"]}}"#);
    format!(r#""main":{{"type":"object","properties":{{"it":{union}}}}}"#)
}

fn only(diagnostics: Vec<Diagnostic>) -> (&'static str, String, String) {
    let [diagnostic] = <[Diagnostic; 1]>::try_from(diagnostics).unwrap();
    let pointer = diagnostic.place.unwrap().pointer.to_string();
    (
        diagnostic.code,
        pointer,
        diagnostic.help.unwrap_or_default(),
    )
}

#[test]
fn a_missing_document_is_named_with_what_to_do() {
    let documents = [("com.example.thing", refers_to("org.elsewhere.defs#far"))];
    let documents = documents
        .each_ref()
        .map(|(nsid, defs)| (*nsid, defs.as_str()));
    let (_, diagnostics) = world(&documents, &Options::default());
    let (code, pointer, help) = only(diagnostics);
    assert_eq!(
        (code, pointer.as_str()),
        ("missing-document", "/defs/main/properties/it/ref")
    );
    assert!(help.contains("fetch `org.elsewhere.defs`"), "{help}");

    let allowed = Options {
        allow_missing: true,
        ..Options::default()
    };
    let (ir, diagnostics) = world(&documents, &allowed);
    assert_eq!(diagnostics, []);
    assert!(format!("{ir:?}").contains("Missing { name: FullName(\"org.elsewhere.defs#far\") }"));
}

#[test]
fn a_misspelt_name_gets_a_suggestion() {
    let defs = format!(r#""postView":{OBJECT}"#);
    for (reference, code, suggestion) in [
        (
            "com.example.defs#postVeiw",
            "missing-definition",
            "did you mean `com.example.defs#postView`?",
        ),
        (
            "com.example.deffs#postView",
            "missing-document",
            "did you mean `com.example.defs#postView`?",
        ),
        (
            "com.example.defs",
            "missing-definition",
            "`com.example.defs` has no `main`, but `com.example.defs#postView`",
        ),
    ] {
        let main = refers_to(reference);
        let documents = [
            ("com.example.defs", defs.as_str()),
            ("com.example.thing", &main),
        ];
        let (found, _, help) = only(world(&documents, &Options::default()).1);
        assert_eq!(found, code);
        assert!(help.contains(suggestion), "{help}");
    }
}

#[test]
fn endpoints_are_no_types_and_scalars_no_members() {
    let query = r#""main":{"type":"query"}"#;
    let scalars = r#""text":{"type":"string"},"token":{"type":"token"}"#;
    for (main, expected) in [
        (refers_to("com.example.query"), Some("not-a-type")),
        (refers_to("com.example.defs#token"), None),
        (refers_to("com.example.defs#text"), None),
        (has_member("com.example.query"), Some("not-a-member")),
        (has_member("com.example.defs#text"), Some("not-a-member")),
        (has_member("com.example.defs#token"), Some("not-a-member")),
    ] {
        let documents = [
            ("com.example.query", query),
            ("com.example.defs", scalars),
            ("com.example.thing", &main),
        ];
        let (ir, diagnostics) = world(&documents, &Options::default());
        let codes: Vec<_> = diagnostics.iter().map(|it| it.code).collect();
        assert_eq!(codes, Vec::from_iter(expected), "{main}");
        assert_eq!(format!("{ir:?}").contains("Missing"), expected.is_some());
    }
}

#[test]
fn what_depends_on_a_refused_definition_is_said_once() {
    let broken = format!(r#""bad":{{"type":"strin"}},"good":{OBJECT}"#);
    let [one, other] = ["com.example.defs#bad", "com.example.defs#bad"].map(refers_to);
    let documents = [
        ("com.example.defs", broken.as_str()),
        ("com.example.one", &one),
        ("com.example.other", &other),
    ];
    let (ir, diagnostics) = world(&documents, &Options::default());
    let [note] = <[Diagnostic; 1]>::try_from(diagnostics).unwrap();
    assert_eq!(
        (note.code, note.severity),
        ("refused-reference", Severity::Note)
    );
    assert_eq!(
        note.message,
        "2 references in 2 documents depend on `com.example.defs`"
    );
    assert_eq!(ir.definition_count(), 3, "what is sound is there");
}

#[test]
fn what_is_no_json_is_not_called_missing() {
    let documents = [
        ("com.example.defs", r#""main": {,"#),
        ("com.example.thing", &refers_to("com.example.defs")),
    ];
    let (_, diagnostics) = world(&documents, &Options::default());
    assert_eq!(only(diagnostics).0, "refused-reference");
}

#[test]
fn a_name_that_a_refused_document_does_not_have_is_a_mistake_of_its_own() {
    for (defs, help) in [
        (
            r#""other": {,"#,
            "the text of `com.example.defs` does not contain it",
        ),
        (r#""other": 7"#, "`com.example.defs` defines `other`"),
        (r#""biig": 7"#, "did you mean `com.example.defs#biig`?"),
    ] {
        let documents = [
            ("com.example.defs", defs),
            ("com.example.thing", &refers_to("com.example.defs#big")),
        ];
        let (code, _, found) = only(world(&documents, &Options::default()).1);
        assert_eq!((code, found.as_str()), ("missing-definition", help));
    }
}

#[test]
fn only_what_can_be_referred_to_is_suggested() {
    let defs = r#""postView":{"type":"string"},"postVieww":{"type":"object","properties":{}}"#;
    let documents = [
        ("com.example.defs", defs),
        (
            "com.example.thing",
            &has_member("com.example.defs#postVeiw"),
        ),
    ];
    let (_, _, help) = only(world(&documents, &Options::default()).1);
    assert_eq!(help, "did you mean `com.example.defs#postVieww`?");
}

#[test]
fn what_is_included_brings_what_it_needs_and_no_more() {
    let defs = format!(
        r#""used":{},"unused":{OBJECT}"#,
        refers_to("#leaf").split_once(':').unwrap().1
    );
    let defs = format!(r#"{defs},"leaf":{OBJECT}"#);
    let main = refers_to("com.example.defs#used");
    let documents = [
        ("com.example.defs", defs.as_str()),
        ("com.example.thing", &main),
        ("com.other.thing", &main),
    ];
    let wires = |options: &Options| -> Vec<String> {
        paths(&world(&documents, options).0)
            .into_iter()
            .map(|(wire, _)| wire)
            .collect()
    };
    let include = vec!["com.other.*".parse().unwrap()];
    let expected = [
        "com.example.defs#leaf",
        "com.example.defs#used",
        "com.other.thing#main",
    ];
    assert_eq!(
        wires(&Options {
            include,
            ..Options::default()
        }),
        expected
    );
    let exclude = vec!["com.example.*".parse().unwrap()];
    assert_eq!(
        wires(&Options {
            exclude,
            ..Options::default()
        }),
        expected
    );
}

#[test]
fn what_leads_nowhere_from_a_refused_definition_is_told_too() {
    let defs = r##""main":{"type":"object","properties":{
        "a":{"type":"strng"},"b":{"type":"ref","ref":"#lost"},"c":{"type":"ref","ref":"#ok"}}},
        "ok":{"type":"object","properties":{}}"##;
    let (_, diagnostics) = world(&[("com.example.thing", defs)], &Options::default());
    let (code, pointer, _) = only(diagnostics);
    assert_eq!(
        (code, pointer.as_str()),
        ("missing-definition", "/defs/main/properties/b/ref")
    );
}

#[test]
fn a_pattern_that_chooses_nothing_is_an_error() {
    let main = format!(r#""main":{OBJECT}"#);
    let include = vec!["com.example.thign".parse().unwrap()];
    let options = Options {
        include,
        ..Options::default()
    };
    let (_, diagnostics) = world(&[("com.example.thing", &main)], &options);
    assert_eq!(diagnostics[0].code, "unmatched-pattern");
    assert_eq!(
        diagnostics[0].help.as_deref(),
        Some("did you mean `com.example.thing`?")
    );
}

#[test]
fn targets_are_written_in_full() {
    let target = Target::Missing {
        name: FullName::parse("a.b.c#d").expect("a name"),
    };
    assert_eq!(target.name().as_str(), "a.b.c#d");
}
