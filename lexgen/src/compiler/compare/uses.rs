//! Who sends a definition's data to whom.
//!
//! Parameters and inputs go from clients to services, outputs and messages from
//! services to clients, and records go both ways and are stored. What these
//! refer to goes where they go, through arrays, unions, objects and further
//! references. One breadth-first search for each direction finds all of it, in
//! time linear in the references.

use std::collections::{HashMap, VecDeque};

use crate::compiler::{
    diagnostic::pointer,
    ir::{DefinitionId, DefinitionKind, Ir, walk},
    schema::FullName,
};

/// Where data goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From clients to services.
    ToService,
    /// From services to clients.
    ToClient,
    /// Into repositories, where it stays.
    Stored,
}

impl Direction {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::ToService, Self::ToClient, Self::Stored];

    fn index(self) -> usize {
        match self {
            Self::ToService => 0,
            Self::ToClient => 1,
            Self::Stored => 2,
        }
    }
}

/// One direction in which data of a definition goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Where it goes.
    pub direction: Direction,
    /// An example of what carries it there; `None` where no lexicon of the set
    /// does, so that only lexicons of others may.
    pub carrier: Option<Carrier>,
}

/// What carries data: a record, or a part of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// The record or endpoint: `nsid`, or `nsid#name`.
    pub name: FullName,
    /// What of it.
    pub part: Part,
}

/// What of a record or endpoint carries data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The record itself.
    Record,
    /// `parameters`
    Parameters,
    /// `input`
    Input,
    /// `output`
    Output,
    /// `message`
    Message,
}

impl Part {
    fn of(part: walk::Part) -> Self {
        match part {
            walk::Part::Definition => Self::Record,
            walk::Part::Parameters => Self::Parameters,
            walk::Part::Input => Self::Input,
            walk::Part::Output => Self::Output,
            walk::Part::Message => Self::Message,
        }
    }

    fn direction(self) -> Option<Direction> {
        match self {
            Self::Record => None,
            Self::Parameters | Self::Input => Some(Direction::ToService),
            Self::Output | Self::Message => Some(Direction::ToClient),
        }
    }
}

/// The uses of every definition of a set.
pub struct Uses<'i> {
    ir: &'i Ir,
    modules: HashMap<&'i str, usize>,
    /// By module, definition and [`Direction::index`].
    carriers: Vec<Vec<[Option<Origin>; 3]>>,
}

#[derive(Clone, Copy)]
struct Origin {
    id: DefinitionId,
    part: Part,
}

impl<'i> Uses<'i> {
    /// Finds them all.
    pub fn of(ir: &'i Ir) -> Self {
        let mut uses = Self {
            ir,
            modules: ir
                .modules
                .iter()
                .enumerate()
                .map(|(index, module)| (module.nsid.as_str(), index))
                .collect(),
            carriers: ir
                .modules
                .iter()
                .map(|module| vec![[None; 3]; module.definitions.len()])
                .collect(),
        };
        for direction in Direction::ALL {
            uses.search(direction);
        }
        uses
    }

