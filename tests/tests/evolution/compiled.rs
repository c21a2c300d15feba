//! Generated code agrees with the comparison.
//!
//! Both versions of some pairs are compiled into one program, which decodes and
//! validates values.

use std::{fmt::Write as _, fs, path::Path};

use lexgen::__internal::{
    compare::{ChangeOptions, Side, changes, witness},
    dynamic::Subject,
    ir::{DefinitionKind, Ir, Type, TypeKind},
};
use lexgen::Data;
use lexgen_tests::Throwaway;

use crate::{
    concerning,
    pair::Pair,
    pairs,
    reach::{self, Kind},
    received, schema, shared,
};

/// The number of pairs that are compiled.
const COMPILED: usize = 16;
/// The number of values of each kind that are decoded.
const VALUES: u64 = 6;

/// A question to the program: the module, the type, the value, and whether it
/// must be valid.
struct Question {
    module: String,
    kind: Kind,
    json: String,
    is_valid: bool,
    why: String,
}

#[test]
fn generated_code_says_the_same() {
    let mut program = Throwaway::program(env!("CARGO_TARGET_TMPDIR"), "evolution");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut arms = String::new();
    let mut questions = Vec::new();
    for (index, pair) in pairs().iter().take(COMPILED).enumerate() {
        for (side, ir) in [(Side::Old, &pair.old), (Side::New, &pair.new)] {
            let name = module(side, index);
            let input = folder.path().join(&name);
            write(&input, pair.documents(side));
            program.single_file(&name, "#[allow(warnings)]", &input, &["--allow-missing"]);
            for kind in reach::kinds(ir) {
                if let Some(path) = path(ir, &kind) {
                    let key = key(&name, &kind);
                    let _ = writeln!(arms, "        {key:?} => judge::<{name}::{path}>(json),");
                }
            }
        }
        ask(pair, index, &mut questions);
    }
    let input: String = questions
        .iter()
        .map(|it| format!("{}\t{}\n", key(&it.module, &it.kind), it.json))
        .collect();
    let answers = program.run(&MAIN.replace("ARMS", arms.trim_end()), &input);
    let answers: Vec<&str> = answers.lines().collect();
    assert_eq!(answers.len(), questions.len());
    let valid = questions.iter().filter(|it| it.is_valid).count();
    println!(
        "{valid} values to be valid, {} not",
        questions.len() - valid
    );
    for (question, answer) in questions.iter().zip(answers) {
        let Question {
            module,
            kind,
            json,
            is_valid,
            why,
        } = question;
        let is_right = (answer == "valid") == *is_valid;
        assert!(
            is_right,
            "{module} {kind:?} {json}: {why}, but it is {answer}"
        );
    }
    assert!(valid > 1000 && questions.len() > valid, "too few values");
}

/// Reads lines of a type and a value, and prints whether the value is valid.
const MAIN: &str = r#"
fn judge<T: serde::de::DeserializeOwned + lexgen::Validate>(json: &str) -> String {
    match serde_json::from_str::<T>(json) {
        Err(error) => format!("not decoded: {error}"),
        Ok(value) => match value.validate() {
            Err(violations) => format!("refused: {violations}").replace('\n', "; "),
            Ok(()) => "valid".to_owned(),
        },
    }
}

fn answer(kind: &str, json: &str) -> String {
    match kind {
ARMS
        _ => format!("no type: {kind}"),
    }
}

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let (kind, json) = line.split_once('\t').unwrap();
        println!("{}", answer(kind, json));
    }
}
"#;

