//! Several writes in one commit.

use super::{
    Agent, AgentError, CommitInfo, Written,
    endpoint::Plain,
    lexicons::com::atproto::repo::apply_writes::{
        self, ApplyWrites, Create, Delete, InputWritesItem, OutputResultsItem, Update,
    },
};
#[cfg(feature = "network")]
use crate::syntax::Nsid;
use crate::{
    data::{Data, DataError},
    syntax::{Cid, RecordKey},
    wire::Record,
};

/// Writes that are one commit: either all of them happen, or none.
///
/// ```no_run
/// # use lexgen::{Record, RecordKey, agent::{Agent, AgentError, Writes}};
/// # async fn write<Note: Record>(agent: Agent, old: RecordKey, note: Note) -> Result<(), AgentError> {
/// let writes = Writes::new().create(&note).delete::<Note>(&old);
/// let applied = agent.apply_writes(writes).await?;
/// println!("{:?}", applied.results);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Writes {
    items: Vec<InputWritesItem>,
    swap: Option<Cid>,
    /// The error of the first record that cannot be encoded.
    error: Option<DataError>,
}

impl Writes {
    /// No writes.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many writes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are no writes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Adds a new record. The service chooses its key.
    pub fn create<T: Record>(self, record: &T) -> Self {
        self.add(record, |value| {
            InputWritesItem::Create(Box::new(Create::new(T::collection(), value)))
        })
    }

    /// Adds a new record with this key.
    pub fn create_at<T: Record>(self, rkey: &RecordKey, record: &T) -> Self {
        self.add(record, |value| {
            let mut create = Create::new(T::collection(), value);
            create.rkey = Some(rkey.clone());
            InputWritesItem::Create(Box::new(create))
        })
    }

    /// Overwrites the record with this key.
    pub fn update<T: Record>(self, rkey: &RecordKey, record: &T) -> Self {
        self.add(record, |value| {
            let update = Update::new(T::collection(), rkey.clone(), value);
            InputWritesItem::Update(Box::new(update))
        })
    }

    /// Removes the record with this key.
    pub fn delete<T: Record>(mut self, rkey: &RecordKey) -> Self {
        let delete = Delete::new(T::collection(), rkey.clone());
        self.items.push(InputWritesItem::Delete(Box::new(delete)));
        self
    }

    /// Adds a record of any type with this key.
    #[cfg(feature = "network")]
    pub(crate) fn create_data(mut self, collection: &Nsid, rkey: &RecordKey, value: Data) -> Self {
        let mut create = Create::new(collection.clone(), value);
        create.rkey = Some(rkey.clone());
        self.items.push(InputWritesItem::Create(Box::new(create)));
        self
    }

    /// Overwrites the record of any type with this key.
    #[cfg(feature = "network")]
    pub(crate) fn update_data(mut self, collection: &Nsid, rkey: &RecordKey, value: Data) -> Self {
        let update = Update::new(collection.clone(), rkey.clone(), value);
        self.items.push(InputWritesItem::Update(Box::new(update)));
        self
    }

    /// Removes the record of any type with this key.
    #[cfg(feature = "network")]
    pub(crate) fn delete_data(mut self, collection: &Nsid, rkey: &RecordKey) -> Self {
        let delete = Delete::new(collection.clone(), rkey.clone());
        self.items.push(InputWritesItem::Delete(Box::new(delete)));
        self
    }

    /// Only if this is still the last commit of the repository.
    pub fn with_swap(mut self, commit: &Cid) -> Self {
        self.swap = Some(commit.clone());
        self
    }

    fn add<T: Record>(mut self, record: &T, item: impl FnOnce(Data) -> InputWritesItem) -> Self {
        match Data::encode(record) {
            Ok(value) => self.items.push(item(value)),
            Err(error) => drop(self.error.get_or_insert(error)),
        }
        self
    }
}

/// What [`Agent::apply_writes`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applied {
    /// The commit, if the service tells.
    pub commit: Option<CommitInfo>,
    /// The result of each write, in the same order. Some services tell none.
    pub results: Vec<WriteResult>,
}

/// What a write did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteResult {
    /// A new record.
    Created(Written),
    /// A record was overwritten.
    Updated(Written),
    /// A record was removed.
    Deleted,
}

impl Agent {
    /// Writes and removes several records in one commit.
    ///
    /// # Errors
    /// If nothing is written: [`AgentError::SwapFailed`] if there is another commit than
    /// [`Writes::with_swap`] says.
    pub async fn apply_writes(&self, writes: Writes) -> Result<Applied, AgentError> {
        if let Some(error) = writes.error {
            return Err(AgentError::Encode(error));
        }
        let mut input = apply_writes::Input::new(self.did.clone(), writes.items);
        input.swap_commit = writes.swap;
        let output = self.client.procedure::<Plain<ApplyWrites>>(&input).await?;
        let commit = output.commit;
        let result = |result| match result {
            OutputResultsItem::CreateResult(created) => {
                WriteResult::Created(Written::new(created.uri, created.cid, commit.clone()))
            }
            OutputResultsItem::UpdateResult(updated) => {
                WriteResult::Updated(Written::new(updated.uri, updated.cid, commit.clone()))
            }
            OutputResultsItem::DeleteResult(_) => WriteResult::Deleted,
        };
        let results = output.results.unwrap_or_default();
        Ok(Applied {
            results: results.into_iter().map(result).collect(),
            commit: commit.map(CommitInfo::of),
        })
    }
}
