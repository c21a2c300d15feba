//! All records of a collection.

use std::{fmt, marker::PhantomData, vec};

use futures_core::Stream;

use super::{
    Agent, AgentError,
    endpoint::Plain,
    lexicons::com::atproto::repo::list_records::{self, ListRecords},
    records::rkey,
};
use crate::{
    syntax::{AtIdentifier, AtUri, Cid, InvalidSyntax, RecordKey},
    wire::{Record, RecordError, typed_record_from_data},
    xrpc::client::{Pages, unfold},
};

/// The records of a collection, read page by page.
pub struct List<T> {
    pages: Pages<Plain<ListRecords>>,
    page: vec::IntoIter<list_records::Record>,
    record: PhantomData<fn() -> T>,
}

/// A record in a list, which need not be of the type of its collection.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listed<T> {
    /// The URI.
    pub uri: AtUri,
    /// The CID of this version.
    pub cid: Cid,
    /// The record. The error has it as data.
    pub value: Result<T, RecordError>,
}

impl<T> Listed<T> {
    /// The record key, which is the last part of the URI.
    ///
    /// # Errors
    /// If it is not a valid record key.
    pub fn rkey(&self) -> Result<RecordKey, InvalidSyntax> {
        rkey(&self.uri)
    }
}

impl Agent {
    /// The records of the account in the collection of a type, newest first.
    #[must_use]
    pub fn list<T: Record>(&self) -> List<T> {
        self.list_of(self.did.clone())
    }

    /// The records of another account, by its DID or handle. Some services know only
    /// records of their own accounts.
    pub fn list_of<T: Record>(&self, account: impl Into<AtIdentifier>) -> List<T> {
        let params = list_records::Params::new(account, T::collection());
        List {
            pages: Pages::new(&self.client, params),
            page: Vec::new().into_iter(),
            record: PhantomData,
        }
    }
}

impl<T: Record> List<T> {
    /// The same, oldest first.
    #[must_use]
    pub fn reversed(mut self) -> Self {
        self.pages.params_mut().reverse = Some(true);
        self
    }

    /// The same with another number of records in a page, from 1 to 100; the default is
    /// 50.
    #[must_use]
    pub fn with_page_size(mut self, records: u8) -> Self {
        self.pages.params_mut().limit = Some(records.into());
        self
    }

    /// The next record; `None` after the last one. A record of another type does not
    /// end the list.
    ///
    /// # Errors
    /// If a page cannot be read, which ends the list.
    pub async fn next(&mut self) -> Option<Result<Listed<T>, AgentError>> {
        loop {
            if let Some(record) = self.page.next() {
                return Some(Ok(Listed {
                    uri: record.uri,
                    cid: record.cid,
                    value: typed_record_from_data(record.value),
                }));
            }
            match self.pages.next().await? {
                Ok(page) => self.page = page.records.into_iter(),
                Err(error) => return Some(Err(error.into())),
            }
        }
    }

    /// The records as a [`Stream`], for the combinators of crates such as `futures`.
    pub fn into_stream(self) -> impl Stream<Item = Result<Listed<T>, AgentError>> + Send + Unpin
    where
        T: Send + 'static,
    {
        unfold(self, async |mut list: Self| {
            let record = list.next().await;
            (record, list)
        })
    }
}

impl<T> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List")
            .field("pages", &self.pages)
            .field("left", &self.page.len())
            .finish_non_exhaustive()
    }
}