/// Values of each version, which are valid in their own, and also in the other
/// one if there is no break; and witnesses, which are not.
fn ask(pair: &Pair, index: usize, questions: &mut Vec<Question>) {
    let changes = changes(&pair.old, &pair.new, ChangeOptions::default());
    let mut ask = |side, kind: &Kind, data: &Data, is_valid, why: &str| {
        let ir = match side {
            Side::Old => &pair.old,
            Side::New => &pair.new,
        };
        let reader = schema(ir, kind).expect("a schema");
        let data = received(&reader, kind, data).expect("it can be sent");
        questions.push(Question {
            module: module(side, index),
            kind: kind.clone(),
            json: serde_json::to_string(&data).expect("data is JSON"),
            is_valid,
            why: why.to_owned(),
        });
    };
    for kind in &shared(pair) {
        let reached = reach::reached([&pair.old, &pair.new], kind);
        let concerned = concerning(&changes, |it| it, &reached, kind);
        for (side, other, ir, other_ir) in [
            (Side::Old, Side::New, &pair.old, &pair.new),
            (Side::New, Side::Old, &pair.new, &pair.old),
        ] {
            let (Some(_), Some(_)) = (path(ir, kind), path(other_ir, kind)) else {
                continue;
            };
            let breaks = concerned.as_ref().is_none_or(|it| {
                let mut value_sets = it.iter().map(|it| it.kind.value_set());
                value_sets.any(|it| {
                    if side == Side::Old {
                        it.narrowed
                    } else {
                        it.widened
                    }
                })
            });
            let schema = schema(ir, kind).expect("a schema");
            for seed in 0..VALUES {
                let Some(data) = reach::value(ir, kind, seed) else {
                    continue;
                };
                let read = received(&schema, kind, &data);
                if read.is_none_or(|it| schema.validate(&it).is_err()) {
                    continue;
                }
                ask(side, kind, &data, true, "its own version allows it");
                if !breaks {
                    ask(other, kind, &data, true, "nothing is said to break");
                }
            }
        }
    }
    for change in &changes {
        for witness in witness::find(&pair.old, &pair.new, change) {
            let witness::Evidence::Data { subject, data } = &witness.evidence else {
                continue;
            };
            let kind = (witness.definition.clone(), *subject);
            for (side, ir) in [(Side::Old, &pair.old), (Side::New, &pair.new)] {
                // Only structs have constraints of their own.
                if path(ir, &kind).is_some()
                    && (side == witness.accepted_by || is_struct(ir, &kind))
                {
                    let is_valid = side == witness.accepted_by;
                    ask(side, &kind, data, is_valid, &witness.to_string());
                }
            }
        }
    }
}

fn module(side: Side, index: usize) -> String {
    format!("{}{index}", side.name())
}

fn key(module: &str, (name, subject): &Kind) -> String {
    format!("{module} {name} {subject:?}")
}

fn write(folder: &Path, documents: &[serde_json::Value]) {
    fs::create_dir_all(folder).expect("the folder can be made");
    for (place, document) in documents.iter().enumerate() {
        fs::write(folder.join(format!("{place}.json")), document.to_string())
            .expect("the file can be written");
    }
}

/// The Rust type of a kind of data, if it has one.
fn path(ir: &Ir, (name, subject): &Kind) -> Option<String> {
    let module = reach::module(ir, name)?;
    let definition = reach::find(ir, name)?;
    let item = match (&definition.kind, subject) {
        (DefinitionKind::Endpoint(endpoint), Subject::Params) => {
            endpoint.params.as_ref().map(|_| "Params")?
        }
        (DefinitionKind::Endpoint(endpoint), Subject::Input) => {
            endpoint.input.as_ref()?.schema.as_ref().map(|_| "Input")?
        }
        (DefinitionKind::Endpoint(endpoint), Subject::Output) => endpoint
            .output
            .as_ref()?
            .schema
            .as_ref()
            .map(|_| "Output")?,
        (DefinitionKind::Endpoint(endpoint), Subject::Message) => {
            endpoint.message.as_ref().map(|_| "Message")?
        }
        (
            DefinitionKind::Record(_) | DefinitionKind::Object(_) | DefinitionKind::Type { .. },
            Subject::Value,
        ) => definition.rust_name.as_str(),
        _ => return None,
    };
    Some(format!("{}::{item}", module.path.join("::")))
}

fn is_struct(ir: &Ir, (name, subject): &Kind) -> bool {
    let is_object =
        |schema: Option<&Type>| schema.is_some_and(|it| matches!(it.kind, TypeKind::Object(_)));
    match reach::find(ir, name).map(|definition| &definition.kind) {
        Some(DefinitionKind::Record(_) | DefinitionKind::Object(_)) => true,
        Some(DefinitionKind::Endpoint(endpoint)) => match subject {
            Subject::Params => true,
            Subject::Input => is_object(endpoint.input.as_ref().and_then(|it| it.schema.as_ref())),
            Subject::Output => {
                is_object(endpoint.output.as_ref().and_then(|it| it.schema.as_ref()))
            }
            _ => false,
        },
        _ => false,
    }
}
