//! Two versions of a set of lexicons. The second is the first after random edits.

use lexgen::__internal::{
    check::check,
    compare::{Change, Referent, Side},
    dynamic::{Schema, Subject, write_query},
    ir::{self, Ir},
    schema::FullName,
    source::Sources,
};
use lexgen_tests::random::{Author, Random};
use serde_json::{Value, json};

use crate::reach::{self, Kind};

/// Two valid versions.
pub struct Pair {
    pub seed: u64,
    pub old: Ir,
    pub new: Ir,
    documents: [Vec<Value>; 2],
}

impl Pair {
    /// The pair for a seed, unless its lexicons have no valid values.
    pub fn of(seed: u64) -> Option<Self> {
        let mut author = Author::new(seed);
        let mut random = Random::new(!seed);
        let before = author.lexicons();
        let old = sound(&before)?;
        let edits = if random.chance(60) {
            1
        } else {
            2 + random.below(4)
        };
        let mut after = before.clone();
        let mut new = None;
        // An edit that makes a lexicon invalid is undone.
        for _ in 0..edits + 5 {
            let mut edited = after.clone();
            author.edit(&mut edited);
            if edited != after
                && let Some(world) = sound(&edited)
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

    /// A pair for a seed in which names change: of documents, definitions, union
    /// members, tokens and fields, mostly without another edit.
    pub fn of_names(seed: u64) -> Option<Self> {
        let mut author = Author::new(seed);
        let mut random = Random::new(!seed);
        let mut before = author.lexicons();
        author.add_tokens(&mut before);
        let old = sound(&before)?;
        let (names, others) = (1 + random.below(3), random.below(3).saturating_sub(1));
        let mut after = before.clone();
        let mut new = None;
        let edits = std::iter::repeat_n(true, names + 4).chain(std::iter::repeat_n(false, others));
        for is_name in edits {
            let mut edited = after.clone();
            if is_name {
                author.edit_names(&mut edited);
            } else {
                author.edit(&mut edited);
            }
            if edited != after
                && let Some(world) = sound(&edited)
            {
                after = edited;
                new = Some(world);
            }
        }
        Some(Self {
            seed,
            old,
            new: new?,
            documents: [before, after],
        })
    }

    /// The documents that differ, for the message of a failing test.
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

    /// Whether one version has a definition, or nothing refers to it.
    pub fn defines(&self, side: Side, referent: &Referent) -> bool {
        match referent {
            Referent::InPlace(_) => true,
            Referent::Definition(name) => self.has(side, name),
        }
    }

    fn has(&self, side: Side, name: &FullName) -> bool {
        let mut documents = self.documents(side).iter();
        let document = documents.find(|it| it["id"] == name.nsid());
        document.is_some_and(|it| it["defs"].get(name.definition()).is_some())
    }

    /// Whether one version allows any value at the place of a change: no
    /// constraints around it or in it contradict each other.
    pub fn has_value(&self, side: Side, change: &Change) -> bool {
        let documents = self.documents(side);
        let document = documents.iter().find(|it| it["id"] == change.nsid.as_str());
        let Some(document) = document else {
            return true;
        };
        let pointer = change.location(side).path.to_string();
        let ends = pointer
            .match_indices('/')
            .map(|(end, _)| end)
            .chain([pointer.len()]);
        let holders = ends.filter_map(|end| document.pointer(&pointer[..end]));
        let nodes: Vec<_> = holders.filter(|it| it["type"].is_string()).collect();
        let items = nodes.iter().filter_map(|it| it.get("items"));
        items.chain(nodes.iter().copied()).all(|node| {
            let probe = json!({"lexicon": 1, "id": "com.example.probe", "defs": {"main":
                {"type": "array", "minLength": 1, "items": node}}});
            let documents: Vec<_> = documents.iter().cloned().chain([probe]).collect();
            // Other paths have been examined as a definition.
            let name = FullName::parse("com.example.probe").expect("a name");
            let kind = (name, Subject::Value);
            world(&documents).is_none_or(|ir| has_values(&ir, &kind))
        })
    }

    /// Whether the place of a change contains a reference to nothing.
    pub fn is_unknown(&self, side: Side, change: &Change) -> bool {
        let pointer = change.location(side).path.to_string();
        let mut documents = self.documents(side).iter();
        let document = documents.find(|it| it["id"] == change.nsid.as_str());
        let node = document.and_then(|it| it.pointer(&pointer));
        let name = node.and_then(|it| it["ref"].as_str());
        let name = name.and_then(FullName::parse);
        name.is_some_and(|name| !self.has(side, &name))
    }

    /// The documents of one version.
    pub fn documents(&self, side: Side) -> &[Value] {
        let [before, after] = &self.documents;
        match side {
            Side::Old => before,
            Side::New => after,
        }
    }
}

/// The lexicons of some documents, if they are valid and have values.
fn sound(documents: &[Value]) -> Option<Ir> {
    let ir = world(documents)?;
    let all = reach::kinds(&ir).iter().all(|kind| has_values(&ir, kind));
    all.then_some(ir)
}

/// The lexicons of some documents, if they are valid.
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
    // `has_values` finds types without a value in another way.
    let valueless = ["infinite-type", "unsatisfiable-type"];
    let is_error = |found: &lexgen::__internal::diagnostic::Diagnostic| {
        found.severity == lexgen::__internal::diagnostic::Severity::Error
            && !valueless.contains(&found.code)
    };
    let is_sound = !all.any(is_error);
    is_sound.then_some(ir)
}

/// Whether a kind has any finite value: a type may require itself.
fn has_values(ir: &Ir, (name, subject): &Kind) -> bool {
    let schema = Schema::find(ir, name, *subject);
    schema.is_ok_and(|schema| {
        let sample = schema.sample();
        // Query strings cannot encode objects, so some parameters cannot be sent.
        sample.is_some_and(|it| *subject != Subject::Params || write_query(&it).is_some())
    })
}
