//! What lint and a comparison say about a document.

use super::{
    super::{
        address::{self, Address},
        model::{Change, Cut, Link, Remark, Tone},
        site::Site,
    },
    rust::place,
};
use crate::compiler::{
    compare::{Level, Verdict},
    diagnostic::{Diagnostic, PointerStep, Severity},
    ir::DefinitionKind,
};

impl Site<'_> {
    /// The findings of lint about a document, if they were asked for.
    pub(super) fn remarks(&self, index: usize) -> Vec<Remark> {
        let nsid = self.ir().modules[index].nsid.as_str();
        let Some(document) = self.schemas.get(nsid) else {
            return Vec::new();
        };
        let own = self.remarks.get(&document.source).into_iter().flatten();
        own.map(|at| self.remark(index, &self.options.remarks[*at]))
            .collect()
    }

    /// How many remarks and changes there are.
    #[cfg(feature = "serve")]
    pub(super) fn findings(&self, index: usize) -> usize {
        let changes = self.changes(index).map_or(0, |changes| changes.total);
        self.remarks(index).len() + changes
    }

    fn remark(&self, index: usize, diagnostic: &Diagnostic) -> Remark {
        let steps = diagnostic.place.iter();
        let steps: Vec<&PointerStep> = steps.flat_map(|it| it.pointer.steps()).collect();
        let names = self.names(index, &steps);
        let place = (!names.is_empty()).then(|| Link {
            text: names.join("."),
            address: Address::place(self.pages.get(index), address::anchor(names)),
        });
        Remark {
            tone: match diagnostic.severity {
                Severity::Error => Tone::Bad,
                Severity::Warning => Tone::Warning,
                Severity::Note => Tone::Neutral,
            },
            level: diagnostic.severity.name(),
            code: diagnostic.code.to_owned(),
            message: diagnostic.message.clone(),
            help: (diagnostic.notes.iter().chain(&diagnostic.help))
                .cloned()
                .collect(),
            place,
        }
    }

    /// What has changed in a document since the pinned version, if there is one.
    pub(super) fn changes(&self, index: usize) -> Option<Cut<Change>> {
        let verdicts = self.options.verdicts.as_ref()?;
        let nsid = self.ir().modules[index].nsid.as_str();
        let start = verdicts.partition_point(|verdict| verdict.change.nsid.as_str() < nsid);
        let own = verdicts[start..].iter();
        let own = own.take_while(|verdict| verdict.change.nsid.as_str() == nsid);
        let shown: Vec<Change> = own.map(|verdict| self.change(index, verdict)).collect();
        Some(Cut {
            total: shown.len(),
            shown,
            ..Cut::default()
        })
    }

    fn change(&self, index: usize, verdict: &Verdict) -> Change {
        let change = &verdict.change;
        let path = &change.new.path;
        let definition = path.definition_name();
        let is_there = definition.is_some_and(|name| {
            let module = &self.ir().modules[index];
            module.named(name).is_some()
        });
        let effects = verdict.effects.iter();
        let mut reasons: Vec<String> = effects
            .map(|effect| format!("{}: {}", effect.party.name(), effect.reason))
            .collect();
        reasons.dedup();
        Change {
            tone: match verdict.worst() {
                Level::Break => Tone::Bad,
                Level::Risk => Tone::Warning,
                Level::Safe => Tone::Neutral,
            },
            level: match verdict.worst() {
                Level::Break => "breaking",
                Level::Risk => "risk",
                Level::Safe => "compatible",
            },
            code: Some(verdict.rule.code),
            message: change.to_string(),
            reasons,
            place: is_there.then(|| {
                let anchor = place(path);
                Link {
                    text: anchor.clone(),
                    address: Address::place(self.pages.get(index), anchor),
                }
            }),
        }
    }

    /// The names that lead to the row that a place in a document is in.
    fn names<'p>(&'p self, index: usize, steps: &[&'p PointerStep]) -> Vec<&'p str> {
        let mut names = Vec::new();
        let mut steps = steps.iter();
        let mut next = || steps.next().copied();
        let name = |step: Option<&'p PointerStep>| step.and_then(PointerStep::as_name);
        let (Some("defs"), Some(definition)) = (name(next()), name(next())) else {
            return names;
        };
        names.push(definition);
        while let Some(step) = name(next()) {
            match step {
                "properties" => match name(next()) {
                    Some(name) => names.push(name),
                    None => break,
                },
                "input" | "output" | "message" => names.push(step),
                "parameters" => {
                    if let (Some("properties"), Some(name)) = (name(next()), name(next())) {
                        names.extend([step, name]);
                    }
                }
                "errors" => {
                    let error = next().and_then(PointerStep::as_index);
                    let error = error.and_then(|error| self.error_name(index, definition, error));
                    names.extend(error.map(|name| [step, name]).into_iter().flatten());
                    break;
                }
                "record" | "schema" | "items" => {}
                _ => break,
            }
        }
        names
    }

    /// The name of an error of an endpoint.
    fn error_name(&self, index: usize, definition: &str, error: usize) -> Option<&str> {
        let definition = self.ir().modules[index].named(definition)?;
        match &definition.kind {
            DefinitionKind::Endpoint(endpoint) => Some(&endpoint.errors.get(error)?.name),
            _ => None,
        }
    }
}
