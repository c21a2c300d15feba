//! The arguments after the NSID.

use std::hash::{DefaultHasher, Hash, Hasher};

use lexgen::Data;
use lexgen_macros::lexicon;

use super::read;

#[lexicon("com.atproto.server.createSession", derive(Hash))]
mod hashed {}

#[lexicon("com.example.shelf.*", derive(::core::hash::Hash))]
mod all_hashed {}

#[lexicon("com.example.shelf.*", derive(Hash, Ord, ::arbitrary::Arbitrary))]
mod ordered {}

/// The struct of an endpoint holds no data, so it gets only the user's derives.
#[lexicon("com.atproto.server.createSession", derive(Hash))]
#[derive(PartialEq, Eq, Hash)]
struct Marked;

#[lexicon("com.atproto.server.createSession", strictness = "strict")]
mod strict {}

#[lexicon("com.atproto.server.createSession", strictness = "lenient")]
mod lenient {}

#[lexicon(
    "com.atproto.server.createSession",
    path = "../lexicons/com/atproto/server/createSession.json"
)]
struct FromFile;

#[lexicon("com.example.3d.*")]
mod measured {}

/// The referenced types are in another module of this crate.
#[lexicon(
    "com.example.deep-stacks.2nd-floor.lift",
    extern_path("com.example.3d" = crate::options::measured)
)]
mod lift {}

#[lexicon(
    "com.example.fence.getGate",
    path = "tests/attribute/ui/lexicons",
    allow_missing,
    allow_unknown
)]
mod get_gate {}

#[lexicon("com.example.shelf.*", record_enum = "AnyRecord")]
mod recorded {}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn an_enum_holds_any_record_of_a_namespace() {
    let json =
        r#"{"$type":"com.example.shelf.note","text":"hm","createdAt":"2024-01-02T03:04:05Z"}"#;
    let record: recorded::AnyRecord = read(json);
    assert!(matches!(
        record,
        recorded::AnyRecord::ComExampleShelfNote(_)
    ));
}

#[test]
fn derives_are_added_to_all() {
    let input = hashed::Input::new("alice.example", "hunter2");
    assert_eq!(hash(&input), hash(&input.clone()));
    let section = all_hashed::section::Section::new("Attic");
    assert_eq!(hash(&section), hash(&section.clone()));
    assert_eq!(hash(&Marked), hash(&Marked));
    let input = MarkedInput::new("alice.example", "hunter2");
    assert_eq!(hash(&input), hash(&input.clone()));
}

#[test]
fn an_order_and_traits_of_other_crates_are_derived() {
    use arbitrary::{Arbitrary, Unstructured};

    use ordered::section::Section;

    let [attic, cellar] = ["Attic", "Cellar"].map(Section::new);
    assert!(attic < cellar);
    assert_eq!(hash(&attic), hash(&attic.clone()));
    let random = Section::arbitrary(&mut Unstructured::new(&[7; 100])).expect("enough bytes");
    assert_eq!(
        read::<Section>(&serde_json::to_string(&random).expect("JSON")),
        random
    );
}

#[test]
fn strict_types_refuse_what_lenient_ones_keep() {
    let reply = r#"{"accessJwt":"a","refreshJwt":"r","handle":"not a handle","did":"did:plc:a"}"#;
    let error = serde_json::from_str::<strict::Output>(reply).expect_err("no handle");
    assert!(error.to_string().contains("not a handle"), "{error}");
    assert_eq!(read::<lenient::Output>(reply).handle, "not a handle");
}

#[test]
fn one_file_is_enough() {
    assert_eq!(FromFileInput::new("a", "b").identifier, "a");
}

#[test]
fn types_from_elsewhere_are_those_types() {
    let scan: measured::scan::Scan = read(r#"{"points":[[1,2,3]]}"#);
    let output: <lift::Lift as lexgen::Endpoint>::Output = scan;
    assert_eq!(output.points.map(|points| points.len()), Some(1));
}

#[test]
fn what_is_missing_is_opaque_data() {
    let mut output = get_gate::Output::new(120);
    let house: Data = read(r#"{"storeys":2}"#);
    output.neighbour = Some(house);
    assert_eq!(
        serde_json::to_string(&output).expect("JSON"),
        r#"{"width":120,"neighbour":{"storeys":2}}"#
    );
}
