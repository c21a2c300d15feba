//! Two versions of a set of lexicons, the second made from the first by edits
//! at random.

use lexgen::{
    check::check,
    ir::{self, Ir},
    source::Sources,
};
use lexgen_tests::random::{Author, Random};
use serde_json::Value;

/// Two versions that are sound.
pub struct Pair {
    pub seed: u64,
    pub old: Ir,
    pub new: Ir,
    documents: [Vec<Value>; 2],
}

impl Pair {
    /// The pair of a seed, unless its lexicons contradict themselves.
    pub fn of(seed: u64) -> Option<Self> {
        let mut author = Author::new(seed);
        let mut random = Random::new(!seed);
        let before = author.lexicons();
        let old = world(&before)?;
        let edits = if random.chance(60) {
            1
        } else {
            2 + random.below(4)
        };
        let mut after = before.clone();
        let mut new = None;
        // An edit that makes a lexicon unsound is taken back.
        for _ in 0..edits + 5 {
            let mut edited = after.clone();
            author.edit(&mut edited);
            if edited != after
                && let Some(world) = world(&edited)
            {
                after = edited;
                new = Some((world, new.map_or(1, |(_, done)| done + 1)));
            }
            if new.as_ref().is_some_and(|(_, done)| *done == edits) {
                break;
            }
        }
        Some(Self {
            seed,
            old,
            new: new?.0,
            documents: [before, after],
        })
    }

    /// The documents that differ, for a test that fails.
    pub fn show(&self) -> String {
        let [before, after] = &self.documents;
        let mut text = format!("seed {}\n", self.seed);
        for (side, these, others) in [("old", before, after), ("new", after, before)] {
            for document in these.iter().filter(|it| !others.contains(it)) {
                text += &format!("{side}: {document}\n");
            }
        }
        text
    }

    /// The old and the new documents.
    pub fn documents(&self) -> &[Vec<Value>; 2] {
        &self.documents
    }
}

/// The lexicons of some documents, if they are sound.
fn world(documents: &[Value]) -> Option<Ir> {
    let mut sources = Sources::default();
    for document in documents {
        sources.add("lexicon.json", None, document.to_string());
    }
    let checked = check(&sources);
    let options = ir::Options {
        allow_missing: true,
        ..ir::Options::default()
    };
    let (ir, diagnostics) = ir::resolve(&checked.documents, &checked.refused, &options);
    let mut all = checked.diagnostics.iter().chain(&diagnostics);
    let is_error =
        |it: &lexgen::diagnostic::Diagnostic| it.severity == lexgen::diagnostic::Severity::Error;
    (!all.any(is_error)).then_some(ir)
}
