//! Who sends a definition's data to whom, and what is stored.
//!
//! Parameters and inputs go from clients to services, outputs and messages from
//! services to clients, and records go both ways and are stored. What these
//! refer to goes where they go, through arrays, unions, objects and further
//! references. One breadth-first search for each direction finds all of it, in
//! time linear in the references.

use std::collections::VecDeque;

use super::{
    ir::{DefinitionId, DefinitionKind, Ir},
    schema::{FullName, Path, Subject},
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
    /// Every direction.
    pub const ALL: [Self; 3] = [Self::ToService, Self::ToClient, Self::Stored];

    fn index(self) -> usize {
        match self {
            Self::ToService => 0,
            Self::ToClient => 1,
            Self::Stored => 2,
        }
    }

    /// Whether data of a part goes there; records go everywhere.
    pub(crate) fn is_of(self, part: Subject) -> bool {
        part == Subject::Value || Self::of(part) == Some(self)
    }

    /// Where a part of an endpoint goes.
    pub(crate) fn of(part: Subject) -> Option<Self> {
        match part {
            Subject::Params | Subject::Input => Some(Self::ToService),
            Subject::Output | Subject::Message => Some(Self::ToClient),
            Subject::Value | Subject::ErrorBody => None,
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Carrier {
    /// The record or endpoint.
    pub name: FullName,
    /// Which part of it.
    pub part: Subject,
}

/// Where the data of every definition of a set goes.
pub struct Flow<'i> {
    ir: &'i Ir,
    /// By module, definition and [`Direction::index`].
    carriers: Vec<Vec<Carriers>>,
}

/// What carries data, by [`Direction::index`].
type Carriers = [Option<CarrierId>; 3];

#[derive(Clone, Copy)]
struct CarrierId {
    id: DefinitionId,
    part: Subject,
}

impl<'i> Flow<'i> {
    /// Follows all data of a set.
    pub fn of(ir: &'i Ir) -> Self {
        let of_module = |definitions: usize| vec![[None; 3]; definitions];
        let modules = ir.modules.iter();
        let mut flow = Self {
            ir,
            carriers: modules
                .map(|module| of_module(module.definitions.len()))
                .collect(),
        };
        for direction in Direction::ALL {
            flow.search(direction);
        }
        flow
    }

    /// The uses of what is at a place of a document. `None` when this set has
    /// no such definition; empty when nothing of the set carries it.
    pub fn at<N: AsRef<str>>(&self, nsid: &str, path: &Path<N>) -> Option<Vec<Use>> {
        let carriers = Direction::ALL.into_iter().zip(self.carriers(nsid, path)?);
        let uses = carriers.filter_map(|(direction, carrier)| {
            let CarrierId { id, part } = carrier?;
            let name = self.ir.full_name(id);
            let carrier = Some(Carrier { name, part });
            Some(Use { direction, carrier })
        });
        Some(uses.collect())
    }

    /// Whether what is at a place of a document is stored in repositories.
    /// `None` when nothing of the set carries it.
    pub fn is_stored<N: AsRef<str>>(&self, nsid: &str, path: &Path<N>) -> Option<bool> {
        let carriers = self.carriers(nsid, path)?;
        let is_carried = carriers.iter().any(Option::is_some);
        is_carried.then(|| carriers[Direction::Stored.index()].is_some())
    }

    fn carriers<N: AsRef<str>>(&self, nsid: &str, path: &Path<N>) -> Option<Carriers> {
        let id = self.ir.find_in(nsid, path.definition_name()?)?;
        if let DefinitionKind::Endpoint(_) = self.ir.definition(id).kind {
            let part = Subject::at(path.steps());
            let carrier = Some(CarrierId { id, part });
            let own = Direction::of(part);
            return Some(Direction::ALL.map(|it| carrier.filter(|_| Some(it) == own)));
        }
        self.carriers.get(id.module)?.get(id.definition).copied()
    }

    fn search(&mut self, direction: Direction) {
        let ir = self.ir;
        let mut queue = VecDeque::new();
        for (id, definition) in ir.definitions() {
            match &definition.kind {
                DefinitionKind::Record(_) => {
                    let part = Subject::Value;
                    self.reach(id, CarrierId { id, part }, direction, &mut queue);
                }
                DefinitionKind::Endpoint(_) => definition.each_target(&mut |part, to| {
                    if Direction::of(part) == Some(direction) {
                        self.reach(to, CarrierId { id, part }, direction, &mut queue);
                    }
                }),
                DefinitionKind::PermissionSet(_)
                | DefinitionKind::Space(_)
                | DefinitionKind::Opaque(_)
                | DefinitionKind::Token { .. }
                | DefinitionKind::Object(_)
                | DefinitionKind::Type { .. } => {}
            }
        }
        while let Some((id, carrier)) = queue.pop_front() {
            // Endpoints are never reached: nothing can refer to one.
            ir.definition(id).each_target(&mut |_, to| {
                self.reach(to, carrier, direction, &mut queue);
            });
        }
    }

    fn reach(
        &mut self,
        id: DefinitionId,
        carrier: CarrierId,
        direction: Direction,
        queue: &mut VecDeque<(DefinitionId, CarrierId)>,
    ) {
        let definitions = self.carriers.get_mut(id.module);
        let Some(carriers) = definitions.and_then(|it| it.get_mut(id.definition)) else {
            return;
        };
        let slot = &mut carriers[direction.index()];
        if slot.is_none() {
            *slot = Some(carrier);
            queue.push_back((id, carrier));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Subject::*, *};
    use crate::compiler::ir::tests::sound;
    use crate::compiler::schema::Step;

    /// The direction and the carrier of each use.
    fn of(ir: &Ir, nsid: &str, path: &Path) -> Vec<(Direction, String, Subject)> {
        let uses = Flow::of(ir).at(nsid, path).expect("a definition");
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
        for definition in [
            Path::definition("inner").with(Step::Property("again".into())),
            Path::definition("list").with(Step::Items),
        ] {
            assert_eq!(
                of(&ir, "com.example.defs", &definition),
                [put(Input), get(Output)],
                "{definition}"
            );
        }
        let stored = of(&ir, "com.example.defs", &Path::definition("stored"));
        let record = |direction| (direction, "com.example.post".to_owned(), Value);
        assert_eq!(stored, Direction::ALL.map(record));
        assert_eq!(of(&ir, "com.example.defs", &Path::definition("alone")), []);
        let main = Path::definition("main");
        let q = Step::Property("q".into());
        assert_eq!(
            of(&ir, "com.example.get", &main.with(Step::Parameters).with(q)),
            [(Direction::ToService, "com.example.get".to_owned(), Params)]
        );
        assert_eq!(of(&ir, "com.example.get", &main.with(Step::Error(0))), []);
        assert_eq!(Flow::of(&ir).at("com.example.none", &main), None);
    }
}
