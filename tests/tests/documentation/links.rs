//! Every link has a target, in the files and in rustdoc.
//!
//! A page links to another as `[Types]` or `[text][types]`. The label is defined
//! at the end of the file for readers of the file, and in `guide.rs` for rustdoc.
//! rustdoc itself checks that its pages exist.

use std::{collections::BTreeMap, path::Path};

use lexgen_tests::workspace;

use crate::page::{GUIDE, Page, read};

/// The definitions of links in a text, by their label.
fn definitions(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix('['));
    let definitions = lines.filter_map(|line| line.split_once("]: "));
    definitions
        .map(|(label, target)| (label.to_owned(), target.to_owned()))
        .collect()
}

/// The content of each `[…]`, and the character after it.
fn brackets(prose: &str) -> Vec<(&str, &str)> {
    let starts = prose.match_indices('[').map(|(at, _)| &prose[at + 1..]);
    starts.filter_map(|rest| rest.split_once(']')).collect()
}

/// Every target of `[text](target)`.
fn targets(prose: &str) -> Vec<String> {
    let inline = brackets(prose).into_iter().filter_map(|(_, after)| {
        let target = after.strip_prefix('(')?;
        Some(target.split(')').next().unwrap_or_default().to_owned())
    });
    inline.collect()
}

/// The label of every `[label]` and `[text][label]`.
fn labels(prose: &str) -> Vec<String> {
    let brackets = brackets(prose).into_iter();
    let labels = brackets.filter(|(_, after)| !after.starts_with(['(', '[', ':']));
    labels.map(|(label, _)| label.to_lowercase()).collect()
}

/// The target of a link from a page: a file or a heading.
fn check(page: &Page, target: &str) {
    if target.starts_with("https://") {
        return;
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let folder = Path::new(&page.path).parent().unwrap_or(Path::new(""));
    let path = if path.is_empty() {
        page.path.clone()
    } else {
        folder.join(path).display().to_string()
    };
    assert!(
        workspace().join(&path).exists(),
        "{}: there is no {path}",
        page.path
    );
    if !anchor.is_empty() {
        let anchors = Page::read(&path).anchors();
        assert!(
            anchors.iter().any(|it| it == anchor),
            "{}: there is no #{anchor} in {anchors:?}",
            page.path
        );
    }
}

#[test]
fn links_of_files_lead_somewhere() {
    let others = ["CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"].map(Page::read);
    for page in Page::all().into_iter().chain(others) {
        let prose = page.prose();
        let definitions = definitions(&page.text);
        for target in targets(&prose).iter().chain(definitions.values()) {
            check(&page, target);
        }
        if page.path.starts_with(GUIDE) {
            let labels = labels(&prose);
            for label in &labels {
                let is_defined = definitions.contains_key(label);
                assert!(is_defined, "{}: [{label}] is not defined", page.path);
            }
            for label in definitions.keys() {
                let is_used = labels.contains(label);
                assert!(is_used, "{}: [{label}] is not used", page.path);
            }
        }
    }
}

#[test]
fn links_of_rustdoc_lead_to_the_same_pages() {
    let guide = read("lexgen/src/guide.rs");
    let lines = guide.lines().filter_map(|line| {
        let line = line.trim().strip_prefix("#[doc = \"")?;
        line.strip_suffix("\"]")
    });
    let in_rustdoc = definitions(&lines.flat_map(|line| [line, "\n"]).collect::<String>());
    for page in &Page::all()[1..] {
        for (label, file) in definitions(&page.text) {
            let same = format!("crate::guide::{}", file.replace(".md", ""));
            assert_eq!(in_rustdoc.get(&label), Some(&same), "{}", page.path);
        }
        // A path to a file would be a broken link in rustdoc.
        for target in targets(&page.prose()) {
            let leads = target.starts_with("https://") || target.starts_with('#');
            assert!(leads, "{}: rustdoc cannot link to {target}", page.path);
        }
    }
}
