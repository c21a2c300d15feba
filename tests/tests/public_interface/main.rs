//! A snapshot of the public API, which is reviewed like code.
//!
//! `cargo public-api` needs a nightly compiler, so this reads the sources: every
//! public path from the root, with the signature of the item. Types that a macro
//! declares have only a path. Items that are hidden in the documentation are not
//! part of the API.

mod outline;
mod source;

use source::{Crate, Item};

#[test]
fn the_public_interface_is_as_reviewed() {
    let lexgen = Crate::read();
    let mut text = String::new();
    for item in lexgen.public() {
        text.push_str(&item.path.join("::"));
        if !item.features.is_empty() {
            text.push_str(&format!(" (needs {})", item.features.join(", ")));
        }
        text.push('\n');
        for line in outline::of(&lexgen, &item).lines() {
            text.push_str(&format!("    {line}\n"));
        }
    }
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("public_api", text);
    });
}

#[test]
fn the_documentation_says_which_feature_an_item_needs() {
    let lexgen = Crate::read();
    let needs = |item: &Item| {
        let docs = lexgen.docs(item);
        let feature = item.features.last()?;
        let says = docs.contains(&format!("eeds the feature `{feature}`"));
        (!says).then(|| format!("{} needs `{feature}`", item.path.join("::")))
    };
    let silent: Vec<String> = lexgen.public().iter().filter_map(needs).collect();
    assert!(silent.is_empty(), "\n{}\n", silent.join("\n"));
}
