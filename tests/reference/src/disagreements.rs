//! The reviewed disagreements.

use std::fs;

use lexgen_tests::workspace;
// Of bytes, so that patterns can count them.
use regex::bytes::Regex;
use serde::Deserialize;
use serde_json::Value;

/// The unexplained disagreements that a failure shows. More would hide them.
const SHOWN: usize = 20;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    disagreement: Vec<Entry>,
}

/// A kind of input on which lexgen and the reference implementation disagree.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The name of the comparison, such as `format datetime`.
    question: String,
    /// Matches the input.
    input: String,
    /// Matches lexgen's answer as JSON, if not all answers are alike.
    lexgen: String,
    /// Inputs of the kind. They are asked in every run.
    examples: Vec<String>,
    /// Why lexgen is right.
    #[allow(dead_code, reason = "for people")]
    reason: String,
}

/// Compares answers to one kind of question.
#[derive(Debug)]
pub struct Comparison {
    question: String,
    known: Vec<(Entry, Regex, Regex)>,
}

impl Comparison {
    /// The disagreements on this question.
    ///
    /// # Panics
    ///
    /// If `disagreements.toml` is not valid.
    #[must_use]
    pub fn new(question: &str) -> Self {
        let path = workspace().join("tests/reference/disagreements.toml");
        let text = fs::read_to_string(path).expect("the file is readable");
        let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{error}"));
        let whole = |pattern: &str| {
            Regex::new(&format!("(?s)^(?:{pattern})$")).unwrap_or_else(|error| panic!("{error}"))
        };
        let known = file
            .disagreement
            .into_iter()
            .filter(|entry| entry.question == question)
            .map(|entry| {
                let (input, lexgen) = (whole(&entry.input), whole(&entry.lexgen));
                (entry, input, lexgen)
            });
        Self {
            question: question.to_owned(),
            known: known.collect(),
        }
    }

    /// The examples of known disagreements.
    #[must_use]
    pub fn examples(&self) -> Vec<String> {
        let entries = self.known.iter();
        entries
            .flat_map(|(entry, ..)| entry.examples.clone())
            .collect()
    }

    /// Checks that every disagreement is a known one, and that every known one
    /// still exists.
    ///
    /// # Panics
    ///
    /// If not, with the inputs.
    pub fn check(&self, inputs: &[String], lexgen: &[Value], reference: &[Value]) {
        let mut unknown = Vec::new();
        let mut agreed = 0;
        let mut accepted = 0;
        for ((input, ours), theirs) in inputs.iter().zip(lexgen).zip(reference) {
            accepted += usize::from(!is_refusal(ours));
            if ours == theirs || is_refusal(ours) && is_refusal(theirs) {
                agreed += 1;
                let is_example = |(entry, ..): &&(Entry, _, _)| entry.examples.contains(input);
                if let Some((entry, ..)) = self.known.iter().find(is_example) {
                    unknown.push(format!(
                        "{input:?}: both answer {ours}, but it is an example of `{}`",
                        entry.input
                    ));
                }
            } else if !self.is_known(input, ours) {
                unknown.push(format!("{input:?}: lexgen {ours}, reference {theirs}"));
            }
        }
        for (entry, pattern, _) in &self.known {
            for example in &entry.examples {
                assert!(
                    pattern.is_match(example.as_bytes()),
                    "{example:?} is not `{}`",
                    entry.input
                );
            }
        }
        let count = unknown.len();
        unknown.truncate(SHOWN);
        assert!(
            unknown.is_empty(),
            "{}: {count} unexplained of {}:\n{}",
            self.question,
            inputs.len(),
            unknown.join("\n")
        );
        println!(
            "{}: {} questions, {accepted} accepted by lexgen, {} known disagreements",
            self.question,
            inputs.len(),
            inputs.len() - agreed
        );
    }

    fn is_known(&self, input: &str, lexgen: &Value) -> bool {
        let lexgen = lexgen.to_string();
        let mut known = self.known.iter();
        known.any(|(_, pattern, answer)| {
            pattern.is_match(input.as_bytes()) && answer.is_match(lexgen.as_bytes())
        })
    }
}

/// Whether an answer says that the input is not valid.
fn is_refusal(answer: &Value) -> bool {
    answer == &Value::Bool(false) || answer.get("refused").is_some()
}
