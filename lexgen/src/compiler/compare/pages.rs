//! The pages of the rules are their tests: every example is compared, and the
//! verdicts must be those that stand below it.
//!
//! With `LEXGEN_ACCEPT_PAGES` set, the verdicts are written into the pages
//! instead. Read them before they are committed.

use std::{collections::BTreeSet, fs, path::PathBuf};

use serde_json::{Value, json};

use super::{
    Audience, ChangeOptions, Comparison, Faulty, Level, Options, Side, Verdict, compare, rules,
    witness,
};
use crate::compiler::{
    check::{Refused, check},
    diagnostic::{
        Report, Severity,
        page::{Block, blocks},
    },
    ir::{self, Ir},
    source::Sources,
};

/// One example of a page.
struct Example {
    section: String,
    before: String,
    after: String,
    verdicts: Vec<String>,
}

const SECTIONS: [&[&str]; 3] = [&["Breaks", "Example"], &["Harmless"], &["Other direction"]];

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "src/compiler/compare/pages"]
        .iter()
        .collect()
}

fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut section = String::new();
    for block in blocks(page) {
        match block {
            Block::Heading(heading) => section = heading,
            Block::Code(code) => examples.push(Example {
                section: section.clone(),
                before: side(&code, '+'),
                after: side(&code, '-'),
                verdicts: Vec::new(),
            }),
            Block::Item(item) => {
                let example = examples
                    .last_mut()
                    .expect("verdicts stand below an example");
                example.verdicts.push(item);
            }
            Block::Paragraph(_) => {}
        }
    }
    examples
}

/// One side of a diff: the lines that do not begin with `other`.
fn side(diff: &str, other: char) -> String {
    let lines = diff.lines().filter(|line| !line.starts_with(other));
    lines
        .map(|line| line.get(1..).unwrap_or_default().to_owned() + "\n")
        .collect()
}

/// The lexicons of an example: `defs` of `com.example.thing`, or documents.
fn lexicons(text: &str, may_have_errors: bool) -> (Ir, Refused) {
    let value: Value =
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    let documents = match value {
        Value::Array(documents) => documents,
        defs => vec![json!({"lexicon": 1, "id": "com.example.thing", "defs": defs})],
    };
    let mut sources = Sources::default();
    for document in documents {
        sources.add("example.json", None, document.to_string());
    }
    let checked = check(&sources);
    let options = ir::Options {
        allow_missing: true,
        ..ir::Options::default()
    };
    let (ir, mut diagnostics) = ir::resolve(&checked.documents, &checked.refused, &options);
    diagnostics.extend(checked.diagnostics);
    diagnostics.retain(|it| it.severity == Severity::Error);
    let report = Report::new(&sources, diagnostics);
    let is_sound = report.diagnostics().len() == 0;
    assert!(is_sound || may_have_errors, "{}", report.to_text(false));
    (ir, checked.refused)
}

fn compared(rule: &str, example: &Example) -> Comparison {
    compared_with_versions(rule, example).0
}

fn compared_with_versions(rule: &str, example: &Example) -> (Comparison, Ir, Ir) {
    let options = Options {
        changes: ChangeOptions {
            descriptions: rule == rules::DESCRIPTION_CHANGED.code,
            ..ChangeOptions::default()
        },
        ..Options::default()
    };
    let may_have_errors = rule == rules::NOT_COMPARED.code;
    let (old, refused) = lexicons(&example.before, may_have_errors);
    let (new, _) = lexicons(&example.after, false);
    let faulty = Faulty {
        side: Side::Old,
        refused: &refused,
        refused_by_other: &Refused::default(),
        kind: &|_, _| None,
    };
    let comparison = compare(&old, &new, &options).with_refused(&faulty, &old, &new);
    (comparison, old, new)
}

fn lines(comparison: &Comparison) -> Vec<String> {
    match comparison.verdicts.as_slice() {
        [] => vec!["no change".to_owned()],
        verdicts => verdicts.iter().map(line).collect(),
    }
}

/// A verdict in a line: ``` `limit-tightened`: protocol break; wire risk for
/// new clients; rust patch ```.
fn line(verdict: &Verdict) -> String {
    let mut audiences = Vec::new();
    for audience in Audience::ALL {
        let effects = verdict.effects.iter().filter(|it| it.audience == audience);
        let mut parts: Vec<_> = effects
            .map(|it| match audience {
                Audience::Protocol => it.level.name().to_owned(),
                _ => format!("{} for {}", it.level.name(), it.party.name()),
            })
            .collect();
        parts.dedup();
        if !parts.is_empty() {
            audiences.push(format!("{} {}", audience.name(), parts.join(", ")));
        }
    }
    if audiences.is_empty() {
        audiences.push("safe".to_owned());
    }
    audiences.push(format!("rust {}", verdict.rust.name()));
    format!("`{}`: {}", verdict.rule.code, audiences.join("; "))
}

