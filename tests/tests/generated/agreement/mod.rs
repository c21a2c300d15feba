//! Generated types and dynamic validation agree.
//!
//! For every type, values generated from its schema are mutated in many ways,
//! the same ones in every run. Data that a generated type does not decode must be
//! invalid; data that it decodes must have exactly the same violations.

mod mutations;
mod query;
mod samples;
mod table;

use std::collections::BTreeMap;

use lexgen::__internal::{
    check,
    dynamic::{Schema, Subject},
    ir::{self, DefinitionKind, Ir},
    read,
};
use lexgen::{Data, Validate, Violation, Violations, XrpcError, validate::Code};
use serde::de::DeserializeOwned;
use serde_json::Value;

use mutations::{Random, mutate};
use table::TABLE;

/// Decodes a JSON text, and validates it.
type Case = fn(&str) -> Result<Result<(), Violations>, String>;

fn case<T: DeserializeOwned + Validate>(json: &str) -> Result<Result<(), Violations>, String> {
    serde_json::from_str::<T>(json)
        .map(|value| value.validate())
        .map_err(|error| error.to_string())
}

/// The lexicons of this repository.
fn lexicons() -> Ir {
    let folder = read::Input::Path(lexgen_tests::lexicons());
    let (sources, _) = read::read(&[folder], &read::Limits::default());
    let checked = check::check(&sources);
    let options = ir::Options::default();
    ir::resolve(&checked.documents, &checked.refused, &options).0
}

/// The number of values with each verdict.
#[derive(Debug, Default)]
struct Tally {
    valid: usize,
    violations: usize,
    refused: usize,
    no_data: usize,
    codes: BTreeMap<&'static str, usize>,
}

/// Whether a generated type cannot represent data with this violation.
fn decoding_refuses(code: Code) -> bool {
    matches!(
        code,
        Code::Missing
            | Code::Null
            | Code::WrongType
            | Code::MissingType
            | Code::WrongRecordType
            | Code::NotAMember
            | Code::NotInEnum
            | Code::NotData
            | Code::MalformedType
    )
}

/// Asserts that both agree on a value.
fn compare(name: &str, schema: &Schema<'_>, case: Case, value: &Value, tally: &mut Tally) {
    let json = value.to_string();
    let typed = case(&json);
    let Ok(data) = serde_json::from_str::<Data>(&json) else {
        tally.no_data += 1;
        assert!(typed.is_err(), "{name}: decoded invalid data: {json}");
        return;
    };
    let dynamic = schema.validate(&data);
    for violation in dynamic.as_ref().err().into_iter().flatten() {
        *tally.codes.entry(violation.code.as_str()).or_default() += 1;
    }
    match typed {
        Err(reason) => {
            tally.refused += 1;
            let violations = dynamic.as_ref().err().into_iter().flatten();
            let told = violations.map(|it| it.code).any(decoding_refuses);
            assert!(told, "{name}: only decoding says {reason}: {json}");
        }
        Ok(typed) => {
            match &typed {
                Ok(()) => tally.valid += 1,
                Err(_) => tally.violations += 1,
            }
            let is_malformed = |violation: &Violation| violation.code == Code::MalformedType;
            let is_known = dynamic
                .as_ref()
                .err()
                .into_iter()
                .flatten()
                .any(is_malformed);
            if !is_known {
                assert_eq!(typed, dynamic, "{name}: {json}");
                return;
            }
            // Generated code keeps the member as unknown, and does not know its rules.
            for violation in typed.err().into_iter().flatten() {
                let mut found = dynamic.as_ref().err().into_iter().flatten();
                let is_same = found
                    .any(|other| (&other.path, other.code) == (&violation.path, violation.code));
                assert!(is_same, "{name}: {violation}: {json}");
            }
        }
    }
}

#[test]
fn both_ways_of_validating_agree() {
    const MUTANTS: usize = 300;
    let ir = lexicons();
    let mut random = Random(0x5eed);
    let mut tally = Tally::default();
    let error = ("com.example.shelf.borrowBook", Subject::ErrorBody);
    let error = (error.0, error.1, case::<XrpcError> as Case);
    for (name, subject, case) in TABLE.iter().copied().chain([error]) {
        let schema = Schema::find(&ir, name, subject).unwrap_or_else(|error| panic!("{error}"));
        let samples = samples::of(&ir, name, subject);
        for sample in &samples {
            let json = sample.to_string();
            assert_eq!(case(&json), Ok(Ok(())), "{name}: the sample {json}");
            compare(name, &schema, case, sample, &mut tally);
        }
        for round in 0..MUTANTS {
            let mut value = samples[round % samples.len()].clone();
            for _ in 0..=random.below(3) {
                mutate(&mut value, &mut random);
            }
            compare(name, &schema, case, &value, &mut tally);
        }
    }
    assert!(tally.codes.contains_key("malformed-type"));
    println!("{} types: {tally:#?}", TABLE.len() + 1);
    assert!(tally.valid > 1000 && tally.violations > 1000 && tally.refused > 1000);
}

#[test]
fn the_table_has_every_type() {
    let ir = lexicons();
    let has = |name: &str, subject| {
        let found = TABLE.iter().any(|row| (row.0, row.1) == (name, subject));
        assert!(found, "{name} as {subject:?} is not in the table");
    };
    for module in &ir.modules {
        for definition in &module.definitions {
            let name = match definition.name.as_str() {
                "main" => module.nsid.as_str().to_owned(),
                name => format!("{}#{name}", module.nsid.as_str()),
            };
            match &definition.kind {
                DefinitionKind::Record(_)
                | DefinitionKind::Object(_)
                | DefinitionKind::Type { newtype: true, .. } => has(&name, Subject::Value),
                DefinitionKind::Endpoint(endpoint) => {
                    let has_schema = |body: &Option<ir::Body>| {
                        body.as_ref().is_some_and(|it| it.schema.is_some())
                    };
                    for (has_part, subject) in [
                        (endpoint.params.is_some(), Subject::Params),
                        (has_schema(&endpoint.input), Subject::Input),
                        (has_schema(&endpoint.output), Subject::Output),
                        (endpoint.message.is_some(), Subject::Message),
                    ] {
                        if has_part {
                            has(&name, subject);
                        }
                    }
                }
                DefinitionKind::Type { newtype: false, .. }
                | DefinitionKind::Token { .. }
                | DefinitionKind::PermissionSet(_)
                | DefinitionKind::Space(_)
                | DefinitionKind::Opaque(_) => {}
            }
        }
    }
}
