//! Which types have no value, and what is said of them.

use crate::compiler::{
    check::check,
    diagnostic::{Diagnostic, Report},
    dynamic::sample,
    ir::{Options, resolve},
    schema::StringType,
    source::Sources,
};
use crate::syntax::Format;

fn found(documents: &[(&str, &str)]) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    for (nsid, defs) in documents {
        let text = format!("{{\"lexicon\":1,\"id\":\"{nsid}\",\"defs\":{{\n{defs}\n}}}}");
        sources.add(*nsid, None, text);
    }
    let checked = check(&sources);
    assert!(!checked.has_errors(), "{:?}", checked.diagnostics);
    let options = Options {
        allow_missing: true,
        ..Options::default()
    };
    let (_, diagnostics) = resolve(&checked.documents, &checked.refused, &options);
    (sources, diagnostics)
}

/// The code and the place of each diagnostic about the `defs` of one document.
fn codes(defs: &str) -> Vec<String> {
    let (_, found) = found(&[("com.example.it", defs)]);
    let place = |it: &Diagnostic| it.place.as_ref().map(|place| place.pointer.to_string());
    let lines = found
        .iter()
        .map(|it| format!("{} {}", it.code, place(it).unwrap_or_default()));
    lines.collect()
}

fn shown(documents: &[(&str, &str)]) -> String {
    let (sources, diagnostics) = found(documents);
    Report::new(&sources, diagnostics).to_text(false)
}

/// An object `name` with one property `p`, which is required.
fn object(name: &str, property: &str) -> String {
    format!(
        r#""{name}": {{"type": "object", "required": ["p"], "properties": {{"p": {property}}}}}"#
    )
}

fn reference(to: &str) -> String {
    format!(r#"{{"type": "ref", "ref": "{to}"}}"#)
}

#[test]
fn a_required_reference_to_itself_is_reported_at_the_cause() {
    let link = object("link", &reference("#link"));
    let user = object("user", &reference("#link"));
    let defs = format!("{link},\n{user}");
    assert_eq!(codes(&defs), ["infinite-type /defs/link/properties/p/ref"]);
    insta::assert_snapshot!(shown(&[("com.example.it", &defs)]));
}

#[test]
fn a_cycle_of_several_documents_is_shown_step_by_step() {
    let a = object("main", &reference("com.example.b"));
    let b = object(
        "main",
        r#"{"type": "array", "minLength": 1, "items": {"type": "ref", "ref": "com.example.c"}}"#,
    );
    let c = object(
        "main",
        r#"{"type": "union", "closed": true, "refs": ["com.example.a", "com.example.b"]}"#,
    );
    let documents = [
        ("com.example.a", a.as_str()),
        ("com.example.b", b.as_str()),
        ("com.example.c", c.as_str()),
    ];
    insta::assert_snapshot!(shown(&documents));
}

#[test]
fn recursion_that_can_end_is_fine() {
    for property in [
        r##"{"type": "array", "items": {"type": "ref", "ref": "#it"}}"##,
        r##"{"type": "union", "refs": ["#it"]}"##,
        r##"{"type": "union", "closed": true, "refs": ["#it", "#leaf"]}"##,
        r##"{"type": "object", "properties": {"p": {"type": "ref", "ref": "#it"}}}"##,
        r##"{"type": "ref", "ref": "com.example.missing"}"##,
        r##"{"type": "unknown"}"##,
    ] {
        let leaf = r#""leaf": {"type": "object", "properties": {}}"#;
        assert_eq!(
            codes(&format!("{}, {leaf}", object("it", property))),
            [""; 0]
        );
    }
    let optional =
        r##""it": {"type": "object", "properties": {"p": {"type": "ref", "ref": "#it"}}}"##;
    assert_eq!(codes(optional), [""; 0]);
    let nullable = object("it", &reference("#it"))
        .replace(r#""required""#, r#""nullable": ["p"], "required""#);
    assert_eq!(codes(&nullable), [""; 0]);
}

#[test]
fn each_cause_is_reported_once_and_no_consequence() {
    let short = r#"{"type": "string", "minGraphemes": 5, "maxLength": 4}"#;
    let defs = [
        object("cause", short),
        object("consequence", &reference("#cause")),
        object(
            "list",
            r##"{"type": "array", "minLength": 2, "items": {"type": "ref", "ref": "#consequence"}}"##,
        ),
        // Fine, as soon as the cause is.
        object(
            "either",
            r##"{"type": "union", "closed": true, "refs": ["#either", "#cause"]}"##,
        ),
        // Two causes that have nothing to do with each other.
        object(
            "first",
            r##"{"type": "object", "required": ["a", "b"], "properties": {
            "a": {"type": "ref", "ref": "#first"}, "b": {"type": "ref", "ref": "#second"}}}"##,
        ),
        object("second", &reference("#second")),
    ];
    assert_eq!(
        codes(&defs.join(",")),
        [
            "unsatisfiable-type /defs/cause/properties/p/minGraphemes",
            "infinite-type /defs/first/properties/p/properties/a/ref",
            "infinite-type /defs/second/properties/p/ref",
        ]
    );
}

