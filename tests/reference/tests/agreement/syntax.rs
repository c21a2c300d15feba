//! String formats: which texts are valid, and what they mean.

use lexgen::{
    AtUri, Datetime,
    syntax::{self, Format},
};
use lexgen_tests_reference::{Comparison, Reference, Texts};
use serde_json::{Value, json};

/// Texts per format.
const COUNT: usize = 20_000;

fn compare(
    question: &str,
    kind: &str,
    texts: Vec<String>,
    input: impl Fn(&str) -> Value,
    lexgen: impl Fn(&str) -> Value,
) {
    let Some(reference) = Reference::installed() else {
        return;
    };
    let comparison = Comparison::new(question);
    let mut texts = texts;
    texts.extend(comparison.examples());
    let inputs: Vec<Value> = texts.iter().map(|text| input(text)).collect();
    let theirs = reference.ask(kind, &inputs);
    let ours: Vec<Value> = texts.iter().map(|text| lexgen(text)).collect();
    comparison.check(&texts, &ours, &theirs);
}

fn validity(format: Format) {
    compare(
        &format!("format {format}"),
        "format",
        Texts::near(format).take(COUNT),
        |text| json!([format.name(), text]),
        |text| syntax::check(format, text).is_ok().into(),
    );
}

macro_rules! formats {
    ($($test:ident: $format:ident,)*) => {
        $(
            #[test]
            fn $test() {
                validity(Format::$format);
            }
        )*

        #[test]
        fn every_format_is_compared() {
            // The released packages do not have the format of a proposal.
            let all = Format::ALL.into_iter().filter(|format| *format != Format::SpaceRef);
            assert_eq!([$(Format::$format),*].as_slice(), all.collect::<Vec<_>>());
        }
    };
}
formats! {
    at_identifiers: AtIdentifier,
    at_uris: AtUri,
    cids: Cid,
    datetimes: Datetime,
    dids: Did,
    handles: Handle,
    languages: Language,
    nsids: Nsid,
    record_keys: RecordKey,
    tids: Tid,
    uris: Uri,
}

fn refused() -> Value {
    json!({ "refused": "" })
}

#[test]
fn parts_of_at_uris() {
    let parts = |text: &str| {
        let uri = AtUri::new(text).ok()?;
        Some(json!([uri.authority(), uri.collection(), uri.record_key()]))
    };
    compare(
        "parts of at-uri",
        "at-uri",
        Texts::near(Format::AtUri).take(COUNT),
        |text| text.into(),
        |text| parts(text).unwrap_or_else(refused),
    );
}

#[test]
fn moments_of_datetimes() {
    let moment = |text: &str| {
        let datetime = Datetime::new(text).ok()?;
        datetime.timestamp_millis().map(Value::from)
    };
    compare(
        "moment of datetime",
        "datetime",
        Texts::near(Format::Datetime).take(COUNT),
        |text| text.into(),
        |text| moment(text).unwrap_or_else(refused),
    );
}
