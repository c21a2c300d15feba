//! Records of a custom lexicon, `com.example.shelf.note`, in an account's repository.

use std::error::Error;

use lexgen::{AtIdentifier, AtUri, Cid, Data, Datetime, Record, RecordKey, xrpc::Client};

use lexicons::com::{
    atproto::{
        repo::{
            create_record::{self, CreateRecord},
            delete_record::{self, DeleteRecord},
            get_record::{self, GetRecord},
            list_records::{self, ListRecords},
            put_record::{self, PutRecord},
        },
        server::create_session::{self, CreateSession},
    },
    example::shelf::note::Note,
};

/// The endpoints that read and write records, and the record itself.
pub mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}

/// Any error, for callers that only report it.
pub type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The notes of one account.
#[derive(Clone, Debug)]
pub struct Notes {
    client: Client,
    account: AtIdentifier,
}

/// A version of a note, and its URI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The URI: `at://<account>/com.example.shelf.note/<key>`.
    pub uri: AtUri,
    /// The CID of this version.
    pub cid: Cid,
    /// The note.
    pub note: Note,
}

impl Stored {
    /// The record key, which is the last part of the URI.
    ///
    /// # Errors
    /// If it is not a valid record key.
    pub fn key(&self) -> Result<RecordKey> {
        Ok(RecordKey::new(self.uri.record_key().unwrap_or_default())?)
    }
}

/// Logs in. The session lasts an hour or two; `examples/session` has one that
/// renews itself.
///
/// # Errors
/// If the login fails.
pub async fn log_in(service: &str, identifier: &str, password: &str) -> Result<Notes> {
    let client = Client::new(service)?;
    let input = create_session::Input::new(identifier, password);
    let session = client.procedure::<CreateSession>(&input).await?;
    let client = client.with_bearer(&session.access_jwt)?;
    Ok(Notes::new(client, session.did))
}

/// A note with the current time.
#[must_use]
pub fn note(text: &str) -> Note {
    Note::new(text, Datetime::now())
}

impl Notes {
    /// The notes of an account. Reading works for any account.
    pub fn new(client: Client, account: impl Into<AtIdentifier>) -> Self {
        let account = account.into();
        Self { client, account }
    }

    /// Writes a new note. The service chooses the key.
    ///
    /// # Errors
    /// If the note is not written.
    pub async fn create(&self, note: Note) -> Result<Stored> {
        let (account, record) = (self.account.clone(), Data::encode(&note)?);
        let input = create_record::Input::new(account, Note::collection(), record);
        let output = self.client.procedure::<CreateRecord>(&input).await?;
        Ok(Stored {
            uri: output.uri,
            cid: output.cid,
            note,
        })
    }

    /// Reads a note; `None` if it does not exist.
    ///
    /// # Errors
    /// If the note cannot be read, or the record is not a note.
    pub async fn get(&self, key: &RecordKey) -> Result<Option<Stored>> {
        let params = get_record::Params::new(self.account.clone(), Note::collection(), key.clone());
        match self.client.query::<GetRecord>(&params).await {
            Ok(output) => Ok(Some(Stored {
                uri: output.uri,
                cid: output.cid.ok_or("the record has no CID")?,
                note: output.value.into_decoded()?,
            })),
            Err(error) => match error.xrpc() {
                Some(get_record::Error::RecordNotFound(_)) => Ok(None),
                _ => Err(error.into()),
            },
        }
    }

    /// Reads all notes, newest first.
    ///
    /// # Errors
    /// If the notes cannot be read, or a record is not a note.
    pub async fn list(&self) -> Result<Vec<Stored>> {
        let mut params = list_records::Params::new(self.account.clone(), Note::collection());
        let mut notes = Vec::new();
        loop {
            let page = self.client.query::<ListRecords>(&params).await?;
            for record in page.records {
                notes.push(Stored {
                    uri: record.uri,
                    cid: record.cid,
                    note: record.value.into_decoded()?,
                });
            }
            params.cursor = page.cursor;
            if params.cursor.is_none() {
                return Ok(notes);
            }
        }
    }

    /// Changes a note. Fields of a newer lexicon, which this program does not
    /// know, are kept. A concurrent change by another client is not overwritten.
    ///
    /// # Errors
    /// If the note does not exist or is not written. After a concurrent change,
    /// the error is [`put_record::Error::InvalidSwap`].
    pub async fn edit(&self, key: &RecordKey, change: impl FnOnce(&mut Note)) -> Result<Stored> {
        let mut stored = self.get(key).await?.ok_or("the note does not exist")?;
        change(&mut stored.note);
        let input = put_record::Input::new(put_record::InputRequired {
            repo: self.account.clone(),
            collection: Note::collection(),
            rkey: key.clone(),
            record: Data::encode(&stored.note)?,
        })
        .with(|input| input.swap_record = stored.cid.into());
        let output = self.client.procedure::<PutRecord>(&input).await?;
        stored.cid = output.cid;
        Ok(stored)
    }

    /// Removes a note, if it exists.
    ///
    /// # Errors
    /// If the note is not removed.
    pub async fn delete(&self, key: &RecordKey) -> Result<()> {
        let input =
            delete_record::Input::new(self.account.clone(), Note::collection(), key.clone());
        self.client.procedure::<DeleteRecord>(&input).await?;
        Ok(())
    }
}
