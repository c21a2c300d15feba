//! Parses a text and checks the document in it.

use super::document::{self, Outcome};
use crate::compiler::{
    diagnostic::{Collector, Diagnostic, Place, Pointer, Severity, rules},
    source::{
        Source, SourceId,
        claim::{Claim, claim, claimed_id},
        json::{self, ParseError, ParseErrorKind},
    },
};

/// Parses and checks a text. `None` if it is damaged, which was reported
/// before.
pub(super) fn check(id: SourceId, source: &Source) -> Option<Outcome> {
    if source.is_damaged {
        return None;
    }
    let text = source.document();
    let start = source.span.start;
    let at =
        |range: std::ops::Range<usize>| Place::text(id, start + range.start..start + range.end);
    let parsed = match json::parse(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            return Some(Outcome {
                claimed: claimed_id(text),
                ..only(not_json(text, &error, at(error.offset..error.offset)))
            });
        }
    };
    let lexicon = match claim(&parsed.value) {
        Claim::Lexicon(lexicon) | Claim::Envelope(lexicon) => lexicon,
        Claim::Other(why) => {
            let place = Place::value(id, Pointer::default());
            let message = format!("skipped: not a lexicon ({why})");
            return Some(only(Diagnostic::new(
                &rules::NOT_A_LEXICON,
                Some(place),
                message,
            )));
        }
    };
    let mut outcome = document::check(id, lexicon, parsed.has_repeated_keys);
    if parsed.has_repeated_keys {
        let mut repeated = Collector::of_document();
        repeated.extend(json::repeated_keys(text).into_iter().map(|key| {
            let message = format!("duplicate key `{}`", key.name);
            Diagnostic::new(&rules::REPEATED_KEY, Some(at(key.again)), message)
                .with_label("second use")
                .with_related(at(key.first), "first use")
                .with_help("JSON does not define which of the two values counts; remove one")
        }));
        outcome.diagnostics.extend(repeated.finish());
        outcome.has_errors = true;
    }
    Some(outcome)
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
        id: None,
        claimed: None,
        document: None,
        refused: Vec::new(),
        references: Vec::new(),
        has_errors: diagnostic.severity == Severity::Error,
        diagnostics: vec![diagnostic],
    }
}

fn not_json(text: &str, error: &ParseError, place: Place) -> Diagnostic {
    if error.kind == ParseErrorKind::TooDeep {
        return Diagnostic::new(&rules::TOO_DEEP, Some(place), error.message.clone())
            .with_label("too deep");
    }
    let rest = text.get(error.offset..).unwrap_or_default();
    let message = format!("invalid JSON: {}", error.message);
    let diagnostic = Diagnostic::new(&rules::INVALID_JSON, Some(place), message);
    let help = if text.trim().is_empty() {
        "the input is empty"
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
