//! Parses a text and checks the document in it.

use super::{
    Unknown,
    document::{self, Outcome},
};
use crate::compiler::{
    diagnostic::{Collector, Diagnostic, Place, Pointer, PointerStep, Severity, rules},
    source::{
        Source, SourceId,
        claim::{Claim, claim, claimed_id, claimed_keys},
        json::{self, Json, ParseError, ParseErrorKind},
        path::{Towards, path_at},
    },
};

/// How many repeated keys of a document are located by the keys around them.
const LOCATED: usize = 20;

/// Parses and checks a text. If it is damaged, which was reported before, only looks
/// for what it claims to be.
pub(super) fn check(id: SourceId, source: &Source, unknown: Unknown) -> Outcome {
    let text = source.document();
    if source.is_damaged {
        return Outcome {
            claimed: claimed_id(text),
            names: keys(text),
            are_keys: true,
            ..Outcome::default()
        };
    }
    let start = source.span.start;
    let at =
        |range: std::ops::Range<usize>| Place::text(id, start + range.start..start + range.end);
    let parsed = match json::parse(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            return Outcome {
                claimed: claimed_id(text),
                are_keys: true,
                names: match error.message.as_str() {
                    // The rest of the definitions is missing.
                    json::TOO_EARLY => Vec::new(),
                    _ => keys(text),
                },
                ..only(not_json(text, &error, at(error.offset..error.offset)))
            };
        }
    };
    let lexicon = match claim(&parsed.value) {
        Claim::Lexicon(lexicon) | Claim::Envelope(lexicon) => lexicon,
        Claim::Other(why) => {
            let place = Place::value(id, Pointer::default());
            let message = format!("skipped: not a lexicon ({why})");
            return only(Diagnostic::new(&rules::NOT_A_LEXICON, Some(place), message));
        }
        Claim::List(lexicon) => {
            let place = Place::value(id, Pointer::default());
            let message = "skipped: an array of lexicons";
            let found = Diagnostic::new(&rules::NOT_A_LEXICON, Some(place), message)
                .with_label("expected an object")
                .with_help("write each lexicon to a file of its own");
            let claimed = lexicon.get("id");
            return Outcome {
                claimed: claimed
                    .and_then(Json::as_str)
                    .and_then(|id| id.parse().ok()),
                names: document::names(lexicon),
                ..only(Diagnostic {
                    severity: Severity::Warning,
                    ..found
                })
            };
        }
    };
    let mut outcome = document::check(id, lexicon, parsed.has_repeated_keys, unknown);
    if parsed.has_repeated_keys {
        let mut repeated = Collector::of_document();
        let found = json::repeated_keys(text).into_iter().enumerate();
        repeated.extend(found.map(|(number, key)| {
            let message = format!("duplicate key `{}`", key.name);
            // Looking for the place costs time, which only the first few are worth.
            let place = if number < LOCATED {
                let mut place = inside(text, key.again.start, at(key.again));
                place.pointer.push(PointerStep::name(&key.name));
                place
            } else {
                at(key.again)
            };
            Diagnostic::new(&rules::REPEATED_KEY, Some(place), message)
                .with_label("second use")
                .with_related(at(key.first), "first use")
                .with_help("JSON does not define which of the two values counts; remove one")
        }));
        outcome.diagnostics.extend(repeated.finish());
        outcome.names = keys(text);
        outcome.are_keys = true;
        outcome.has_errors = true;
    }
    outcome
}

/// The keys of a text, if they seem to include all definitions.
fn keys(text: &str) -> Vec<String> {
    let keys = claimed_keys(text);
    let has_definitions = keys.contains("defs");
    let keys = keys.into_iter().filter(|_| has_definitions);
    keys.map(str::to_owned).collect()
}

