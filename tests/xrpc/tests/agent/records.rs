//! Records, one at a time and in lists.

use futures_util::StreamExt;
use http::StatusCode;
use lexgen::{
    Data, Record, RecordKey,
    agent::{AgentError, Listed, Swap},
    wire::RecordErrorKind,
};
use lexgen_tests_xrpc::com::example::shelf::note::Note;
use serde_json::json;

use crate::pds::{Pds, note};

fn key(text: &str) -> RecordKey {
    RecordKey::new(text).unwrap()
}

#[tokio::test]
async fn a_record_is_written_read_changed_and_removed() {
    let pds = Pds::start().await;
    let agent = pds.agent().await;
    let written = agent.create(&note("first")).await.unwrap();
    let rkey = written.rkey().unwrap();
    assert!(written.commit.is_some());
    let stored = agent.get::<Note>(&rkey).await.unwrap().unwrap();
    assert_eq!((&stored.uri, &stored.cid), (&written.uri, &written.cid));
    assert_eq!(
        (stored.value.text.as_str(), stored.rkey().unwrap()),
        ("first", rkey.clone())
    );
    let fixed = agent.create_at(&key("self"), &note("fixed")).await.unwrap();
    assert_eq!(fixed.rkey().unwrap(), "self");

    let changed = agent
        .put(&rkey, &note("second"), Swap::Cid(stored.cid))
        .await
        .unwrap();
    assert_ne!(changed.cid, written.cid);
    agent
        .delete::<Note>(&rkey, Some(&changed.cid))
        .await
        .unwrap();
    assert_eq!(agent.get::<Note>(&rkey).await.unwrap(), None);
    assert_eq!(pds.store().records.len(), 1);
}

#[tokio::test]
async fn a_swap_fails_after_a_change_of_somebody_else() {
    let pds = Pds::start().await;
    let agent = pds.agent().await;
    let old = agent
        .put(&key("k"), &note("old"), Swap::Absent)
        .await
        .unwrap();
    let new = agent.put(&key("k"), &note("new"), Swap::Any).await.unwrap();
    for swap in [Swap::Absent, Swap::Cid(old.cid.clone())] {
        let error = agent.put(&key("k"), &note("lost"), swap).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "nothing was written, because the record or the repository has changed: InvalidSwap: Record was at \"{}\"",
                new.cid
            )
        );
    }
    let error = agent
        .delete::<Note>(&key("k"), Some(&old.cid))
        .await
        .unwrap_err();
    assert!(matches!(error, AgentError::SwapFailed(_)), "{error}");
    assert_eq!(
        agent
            .get::<Note>(&key("k"))
            .await
            .unwrap()
            .unwrap()
            .value
            .text,
        "new"
    );
    agent.delete::<Note>(&key("k"), None).await.unwrap();
}

#[tokio::test]
async fn a_record_of_another_type_is_an_error_with_it() {
    let pds = Pds::start().await;
    let agent = pds.agent().await;
    let other = json!({"$type": Note::NSID, "text": 1});
    pds.store()
        .records
        .insert((Note::NSID.to_owned(), "odd".to_owned()), other);
    let error = agent.get::<Note>(&key("odd")).await.unwrap_err();
    let AgentError::Record(record) = &error else {
        panic!("{error}");
    };
    let data = record.error.data().unwrap().as_object().unwrap();
    assert_eq!(data.get("text"), Some(&Data::from(1)));
    assert!(record.cid.is_some() && record.uri.ends_with("/odd"));
}

/// Ten notes, and two records among them that are none.
async fn full() -> Pds {
    let pds = Pds::start().await;
    let mut store = pds.store();
    for number in 0..10 {
        let record = serde_json::to_value(note(&number.to_string())).unwrap();
        store
            .records
            .insert((Note::NSID.to_owned(), format!("k{number}")), record);
    }
    let bad = [
        ("k33", json!({"$type": Note::NSID, "text": null})),
        ("k66", json!({"$type": "com.example.other", "x": 1.5})),
    ];
    for (rkey, record) in bad {
        store
            .records
            .insert((Note::NSID.to_owned(), rkey.to_owned()), record);
    }
    drop(store);
    pds
}

#[tokio::test]
async fn records_that_do_not_decode_do_not_end_a_list() {
    let pds = full().await;
    let agent = pds.agent().await;
    let mut list = agent.list::<Note>().with_page_size(2);
    let (mut notes, mut others) = (Vec::new(), Vec::new());
    while let Some(listed) = list.next().await {
        let Listed { uri, value, .. } = listed.unwrap();
        match value {
            Ok(note) => notes.push(note.text),
            Err(error) => others.push((uri, error)),
        }
    }
    assert_eq!(notes, ["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"]);
    let [(other, of_other), (uri, error)] = &*others else {
        panic!("{others:?}");
    };
    assert_eq!(other.record_key(), Some("k66"));
    assert_eq!(*of_other.kind(), RecordErrorKind::OtherType);
    assert_eq!(uri.record_key(), Some("k33"));
    assert!(matches!(error.kind(), RecordErrorKind::Invalid(_)));
    assert_eq!(error.data().unwrap().type_name(), Some(Note::NSID));
    assert!(list.next().await.is_none());
    assert_eq!(pds.times("listRecords"), 6);
}

#[tokio::test]
async fn a_list_can_be_reversed_and_be_a_stream() {
    let pds = full().await;
    pds.store().records.retain(|(_, rkey), _| rkey.len() == 2);
    let agent = pds.agent().await;
    let list = agent.list::<Note>().reversed().with_page_size(4);
    let texts: Vec<_> = list
        .into_stream()
        .map(|listed| listed.unwrap().value.unwrap().text)
        .collect()
        .await;
    assert_eq!(texts.join(""), "0123456789");
    assert_eq!(pds.times("listRecords"), 3);
}

#[tokio::test]
async fn a_page_that_fails_ends_a_list() {
    let pds = full().await;
    let agent = pds.agent().await;
    let mut list = agent.list::<Note>().with_page_size(2);
    list.next().await.unwrap().unwrap();
    list.next().await.unwrap().unwrap();
    let gone = json!({"error": "RepoNotFound", "message": "gone"});
    pds.store()
        .answers
        .push(("listRecords", StatusCode::BAD_REQUEST, gone));
    let error = list.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "com.atproto.repo.listRecords: RepoNotFound: gone (400 Bad Request)"
    );
    assert!(list.next().await.is_none());
}