/// The page with these verdicts below its examples.
fn rewritten(page: &str, verdicts: &[Vec<String>]) -> String {
    let mut verdicts = verdicts.iter();
    let mut text = String::new();
    let mut is_code = false;
    for line in page.lines() {
        if !is_code && line.starts_with("- ") {
            continue;
        }
        text.push_str(line);
        text.push('\n');
        if line.starts_with("```") {
            is_code = !is_code;
            if !is_code {
                let lines = verdicts.next().into_iter().flatten();
                let lines = lines.map(|line| format!("- {line}\n"));
                text.push_str(&format!("\n{}\n", lines.collect::<String>()));
            }
        }
    }
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text.trim_end().to_owned() + "\n"
}

#[test]
fn examples_are_judged_as_the_pages_say() {
    let accept = std::env::var_os("LEXGEN_ACCEPT_PAGES").is_some();
    let mut wrong = String::new();
    for rule in rules::ALL {
        let page = rule.explanation;
        let found: Vec<_> = examples(page)
            .iter()
            .map(|example| lines(&compared(rule.code, example)))
            .collect();
        if accept {
            let path = folder().join(format!("{}.md", rule.code));
            fs::write(path, rewritten(page, &found)).expect("can be written");
            continue;
        }
        for (example, found) in examples(page).iter().zip(found) {
            if example.verdicts != found {
                let (section, verdicts) = (&example.section, &example.verdicts);
                let code = rule.code;
                wrong += &format!("{code}, {section}:\n  page {verdicts:?}\n  is   {found:?}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The case that breaks, the one that looks like it and is harmless, and the
/// other direction, in this order.
#[test]
fn every_rule_has_its_three_cases() {
    for rule in rules::ALL {
        let code = rule.code;
        let examples = examples(rule.explanation);
        assert_eq!(examples.len(), SECTIONS.len(), "{code}");
        for (example, sections) in examples.iter().zip(SECTIONS) {
            assert!(
                sections.contains(&example.section.as_str()),
                "{code}: {}",
                example.section
            );
        }
        let [first, twin, other] = [0, 1, 2].map(|at| compared(code, &examples[at]));
        let own = |it: &&Verdict| it.rule.code == code;
        let defaults = [Audience::Wire, Audience::Records, Audience::Lexicons];
        let level = first
            .verdicts
            .iter()
            .filter(own)
            .map(|it| it.level(&defaults))
            .max();
        let expected = match rule.severity {
            Severity::Note => Level::Safe,
            Severity::Warning => Level::Risk,
            Severity::Error => Level::Break,
        };
        assert_eq!(level, Some(expected), "{code}: the first example");
        let heading = match expected {
            Level::Safe | Level::Risk => "Example",
            Level::Break => "Breaks",
        };
        assert_eq!(examples[0].section, heading, "{code}");
        let worst = twin.verdicts.iter().map(Verdict::worst).max();
        assert_eq!(
            worst.unwrap_or(Level::Safe),
            Level::Safe,
            "{code}: the harmless example"
        );
        assert!(!other.verdicts.is_empty(), "{code}: the other way");
    }
}

#[test]
fn breaks_have_a_witness_or_a_reason_that_needs_none() {
    for rule in rules::ALL {
        for example in examples(rule.explanation) {
            let (comparison, old, new) = compared_with_versions(rule.code, &example);
            for verdict in comparison.verdicts {
                if verdict.level(&[Audience::Wire, Audience::Records]) < Level::Break {
                    continue;
                }
                let is_proved = !witness::of_verdict(&old, &new, &verdict).is_empty();
                let needs_none = rules::why_without_witness(verdict.rule).is_some();
                assert_ne!(
                    is_proved, needs_none,
                    "{}, {}: {verdict}",
                    rule.code, example.section
                );
            }
        }
    }
}

#[test]
fn every_page_is_of_a_rule() {
    let pages: BTreeSet<_> = fs::read_dir(folder())
        .expect("is there")
        .map(|entry| {
            entry
                .expect("can be read")
                .file_name()
                .into_string()
                .expect("text")
        })
        .collect();
    let rules: BTreeSet<_> = rules::ALL
        .iter()
        .map(|rule| format!("{}.md", rule.code))
        .collect();
    assert_eq!(pages, rules);
}
