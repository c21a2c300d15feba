//! Data to start from: valid, and not.

use super::{answer::Refusal, validate::Question};
use crate::{
    compiler::{diagnostic::to_json_pretty, dynamic::Schema, pipeline::Compiled},
    data::Data,
};

/// Which example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Valid,
    Broken,
}

/// The text of an example for a question.
///
/// # Errors
/// If there is no such definition, or no example of it.
pub(super) fn example(
    compiled: &Compiled,
    question: &Question,
    kind: Kind,
) -> Result<String, Refusal> {
    let schema = question.schema(compiled)?;
    let none = || {
        let kind = match kind {
            Kind::Valid => "valid",
            Kind::Broken => "invalid",
        };
        let definition = &question.definition;
        Refusal::invalid(format!(
            "there is no short {kind} example of `{definition}`"
        ))
    };
    let data = schema.example().or_else(|| schema.sample());
    let data = data.ok_or_else(none)?;
    let data = match kind {
        Kind::Valid => data,
        Kind::Broken => broken(&schema, &data).ok_or_else(none)?,
    };
    Ok(to_json_pretty(&data) + "\n")
}

/// The same data with a mistake or two that the schema refuses: a field of another type,
/// and one that is missing. `None` if the schema refuses nothing.
fn broken(schema: &Schema<'_>, data: &Data) -> Option<Data> {
    let problems = |data: &Data| schema.violations_and_warnings(data).0.len();
    let before = problems(data);
    let fields = data.as_object();
    let names = fields.map(|fields| fields.iter().map(|(name, _)| name.to_owned()));
    let names: Vec<String> = names.into_iter().flatten().collect();
    let of_fields = || names.iter().filter(|name| *name != "$type");
    let retyped = of_fields().find_map(|name| {
        let broken = with(data, name, |value| Some(other_type(value)))?;
        (problems(&broken) > before).then_some((name, broken))
    });
    let Some((name, retyped)) = retyped else {
        let other = other_type(data);
        return (problems(&other) > before).then_some(other);
    };
    let count = problems(&retyped);
    let mut rest = of_fields().rev().filter(|other| *other != name);
    let shorter = rest.find_map(|name| {
        let broken = with(&retyped, name, |_| None)?;
        (problems(&broken) > count).then_some(broken)
    });
    Some(shorter.unwrap_or(retyped))
}

/// The data with another value of a field, or without it.
fn with(data: &Data, name: &str, change: impl FnOnce(&Data) -> Option<Data>) -> Option<Data> {
    let mut fields = data.as_object()?.clone();
    let value = fields.get(name)?;
    match change(value) {
        Some(value) => {
            fields.insert(name, value);
        }
        None => {
            fields.remove(name);
        }
    }
    Some(fields.into())
}

/// A value of another type.
fn other_type(value: &Data) -> Data {
    if value.as_str().is_some() {
        Data::from(1)
    } else {
        Data::from("not what is expected")
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::compiler::{ir::Ir, pipeline, read::Input, settings::Settings};

    /// Everything that a form can be about.
    fn schemas(ir: &Ir) -> impl Iterator<Item = Schema<'_>> {
        let ids = ir.definitions().map(|(id, _)| id);
        ids.flat_map(move |id| {
            let subjects = Schema::subjects(ir, id).into_iter();
            subjects.map(move |subject| Schema::of(ir, id, subject).expect("a subject"))
        })
    }

    #[test]
    fn what_is_broken_is_refused() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lexicons");
        let compiled = pipeline::compile(&Settings {
            inputs: vec![Input::Path(folder)],
            ..Settings::default()
        });
        let (mut number, mut refused) = (0, 0);
        for schema in schemas(&compiled.ir) {
            let Some(data) = schema.example().or_else(|| schema.sample()) else {
                continue;
            };
            let before = schema.violations_and_warnings(&data).0;
            number += 1;
            if let Some(broken) = broken(&schema, &data) {
                let after = schema.violations_and_warnings(&broken).0;
                assert!(after.len() > before.len(), "{broken:?}");
                refused += 1;
            }
        }
        // Only of data that can be anything there is none.
        assert!(
            number > 50 && refused * 10 > number * 9,
            "{refused} of {number}"
        );
    }
}
