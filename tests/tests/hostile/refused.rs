//! An error in a valid set is reported at its location.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use lexgen::__internal::{
    check::Unknown,
    diagnostic::{Diagnostic, Part, Report},
    read::{Input, Limits, read},
    source::Sources,
};
use lexgen_tests::random::{
    Mutant, Random, Stranger,
    mutations::{Spot, line},
};

use crate::sets;

/// The number of mutations of a set.
const OF_EACH: usize = 10;

/// `LEXGEN_MUTANTS` sets the number of mutants.
#[test]
fn one_mistake_is_refused_where_it_is() {
    let count = sets::count("LEXGEN_MUTANTS", 10_000);
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    for seed in 0..count.div_ceil(OF_EACH) as u64 {
        let documents = Stranger::new(seed).lexicons();
        let mut random = Random::new(seed);
        for number in 0..OF_EACH {
            let mutant = Mutant::of(&documents, &mut random);
            *made.entry(mutant.mutation).or_default() += 1;
            let outcome = catch_unwind(AssertUnwindSafe(|| judge(&mutant, number == 0)));
            let outcome = outcome.unwrap_or_else(|_| Err("panicked".to_owned()));
            if let Err(why) = outcome {
                failures.push(format!("seed {seed}, {}: {why}", mutant.mutation));
            }
        }
    }
    let shown = failures.iter().take(20).map(String::as_str);
    let shown: Vec<&str> = shown.collect();
    assert!(
        failures.is_empty(),
        "{} of {count}:\n{}",
        failures.len(),
        shown.join("\n")
    );
    if count >= 10_000 {
        let never: Vec<_> = Mutant::all().filter(|it| !made.contains_key(it)).collect();
        assert!(never.is_empty(), "never made: {never:?}");
    }
}

/// Checks that the error is reported, and no others except those it causes.
/// Formatting takes longer than the check, so not all are formatted.
fn judge(mutant: &Mutant, is_shown: bool) -> Result<(), String> {
    let (sources, errors) = errors(mutant);
    let is_it = |error: &&Diagnostic| error.code == mutant.code && is_at(error, mutant, &sources);
    let rendered = || Report::new(&sources, errors.clone()).to_text(false);
    if !errors.iter().any(|it| is_it(&it)) {
        let (code, spot) = (mutant.code, &mutant.spot);
        return Err(format!("no {code} at {spot:?} but\n{}", rendered()));
    }
    if is_shown && rendered().contains(|c: char| c.is_control() && c != '\n') {
        return Err(format!("a control character in\n{:?}", rendered()));
    }
    let follows = |error: &Diagnostic| match error.code {
        "refused-reference" => true,
        // Of the author, and not of the mutation.
        "unknown-resource" => is_unknown(mutant),
        "missing-document" | "missing-definition" if mutant.is_nameless => true,
        _ => is_it(&error),
    };
    match errors.iter().all(follows) {
        true => Ok(()),
        false => Err(format!("more than {:?}:\n{}", mutant.spot, rendered())),
    }
}

fn errors(mutant: &Mutant) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let mut errors = Vec::new();
    for (index, bytes) in mutant.texts.iter().enumerate() {
        let name = format!("{index}.json");
        match String::from_utf8(bytes.clone()) {
            Ok(text) => {
                sources.add(name, None, text);
            }
            Err(_) => {
                let bytes = bytes.clone();
                let (read, found) = read(&[Input::Text { name, bytes }], &Limits::default());
                let offset = sources.append(read);
                errors.extend(found.into_iter().map(|it| it.after(offset)));
            }
        }
    }
    let unknown = if is_unknown(mutant) {
        Unknown::default()
    } else {
        Unknown::Allowed
    };
    errors.extend(sets::compile_with(&sources, unknown).1);
    (sources, errors)
}

/// Whether the mistake is a word that could be allowed.
fn is_unknown(mutant: &Mutant) -> bool {
    matches!(mutant.code, "unknown-type" | "unknown-format")
}

fn is_at(error: &Diagnostic, mutant: &Mutant, sources: &Sources) -> bool {
    let Some(place) = &error.place else {
        return false;
    };
    let name = sources.get(place.source).map(|it| it.name.as_str());
    if name != Some(&format!("{}.json", mutant.document)) {
        return false;
    }
    let text = &mutant.texts[mutant.document];
    match (&mutant.spot, &place.part) {
        (Spot::Pointer(pointer), Part::Value | Part::Key) => place.pointer.to_string() == *pointer,
        (Spot::Byte(at), Part::Text(range)) => range.start == *at,
        (Spot::Lines(lines), Part::Text(range)) => lines.contains(&line(text, range.start)),
        _ => false,
    }
}