#[test]
fn an_optional_part_without_a_value_is_a_warning() {
    let short = r#"{"type": "string", "minGraphemes": 5, "maxLength": 4}"#;
    let cases = [
        (
            format!(r#""a": {{"type": "object", "properties": {{"p": {short}}}}}"#),
            "/defs/a/properties/p",
        ),
        (
            format!(
                r#""a": {{"type": "object", "required": ["p"], "nullable": ["p"], "properties": {{"p": {short}}}}}"#
            ),
            "/defs/a/properties/p",
        ),
        (
            format!(r#""a": {{"type": "array", "items": {short}}}"#),
            "/defs/a/items",
        ),
        (
            format!(
                r#""main": {{"type": "query", "parameters": {{"type": "params", "properties": {{"p": {short}}}}}}}"#
            ),
            "/defs/main/parameters/properties/p",
        ),
    ];
    for (defs, place) in cases {
        let expected = format!("unsatisfiable-part {place}/minGraphemes");
        assert_eq!(codes(&defs), [expected], "{defs}");
    }
}

#[test]
fn a_required_part_without_a_value_is_an_error() {
    let short = r#"{"type": "string", "minGraphemes": 5, "maxLength": 4}"#;
    let cases = [
        (format!(r#""a": {short}"#), "/defs/a"),
        (
            format!(r#""a": {{"type": "array", "minLength": 1, "items": {short}}}"#),
            "/defs/a/items",
        ),
        (
            format!(
                r#""main": {{"type": "record", "key": "tid", "record": {{"type": "object",
                    "required": ["p"], "properties": {{"p": {short}}}}}}}"#
            ),
            "/defs/main/record/properties/p",
        ),
        (
            format!(
                r#""main": {{"type": "query", "parameters": {{"type": "params", "required": ["p"],
                    "properties": {{"p": {{"type": "array", "items": {short}}}}}}}}}"#
            ),
            "/defs/main/parameters/properties/p/items",
        ),
        (
            format!(
                r#""main": {{"type": "query", "output": {{"encoding": "application/json", "schema":
                    {{"type": "object", "required": ["p"], "properties": {{"p": {short}}}}}}}}}"#
            ),
            "/defs/main/output/schema/properties/p",
        ),
    ];
    for (defs, place) in cases {
        let expected = format!("unsatisfiable-type {place}/minGraphemes");
        assert_eq!(codes(&defs), [expected], "{defs}");
    }
}

