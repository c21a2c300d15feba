//! The table of features has all of them.

use std::collections::BTreeSet;

use crate::page::{Page, read};

/// The names in the first column of the table.
fn listed() -> BTreeSet<String> {
    let page = Page::guide("library");
    let (_, table) = page.text.split_once("| Feature |").expect("a table");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    rows.filter_map(|row| row.split('|').nth(1))
        .flat_map(|names| names.split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_table_of_features_is_complete() {
    let manifest = read("lexgen/Cargo.toml");
    let (_, section) = manifest.split_once("[features]\n").expect("features");
    let (section, _) = section.split_once("\n[").expect("another section");
    let names = section.lines().filter_map(|line| line.split_once(" = "));
    let names = names.map(|(name, _)| name.trim_matches('"').to_owned());
    let mut names: BTreeSet<String> = names.filter(|name| !name.starts_with('#')).collect();
    assert!(names.remove("default"));
    assert_eq!(listed(), names);
}
