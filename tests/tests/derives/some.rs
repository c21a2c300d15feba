//! Derives and attributes of some types: `derive-for`.

use std::collections::HashSet;

use arbitrary::{Arbitrary, Unstructured};
use lexgen_macros::lexicon;

use super::{
    lexicons::{
        AnyRecord,
        com::example::shelf::{note::Note, section::Section},
    },
    schema::schema_of,
};

/// Sections never have unknown fields, and plates can be in a `HashSet`.
#[lexicon(
    "com.example.shelf.*",
    derive_for("*", derive(Ord, ::arbitrary::Arbitrary, ::schemars::JsonSchema)),
    derive_for("com.example.shelf.section#main", fields(extra(arbitrary(default)))),
    derive_for("com.example.shelf.book#plates", derive(Hash))
)]
mod shelf {}

/// A struct has what a module has.
#[lexicon(
    "com.example.shelf.section",
    derive_for("*", derive(Ord, ::arbitrary::Arbitrary, ::schemars::JsonSchema)),
    derive_for("com.example.shelf.section#main", fields(extra(arbitrary(default))))
)]
#[derive(PartialOrd)]
pub struct Part;

fn random<T: for<'a> Arbitrary<'a>>(seed: u8) -> T {
    let bytes = Vec::from_iter((0..400_u32).map(|it| (it * 97 / 13) as u8 ^ seed));
    T::arbitrary(&mut Unstructured::new(&bytes)).expect("enough bytes")
}

#[test]
fn fields_have_attributes_of_a_derive() {
    for seed in 0..=255 {
        let section: Section = random(seed);
        assert!(
            section.name == "Attic" && section.extra.is_empty(),
            "{section:?}"
        );
        let section: shelf::section::Section = random(seed);
        assert!(section.extra.is_empty(), "{section:?}");
    }
    assert!((0..=255).any(|seed| random::<AnyRecord>(seed) > random(0)));
    assert!((0..=255).any(|seed| !random::<Note>(seed).extra.is_empty()));
}

#[test]
fn the_attribute_has_derives_for_some_types() {
    let [attic, cellar] = ["Attic", "Cellar"].map(shelf::section::Section::new);
    assert!(attic < cellar);
    let schema = schema_of::<shelf::section::Section>();
    assert_eq!(schema, schema_of::<Section>());
    assert!(Part::new("Attic") < Part::new("Cellar"));
    assert!(random::<Part>(7).extra.is_empty());
    let plates = [40, 40, 41].map(shelf::book::Plates::new);
    assert_eq!(HashSet::from(plates).len(), 2);
}