#[test]
fn what_contradicts_what_is_said() {
    let types = [
        r#"{"type": "string", "minGraphemes": 300, "maxLength": 200}"#,
        r#"{"type": "string", "minLength": 1, "maxGraphemes": 0}"#,
        r#"{"type": "string", "format": "did", "maxLength": 6}"#,
        r#"{"type": "string", "format": "uri", "maxGraphemes": 1}"#,
        r#"{"type": "string", "format": "handle", "minLength": 254}"#,
        r#"{"type": "string", "format": "tid", "minGraphemes": 14}"#,
        r#"{"type": "string", "format": "did", "minLength": 30, "maxGraphemes": 20}"#,
        r#"{"type": "string", "format": "datetime", "minLength": 21, "maxLength": 21}"#,
        r#"{"type": "blob", "accept": []}"#,
        r#"{"type": "blob", "maxSize": 0}"#,
    ];
    let (sources, diagnostics) = found(&[(
        "com.example.it",
        &types
            .iter()
            .enumerate()
            .map(|(at, it)| format!(r#""t{at}": {it}"#))
            .collect::<Vec<_>>()
            .join(",\n"),
    )]);
    assert_eq!(diagnostics.len(), types.len());
    insta::assert_snapshot!(Report::new(&sources, diagnostics).to_text(false));
}

#[test]
fn a_required_array_of_parameters_has_items() {
    let query = r#""main": {"type": "query", "parameters": {"type": "params", "required": ["p"],
        "properties": {"p": {"type": "array", "maxLength": 0, "items": {"type": "string"}}}}}"#;
    let place = "/defs/main/parameters/properties/p/maxLength";
    assert_eq!(codes(query), [format!("unsatisfiable-type {place}")]);
    assert_eq!(codes(&query.replace(r#""required": ["p"],"#, "")), [""; 0]);
}

/// The lengths at which formats begin, end, or have a gap.
const BOUNDS: [Option<u64>; 7] = [
    None,
    Some(0),
    Some(2),
    Some(3),
    Some(13),
    Some(21),
    Some(254),
];

/// Every pair of a lower and an upper bound that `check` accepts.
fn pairs() -> impl Iterator<Item = (Option<u64>, Option<u64>)> {
    let all = BOUNDS.into_iter();
    let pairs = all.flat_map(|least| BOUNDS.into_iter().map(move |most| (least, most)));
    pairs.filter(|(least, most)| most.is_none() || least <= most)
}

/// The shortest text of a type is found in another way, by trying texts.
#[test]
fn a_string_is_reported_exactly_if_no_text_is_found() {
    let formats = [None].into_iter().chain(Format::ALL.map(Some));
    for format in formats {
        for (min_length, max_length) in pairs() {
            for (min_graphemes, max_graphemes) in pairs() {
                let schema = StringType {
                    format,
                    min_length,
                    max_length,
                    min_graphemes,
                    max_graphemes,
                    ..StringType::default()
                };
                let text = sample::string::shortest(&schema);
                let cause = super::contradiction::string(&schema);
                // The search for a `uri` does not try marks, which make a grapheme long.
                let is_found = text.is_some() || format == Some(Format::Uri) && cause.is_none();
                assert_eq!(!is_found, cause.is_some(), "{schema:?}: {cause:?}");
            }
        }
    }
}

/// A chain as long as a document can be takes no time to speak of, and no stack.
#[test]
fn long_chains_are_followed() {
    const LENGTH: usize = 20_000;
    let links =
        (0..LENGTH).map(|at| object(&format!("d{at}"), &reference(&format!("#d{}", at + 1))));
    let links: Vec<_> = links.collect();
    let open = format!(
        "{}, {}",
        links.join(","),
        object(&format!("d{LENGTH}"), r#"{"type": "boolean"}"#)
    );
    assert_eq!(codes(&open), [""; 0]);
    let circle = format!(
        "{}, {}",
        links.join(","),
        object(&format!("d{LENGTH}"), &reference("#d0"))
    );
    assert_eq!(codes(&circle), ["infinite-type /defs/d0/properties/p/ref"]);
}
