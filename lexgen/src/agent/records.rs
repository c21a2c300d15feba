//! Reading and writing single records.

use super::{
    Agent, AgentError, InvalidRecord,
    endpoint::Plain,
    lexicons::com::atproto::repo::{
        create_record::{self, CreateRecord},
        defs::CommitMeta,
        delete_record::{self, DeleteRecord},
        get_record::{self, GetRecord},
        put_record::{self, PutRecord},
    },
};
use crate::{
    data::{Data, Nullable},
    syntax::{AtIdentifier, AtUri, Cid, InvalidSyntax, RecordKey, Tid},
    wire::{Record, typed_record_from_data},
};

/// A commit to the repository of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CommitInfo {
    /// The CID, for [`Writes::with_swap`](super::Writes::with_swap).
    pub cid: Cid,
    /// The revision.
    pub rev: Tid,
}

impl CommitInfo {
    pub(super) fn of(commit: CommitMeta) -> Self {
        let CommitMeta { cid, rev, .. } = commit;
        Self { cid, rev }
    }
}

/// A record that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// The URI.
    pub uri: AtUri,
    /// The CID of this version.
    pub cid: Cid,
    /// The commit that wrote it, if the service tells.
    pub commit: Option<CommitInfo>,
}

impl Written {
    pub(super) fn new(uri: AtUri, cid: Cid, commit: Option<CommitMeta>) -> Self {
        let commit = commit.map(CommitInfo::of);
        Self { uri, cid, commit }
    }

    /// The record key, which is the last part of the URI.
    ///
    /// # Errors
    /// If it is not a valid record key.
    pub fn rkey(&self) -> Result<RecordKey, InvalidSyntax> {
        rkey(&self.uri)
    }
}

/// A version of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stored<T> {
    /// The URI.
    pub uri: AtUri,
    /// The CID of this version.
    pub cid: Cid,
    /// The record.
    pub value: T,
}

impl<T> Stored<T> {
    /// The record key, which is the last part of the URI.
    ///
    /// # Errors
    /// If it is not a valid record key.
    pub fn rkey(&self) -> Result<RecordKey, InvalidSyntax> {
        rkey(&self.uri)
    }
}

pub(super) fn rkey(uri: &AtUri) -> Result<RecordKey, InvalidSyntax> {
    RecordKey::new(uri.record_key().unwrap_or_default())
}

/// What must be there for a record to be overwritten.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Swap {
    /// Anything, or nothing.
    #[default]
    Any,
    /// Nothing.
    Absent,
    /// The version with this CID: nobody else has changed the record since.
    Cid(Cid),
}

impl Agent {
    /// Writes a new record. The service chooses its key.
    ///
    /// # Errors
    /// If it is not written.
    pub async fn create<T: Record>(&self, record: &T) -> Result<Written, AgentError> {
        self.create_record(record, None).await
    }

    /// Writes a new record with this key.
    ///
    /// # Errors
    /// If it is not written, such as because there is one with this key.
    pub async fn create_at<T: Record>(
        &self,
        rkey: &RecordKey,
        record: &T,
    ) -> Result<Written, AgentError> {
        self.create_record(record, Some(rkey.clone())).await
    }

    async fn create_record<T: Record>(
        &self,
        record: &T,
        rkey: Option<RecordKey>,
    ) -> Result<Written, AgentError> {
        let record = Data::encode(record).map_err(AgentError::Encode)?;
        let mut input = create_record::Input::new(self.did.clone(), T::collection(), record);
        input.rkey = rkey;
        let output = self.client.procedure::<Plain<CreateRecord>>(&input).await?;
        Ok(Written::new(output.uri, output.cid, output.commit))
    }

    /// Reads a record of the account; `None` if it does not exist.
    ///
    /// # Errors
    /// If it cannot be read, or is not of this type.
    pub async fn get<T: Record>(&self, rkey: &RecordKey) -> Result<Option<Stored<T>>, AgentError> {
        self.get_of(self.did.clone(), rkey).await
    }

    /// Reads a record of another account, by its DID or handle; `None` if it does not
    /// exist. Some services know only records of their own accounts.
    ///
    /// # Errors
    /// If it cannot be read, or is not of this type.
    pub async fn get_of<T: Record>(
        &self,
        account: impl Into<AtIdentifier>,
        rkey: &RecordKey,
    ) -> Result<Option<Stored<T>>, AgentError> {
        let params = get_record::Params::new(account, T::collection(), rkey.clone());
        let output = match self.client.query::<Plain<GetRecord>>(&params).await {
            Ok(output) => output,
            Err(error) => {
                let name = error.xrpc().map(|error| error.error.as_str());
                return match name {
                    Some("RecordNotFound") => Ok(None),
                    _ => Err(error.into()),
                };
            }
        };
        let get_record::Output {
            uri, cid, value, ..
        } = output;
        match (typed_record_from_data(value), cid) {
            (Ok(value), Some(cid)) => Ok(Some(Stored { uri, cid, value })),
            (Ok(_), None) => Err(AgentError::InvalidResponse("the record has no CID")),
            (Err(error), cid) => {
                let record = InvalidRecord { uri, cid, error };
                Err(AgentError::Record(Box::new(record)))
            }
        }
    }

    /// Writes a record with this key, if there is what `swap` says.
    ///
    /// To change a record, read it with [`get`](Self::get), change its fields, and write
    /// it with [`Swap::Cid`]. Fields of a newer lexicon are kept, and a change by
    /// somebody else in between is not lost.
    ///
    /// # Errors
    /// If it is not written: [`AgentError::SwapFailed`] if there is something else.
    pub async fn put<T: Record>(
        &self,
        rkey: &RecordKey,
        record: &T,
        swap: Swap,
    ) -> Result<Written, AgentError> {
        let mut input = put_record::Input::new(put_record::InputRequired {
            repo: self.did.clone().into(),
            collection: T::collection(),
            rkey: rkey.clone(),
            record: Data::encode(record).map_err(AgentError::Encode)?,
        });
        input.swap_record = match swap {
            Swap::Any => Nullable::Absent,
            Swap::Absent => Nullable::Null,
            Swap::Cid(cid) => Nullable::Value(cid),
        };
        let output = self.client.procedure::<Plain<PutRecord>>(&input).await?;
        Ok(Written::new(output.uri, output.cid, output.commit))
    }

    /// Removes a record, if it exists and, with `swap`, is the version with this CID.
    ///
    /// # Errors
    /// If it is not removed: [`AgentError::SwapFailed`] if it is another version.
    pub async fn delete<T: Record>(
        &self,
        rkey: &RecordKey,
        swap: Option<&Cid>,
    ) -> Result<(), AgentError> {
        let mut input = delete_record::Input::new(self.did.clone(), T::collection(), rkey.clone());
        input.swap_record = swap.cloned();
        self.client.procedure::<Plain<DeleteRecord>>(&input).await?;
        Ok(())
    }
}
