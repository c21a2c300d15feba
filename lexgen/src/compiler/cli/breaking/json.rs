//! Verdicts for programs: one object per line.

use std::borrow::Cow;

use serde::Serialize;

use super::{show::place, sides::Sides};
use crate::compiler::{
    compare::{
        Change, Side,
        policy::{Judged, Suppression},
        witness::Witness,
    },
    diagnostic::{Diagnostic, Place, Report, SHOWN, clipped, to_json},
    flow::Carrier,
    schema::Subject,
};

/// A verdict. The names are part of the command's interface.
#[derive(Serialize)]
struct Line<'a> {
    /// The rule's name.
    rule: &'a str,
    /// `error` for what counts, `warning`, or `note`.
    severity: &'a str,
    /// The document.
    nsid: &'a str,
    /// The definition, unless it is about the whole document.
    definition: Option<&'a str>,
    /// The change, in a sentence.
    message: &'a str,
    /// Where it is in the old version, or would be.
    old: At<'a>,
    /// Where it is in the new version, or would be.
    new: At<'a>,
    /// The affected parties, each with the severity and the reason.
    effects: Vec<EffectLine<'a>>,
    /// What the generated Rust needs: `patch`, `minor` or `major`.
    rust: &'a str,
    /// Why.
    rust_reasons: Vec<Cow<'a, str>>,
    /// When the name was retired that comes back.
    retired: Option<&'a str>,
    /// What to do instead.
    help: Option<&'a str>,
    /// Whether it would be an error if the document promised anything.
    unstable: bool,
    /// Why it does not count: `allowed`, or the reason of the exception.
    suppression: Option<&'a str>,
    /// With `--witness`: what one version accepts and the other refuses.
    witnesses: &'a [Witness],
}

#[derive(Serialize)]
struct EffectLine<'a> {
    audience: &'a str,
    level: &'a str,
    party: &'a str,
    reason: Cow<'a, str>,
    carriers: Vec<CarrierLine<'a>>,
}

/// A record or a part of an endpoint.
#[derive(Serialize)]
struct CarrierLine<'a> {
    name: &'a str,
    part: &'a str,
}

#[derive(Default, Serialize)]
struct At<'a> {
    pointer: String,
    /// Whether the location is that of the change itself, and not of an ancestor.
    present: bool,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
}

/// Formats all verdicts. Finds the locations in both versions.
pub(super) fn lines(
    report: &Report<'_>,
    shown: &[(&Judged, Vec<Witness>)],
    sides: &Sides,
) -> String {
    let both = shown.iter().map(|(judged, _)| {
        let change = &judged.verdict.change;
        let new = place(change, Side::New, sides);
        let mut places = Diagnostic::new(judged.verdict.rule, new, "");
        places.related = place(change, Side::Old, sides)
            .into_iter()
            .map(|place| (place, String::new()))
            .collect();
        places
    });
    let both = Report::in_order(&sides.sources, both);
    let places = both.with_related();
    let mut text = String::new();
    for (((judged, witnesses), diagnostic), (places, new, old)) in
        shown.iter().zip(report.diagnostics()).zip(places)
    {
        let change = &judged.verdict.change;
        let new_start = new.map(|it| (it.start.line, it.start.column));
        let old_start = old.first().and_then(Option::as_ref);
        let old_start = old_start.map(|it| (it.start.line, it.start.column));
        let old_place = places.related.first().map(|(place, _)| place);
        let line = Line {
            old: At::new(change, Side::Old, old_place, old_start, sides),
            new: At::new(change, Side::New, places.place.as_ref(), new_start, sides),
            ..Line::new(judged, diagnostic, witnesses)
        };
        text.push_str(&to_json(&line));
        text.push('\n');
    }
    text
}

/// All of them, by name.
fn carriers(carriers: &[Carrier]) -> Vec<CarrierLine<'_>> {
    let mut sorted: Vec<&Carrier> = carriers.iter().collect();
    sorted.sort();
    let lines = sorted
        .into_iter()
        .map(|Carrier { name, part }| CarrierLine {
            name,
            part: match part {
                Subject::Value => "record",
                Subject::Params => "parameters",
                Subject::Input => "input",
                Subject::Output => "output",
                Subject::Message => "message",
                Subject::ErrorBody => "error",
            },
        });
    lines.collect()
}

impl<'a> At<'a> {
    fn new(
        change: &Change,
        side: Side,
        place: Option<&Place>,
        start: Option<(usize, usize)>,
        sides: &'a Sides,
    ) -> Self {
        let location = change.location(side);
        let source = place.and_then(|place| sides.sources.get(place.source));
        Self {
            pointer: location.path.to_string(),
            present: location.present,
            file: source.map(|it| it.name.as_str()),
            line: start.map(|(line, _)| line),
            column: start.map(|(_, column)| column),
        }
    }
}

impl<'a> Line<'a> {
    /// Without the places.
    fn new(judged: &'a Judged, diagnostic: &'a Diagnostic, witnesses: &'a [Witness]) -> Self {
        let verdict = &judged.verdict;
        let effects = verdict.effects.iter().map(|it| EffectLine {
            audience: it.audience.name(),
            level: it.level.name(),
            party: it.party.name(),
            reason: clipped(&it.reason, SHOWN),
            carriers: carriers(&it.carriers),
        });
        Self {
            rule: verdict.rule.code,
            severity: judged.severity.name(),
            nsid: &verdict.change.nsid,
            definition: verdict.change.definition.as_deref(),
            message: &diagnostic.message,
            old: At::default(),
            new: At::default(),
            effects: effects.collect(),
            rust: verdict.rust.name(),
            rust_reasons: (verdict.rust_reasons.iter())
                .map(|reason| clipped(reason, SHOWN))
                .collect(),
            retired: verdict.retired.as_deref(),
            help: verdict.help,
            unstable: judged.is_unstable,
            suppression: judged.suppression.as_ref().map(|it| match it {
                Suppression::Allowed => "allowed",
                Suppression::Exception(reason) => reason,
            }),
            witnesses,
        }
    }
}