/// The names of the definitions in a text that was checked before.
pub(super) fn names(text: &str) -> Vec<String> {
    let Ok(parsed) = json::parse(text) else {
        return Vec::new();
    };
    match claim(&parsed.value) {
        Claim::Lexicon(lexicon) | Claim::Envelope(lexicon) => document::names(lexicon),
        Claim::List(_) | Claim::Other(_) => Vec::new(),
    }
}

/// The document of a text, to be compared with another.
pub(super) fn same(a: &Source, b: &Source) -> bool {
    let (Ok(a), Ok(b)) = (json::parse(a.document()), json::parse(b.document())) else {
        return false;
    };
    match (claim(&a.value), claim(&b.value)) {
        (Claim::Lexicon(a) | Claim::Envelope(a), Claim::Lexicon(b) | Claim::Envelope(b)) => {
            // Being published or not makes no difference to what it says.
            plain(a).same(&plain(b))
        }
        _ => false,
    }
}

/// A lexicon without what publishing adds.
fn plain<'t>(lexicon: &json::Object<'t>) -> json::Object<'t> {
    json::Object(
        lexicon
            .0
            .iter()
            .filter(|(key, _)| key != "$type")
            .cloned()
            .collect(),
    )
}

fn only(diagnostic: Diagnostic) -> Outcome {
    Outcome {
        has_errors: diagnostic.severity == Severity::Error,
        diagnostics: vec![diagnostic],
        ..Outcome::default()
    }
}

/// A place in a text, with the steps to it as far as the text is JSON.
fn inside(text: &str, offset: usize, place: Place) -> Place {
    let steps = path_at(text, offset).into_iter().map(|step| match step {
        Towards::Member(name) => PointerStep::name(&name),
        Towards::Item(index) => PointerStep::Index(index),
    });
    Place {
        pointer: steps.collect(),
        ..place
    }
}

fn not_json(text: &str, error: &ParseError, place: Place) -> Diagnostic {
    if error.kind == ParseErrorKind::TooDeep {
        return Diagnostic::new(&rules::TOO_DEEP, Some(place), error.message.clone())
            .with_label("too deep");
    }
    let rest = text.get(error.offset..).unwrap_or_default();
    let place = inside(text, error.offset, place);
    let message = format!("invalid JSON: {}", error.message);
    let diagnostic = Diagnostic::new(&rules::INVALID_JSON, Some(place), message);
    let line = line_of(text, error.offset);
    let conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
    let word = |end: &str| {
        let start = rest.split_once(end).map_or("", |(start, _)| start);
        !start.is_empty()
            && start
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$')
    };
    let help = if text.trim().is_empty() {
        "the input is empty"
    } else if conflict.iter().any(|marker| line.starts_with(marker)) {
        "two versions were not merged: keep one of them, and remove the lines with the markers"
    } else if text.trim_start().starts_with('<') {
        "this is a web page, not a lexicon: download the file itself"
    } else if error.message == "trailing characters" && rest.starts_with('{') {
        "a file has one lexicon: write each to a file of its own"
    } else if error.offset == 0 && word(":") {
        "lexicons are written in JSON; convert the file"
    } else if error.message == "key must be a string" && word(":") {
        "write keys in double quotes"
    } else if rest.starts_with('/') || rest.starts_with('#') {
        "JSON has no comments; use `description`"
    } else if rest.starts_with('\'') {
        "use double quotes for strings"
    } else if error.message.starts_with("trailing comma") {
        "remove the comma before the closing bracket"
    } else if error.message.starts_with("expected `,`") && rest.starts_with(['"', '{', '[']) {
        "add a comma before this"
    } else if error.message == json::TOO_EARLY {
        "check for a missing bracket or quote"
    } else {
        return diagnostic.with_label("unexpected");
    };
    diagnostic.with_label("unexpected").with_help(help)
}

/// The line of a text around a byte.
fn line_of(text: &str, offset: usize) -> &str {
    let before = text.get(..offset).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text.get(start..).unwrap_or_default();
    line.split('\n').next().unwrap_or_default()
}