    /// The directions of what stands at a pointer, such as
    /// `/defs/main/input/schema`, of a document. `None` when this set has no
    /// such definition; empty when nothing of the set carries it.
    pub fn at(&self, nsid: &str, pointer: &str) -> Option<Vec<Use>> {
        let mut steps = pointer::steps(pointer).skip(1);
        let name = steps.next()?;
        let module = *self.modules.get(nsid)?;
        let found = self.ir.modules.get(module)?;
        let definition = found.position(&name)?;
        let id = DefinitionId { module, definition };
        if let DefinitionKind::Endpoint(_) = found.definitions.get(definition)?.kind {
            let part = match steps.next().as_deref() {
                Some("parameters") => Part::Parameters,
                Some("input") => Part::Input,
                Some("output") => Part::Output,
                Some("message") => Part::Message,
                _ => return Some(Vec::new()),
            };
            let direction = part.direction().into_iter();
            return Some(
                direction
                    .map(|direction| self.r#use(direction, Origin { id, part }))
                    .collect(),
            );
        }
        let carriers = self.carriers.get(module)?.get(definition)?;
        let found = Direction::ALL.into_iter().zip(carriers);
        Some(
            found
                .filter_map(|(direction, origin)| Some(self.r#use(direction, (*origin)?)))
                .collect(),
        )
    }

    fn r#use(&self, direction: Direction, origin: Origin) -> Use {
        let name = self.ir.full_name(origin.id);
        let part = origin.part;
        Use {
            direction,
            carrier: Some(Carrier { name, part }),
        }
    }

    fn search(&mut self, direction: Direction) {
        let ir = self.ir;
        let mut queue = VecDeque::new();
        for (id, definition) in ir.definitions() {
            match &definition.kind {
                DefinitionKind::Record(_) => {
                    let part = Part::Record;
                    self.reach(id, Origin { id, part }, direction, &mut queue);
                }
                DefinitionKind::Endpoint(_) => definition.each_target(&mut |part, to| {
                    let part = Part::of(part);
                    if part.direction() == Some(direction) {
                        self.reach(to, Origin { id, part }, direction, &mut queue);
                    }
                }),
                DefinitionKind::PermissionSet(_)
                | DefinitionKind::Token { .. }
                | DefinitionKind::Object(_)
                | DefinitionKind::Type { .. } => {}
            }
        }
        while let Some((id, origin)) = queue.pop_front() {
            // Endpoints are never reached: nothing can refer to one.
            ir.definition(id).each_target(&mut |_, to| {
                self.reach(to, origin, direction, &mut queue);
            });
        }
    }

    fn reach(
        &mut self,
        id: DefinitionId,
        origin: Origin,
        direction: Direction,
        queue: &mut VecDeque<(DefinitionId, Origin)>,
    ) {
        let definitions = self.carriers.get_mut(id.module);
        let Some(carriers) = definitions.and_then(|it| it.get_mut(id.definition)) else {
            return;
        };
        let carrier = &mut carriers[direction.index()];
        if carrier.is_none() {
            *carrier = Some(origin);
            queue.push_back((id, origin));
        }
    }
}

/// The uses of both versions together. What nothing carries in either is taken
/// for everything, since lexicons of others may use it.
pub(super) fn united(old: Option<Vec<Use>>, new: Option<Vec<Use>>) -> Vec<Use> {
    let mut uses: Vec<Use> = Vec::new();
    for found in new.into_iter().chain(old).flatten() {
        if uses.iter().all(|it| it.direction != found.direction) {
            uses.push(found);
        }
    }
    if uses.is_empty() {
        let carrier = None;
        uses.extend(Direction::ALL.map(|direction| Use {
            direction,
            carrier: carrier.clone(),
        }));
    }
    uses.sort_by_key(|it| it.direction);
    uses
}

#[cfg(test)]
mod tests {
    use super::{Part::*, *};
    use crate::compiler::ir::tests::sound;

    /// The direction and the carrier of each use.
    fn of(ir: &Ir, nsid: &str, pointer: &str) -> Vec<(Direction, String, Part)> {
        let uses = Uses::of(ir).at(nsid, pointer).expect("a definition");
        let carriers = uses.into_iter().map(|it| (it.direction, it.carrier));
        carriers
            .map(|(direction, carrier)| {
                let carrier = carrier.expect("of this set");
                (direction, carrier.name.to_string(), carrier.part)
            })
            .collect()
    }

    #[test]
    fn data_goes_where_what_refers_to_it_goes() {
        let ir = sound(&[
            (
                "com.example.defs",
                r##""inner": {"type": "object", "properties": {"again": {"type": "ref", "ref": "#list"}}},
                    "list": {"type": "array", "items": {"type": "ref", "ref": "#inner"}},
                    "stored": {"type": "object", "properties": {}},
                    "alone": {"type": "object", "properties": {"a": {"type": "ref", "ref": "#alone"}}}"##,
            ),
            (
                "com.example.get",
                r#""main": {"type": "query",
                    "parameters": {"type": "params", "properties": {"q": {"type": "string"}}},
                    "output": {"encoding": "application/json", "schema": {"type": "object", "properties":
                        {"in": {"type": "object", "properties": {"place": {"type": "ref", "ref": "com.example.defs#list"}}}}}}}"#,
            ),
            (
                "com.example.post",
                r#""main": {"type": "record", "key": "tid", "record": {"type": "object", "properties":
                        {"embed": {"type": "union", "refs": ["com.example.defs#stored"]}}}}"#,
            ),
            (
                "com.example.put",
                r#""main": {"type": "procedure", "input": {"encoding": "application/json", "schema":
                        {"type": "ref", "ref": "com.example.defs#inner"}}}"#,
            ),
        ]);
        let get = |part| (Direction::ToClient, "com.example.get".to_owned(), part);
        let put = |part| (Direction::ToService, "com.example.put".to_owned(), part);
        for definition in ["/defs/inner/properties/again", "/defs/list/items"] {
            assert_eq!(
                of(&ir, "com.example.defs", definition),
                [put(Input), get(Output)],
                "{definition}"
            );
        }
        let stored = of(&ir, "com.example.defs", "/defs/stored");
        let record = |direction| (direction, "com.example.post".to_owned(), Record);
        assert_eq!(stored, Direction::ALL.map(record));
        assert_eq!(of(&ir, "com.example.defs", "/defs/alone"), []);
        assert_eq!(
            of(&ir, "com.example.get", "/defs/main/parameters/properties/q"),
            [(
                Direction::ToService,
                "com.example.get".to_owned(),
                Parameters
            )]
        );
        assert_eq!(of(&ir, "com.example.get", "/defs/main/errors/0"), []);
        assert_eq!(Uses::of(&ir).at("com.example.none", "/defs/main"), None);
    }

    #[test]
    fn what_nothing_carries_is_taken_for_everything() {
        let all = united(Some(Vec::new()), None);
        let directions: Vec<_> = all.iter().map(|it| it.direction).collect();
        assert_eq!(directions, Direction::ALL);
        assert!(all.iter().all(|it| it.carrier.is_none()));
        let one = Use {
            direction: Direction::Stored,
            carrier: None,
        };
        assert_eq!(united(Some(vec![one.clone()]), Some(Vec::new())), [one]);
    }
}
