//! Every rule's page is true: its bad example breaks the rule, its good one
//! does not, and fixing the bad one gives what the page says.

use std::collections::BTreeSet;

use crate::compiler::{
    check::check,
    diagnostic::{
        Diagnostic,
        page::{Block, blocks},
    },
    ir::resolve_all,
    lint::{apply, lint, rules},
    source::Sources,
};

/// The code under a heading, as a whole document, or as an array of documents.
fn example(page: &str, heading: &str) -> Option<String> {
    let mut blocks = blocks(page)
        .into_iter()
        .skip_while(|it| *it != Block::Heading(heading.into()))
        .skip(1)
        .take_while(|it| !matches!(it, Block::Heading(_)));
    let code = blocks.find_map(|it| match it {
        Block::Code(code) => Some(code),
        _ => None,
    })?;
    if code.contains("\"lexicon\"") {
        return Some(code);
    }
    Some(format!(
        "{{ \"lexicon\": 1, \"id\": \"com.example.thing\", \"defs\": {code} }}"
    ))
}

/// What lint says of a document on its own, or of several.
fn findings(code: &str, text: &str) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    match serde_json::from_str(text) {
        Ok(serde_json::Value::Array(documents)) => {
            for document in documents {
                sources.add("thing.json", None, document.to_string());
            }
        }
        _ => {
            sources.add("thing.json", None, text);
        }
    }
    let checked = check(&sources);
    assert!(!checked.has_errors(), "{code}: {:?}", checked.diagnostics);
    let findings = lint(
        &sources,
        &checked.documents,
        &resolve_all(&checked.documents),
    );
    (sources, findings)
}

fn codes(findings: &[Diagnostic]) -> BTreeSet<&str> {
    findings.iter().map(|it| it.code).collect()
}

#[test]
fn every_page_is_true() {
    for rule in rules::ALL {
        let code = rule.code;
        let bad = example(rule.explanation, "Bad").unwrap_or_else(|| panic!("{code}: no bad"));
        let good = example(rule.explanation, "Good").unwrap_or_else(|| panic!("{code}: no good"));
        let (sources, found) = findings(code, &bad);
        assert!(codes(&found).contains(code), "{code}: bad gives {found:?}");
        let (_, of_good) = findings(code, &good);
        assert!(
            !codes(&of_good).contains(code),
            "{code}: good gives {of_good:?}"
        );
        let own = found.iter().filter(|it| it.code == code);
        let edits: Vec<_> = own.flat_map(|it| it.fix.clone()).collect();
        let fixed = example(rule.explanation, "Fixed");
        let says_fix = rule.explanation.contains("--fix");
        if edits.is_empty() {
            assert!(fixed.is_none() && !says_fix, "{code}: has no fix");
            continue;
        }
        assert!(says_fix, "{code}: the page does not mention `--fix`");
        let source = sources.iter().next().expect("one").1;
        let result = apply(source, &edits).expect("edits that apply");
        assert_eq!(result, fixed.unwrap_or(good), "{code}");
        let (_, left) = findings(code, &result);
        assert!(left.iter().all(|it| it.code != code || it.fix.is_empty()));
    }
}

#[test]
fn every_page_has_a_rule_and_is_fit_to_print() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/compiler/lint/rules/pages");
    let pages: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the pages")
        .map(|it| {
            it.expect("an entry")
                .file_name()
                .into_string()
                .expect("text")
        })
        .collect();
    let rules: BTreeSet<String> = rules::ALL
        .iter()
        .map(|it| format!("{}.md", it.code))
        .collect();
    assert_eq!(pages, rules);
    for rule in rules::ALL {
        assert!(
            matches!(blocks(rule.explanation).first(), Some(Block::Paragraph(_))),
            "{}",
            rule.code
        );
        let is_narrow = |it: &Block| match it {
            Block::Code(code) => code.lines().all(|line| line.chars().count() <= 100),
            Block::Heading(_) | Block::Paragraph(_) | Block::Item(_) => true,
        };
        assert!(
            blocks(rule.explanation).iter().all(is_narrow),
            "{}",
            rule.code
        );
    }
}
