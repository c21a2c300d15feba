//! The workflows in the guide can be read as YAML.

use crate::page::Page;

/// The value of a line such as `- run: cargo test`, if it is plain: without quotes.
fn plain(line: &str) -> Option<&str> {
    let (_, value) = line.trim().trim_start_matches("- ").split_once(": ")?;
    let is_plain = !value.starts_with(['"', '\'', '|', '>', '[', '{', '#']);
    is_plain.then_some(value)
}

/// Why a plain value is not the text that it looks like.
fn mistake(value: &str) -> Option<&'static str> {
    if value.contains(": ") || value.ends_with(':') {
        return Some("YAML reads another key");
    }
    value.contains(" #").then_some("YAML reads a comment")
}

#[test]
fn commands_in_workflows_are_what_they_look_like() {
    let mut workflows = 0;
    for page in Page::all() {
        for block in page.blocks() {
            if !block.text.contains("runs-on:") {
                continue;
            }
            workflows += 1;
            for line in block.text.lines().filter(|it| !it.trim().starts_with('#')) {
                let mistake = plain(line).and_then(mistake);
                assert_eq!(mistake, None, "{}: {line:?}", page.path);
            }
        }
    }
    assert_ne!(workflows, 0);
}

#[test]
fn mistakes_are_found() {
    let found = |line| plain(line).and_then(mistake);
    assert!(found("  - run: a --against network: --format b").is_some());
    assert!(found("  - run: a network:").is_some());
    assert!(found("  - run: a # b").is_some());
    assert!(found("  - run: \"a --against network: --format b\"").is_none());
    assert!(found("  - run: a --format b").is_none());
}
