//! A member with a `lexgen.toml`, which has precedence over its folder `lexicons`.

#[lexgen_macros::lexicon("com.example.garden.plant")]
pub mod plant {}

/// Arguments of the attribute override `lexgen.toml`.
#[lexgen_macros::lexicon("com.example.garden.plant", strictness = "lenient")]
pub mod lenient {}

#[test]
fn it_is_as_the_settings_say() {
    let json = r#"{"$type":"com.example.garden.plant","fromSettings":"not a handle"}"#;
    assert!(serde_json::from_str::<plant::Plant>(json).is_err());
    let plant: lenient::Plant = serde_json::from_str(json).expect("it is kept");
    assert_eq!(plant.from_settings, "not a handle");
}
