//! The record keys of all lexicons of an account.

use std::{collections::BTreeSet, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use tokio::time::timeout;

use super::{
    account::Account,
    http::{Http, HttpFault, Kind},
    outcome::RecordFault,
    record::{COLLECTION, endpoint, record_fault},
};

/// The most records that are listed.
const RECORDS: usize = 10_000;

/// The most bytes of a record key.
const KEY: usize = 512;

/// The most bytes of a cursor. It becomes part of a URL.
const CURSOR: usize = 2048;

/// How many times as long as a request a list may take, whatever its number of pages.
const LONGER: u32 = 10;

/// A page of a list.
const PAGE: Kind = Kind {
    accept: "application/json",
    limit: 16 << 20,
    follows_redirects: true,
};

#[derive(Deserialize)]
struct Page {
    cursor: Option<String>,
    records: Vec<Record>,
}

#[derive(Deserialize)]
struct Record {
    uri: String,
    value: Value,
}

/// What is needed of a record.
#[derive(Deserialize)]
struct Value {
    #[serde(default, deserialize_with = "text")]
    id: Option<String>,
}

/// A text; `None` if it is something else, which can be large.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    struct Text;

    impl<'de> Visitor<'de> for Text {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("anything")
        }

        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Some(text.to_owned()))
        }

        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            Ok(None)
        }

        fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
            while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok(None)
        }
    }

    deserializer.deserialize_any(Text)
}

/// A record of the list, as the server says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Listed {
    /// The record key.
    pub(super) key: String,
    /// The `id` of the document, if it is a text.
    pub(super) id: Option<String>,
}

impl Listed {
    /// A record that can exist. Others are skipped, as if they were not in the list.
    fn of(record: Record) -> Option<Self> {
        let key = record.uri.rsplit('/').next().unwrap_or_default();
        if key.is_empty() || key.len() > KEY {
            return None;
        }
        Some(Self {
            key: key.to_owned(),
            // An NSID is shorter.
            id: record.value.id.filter(|id| id.len() <= KEY),
        })
    }
}

/// Lists the lexicons of an account, sorted by record key. The list is not verified, and not
/// known to be complete: a server can leave out what it likes.
pub(super) async fn list(
    http: &Http,
    account: &Account,
    most_pages: usize,
) -> Result<Vec<Listed>, RecordFault> {
    let list = pages(http, account, most_pages);
    let list = timeout(http.limit() * LONGER, list).await;
    list.unwrap_or(Err(RecordFault::SlowList))
}

async fn pages(
    http: &Http,
    account: &Account,
    most_pages: usize,
) -> Result<Vec<Listed>, RecordFault> {
    let mut found = BTreeSet::new();
    let mut cursor: Option<String> = None;
    for _ in 0..most_pages {
        let mut parameters = vec![
            ("repo", account.did.as_str()),
            ("collection", COLLECTION),
            ("limit", "100"),
        ];
        parameters.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
        let url = endpoint(account, "com.atproto.repo.listRecords", &parameters)?;
        let page = http.get(&url, PAGE, false).await;
        let page = page.map_err(|fault| match record_fault(fault.clone()) {
            gone @ RecordFault::NoRepository(..) => gone,
            _ => RecordFault::List(fault),
        })?;
        let broken = |reason: String| RecordFault::List(HttpFault::Broken(reason));
        let page: Page =
            serde_json::from_slice(&page).map_err(|error| broken(error.to_string()))?;
        let before = found.len();
        let records = page.records.into_iter().filter_map(Listed::of);
        for record in records {
            if found.len() < RECORDS {
                found.insert(record);
            }
        }
        // A server that repeats itself does not end.
        let is_stuck = found.len() == before || page.cursor == cursor;
        cursor = page.cursor;
        if cursor.is_none() || is_stuck || found.len() >= RECORDS {
            break;
        }
        if cursor.as_ref().is_some_and(|cursor| cursor.len() > CURSOR) {
            return Err(broken(format!("its cursor has more than {CURSOR} bytes")));
        }
    }
    Ok(found.into_iter().collect())
}
