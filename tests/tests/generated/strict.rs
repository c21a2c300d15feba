//! The effect of `strictness = "strict"` and of additional derives.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::refused;

/// Some lexicons, generated with other settings.
pub mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/strict.rs"));
}

use lexicons::com::example::shelf::{note::Note, section::Section};

#[test]
fn malformed_text_is_refused() {
    let json = r#"{"$type":"com.example.shelf.note","text":"hm","createdAt":"yesterday"}"#;
    refused::<Note>(json, "datetime");
    super::read::<super::lexicons::com::example::shelf::note::Note>(json);
}

#[test]
fn what_was_asked_for_is_derived() {
    let hash = |section: &Section| {
        let mut hasher = DefaultHasher::new();
        section.hash(&mut hasher);
        hasher.finish()
    };
    assert_eq!(hash(&Section::new("a")), hash(&Section::new("a")));
    assert_ne!(hash(&Section::new("a")), hash(&Section::new("b")));
}
