//! The firehose, with the example.

use std::{ops::ControlFlow, time::Duration};

use example_firehose::{
    changes, describe, follow,
    lexicons::com::atproto::sync::subscribe_repos::{Error, Message},
};
use futures_util::future::join;
use lexgen::{Data, Record, repo::Repo, xrpc::subscription::SubscriptionError};
use lexgen_tests_pds::{
    answered,
    com::{
        atproto::{
            repo::create_record::{self, CreateRecord},
            sync::subscribe_repos::SubscribeRepos,
        },
        example::shelf::note::Note,
    },
};

use crate::world::{World, note};

/// The time limit for the commit.
const PATIENCE: Duration = Duration::from_secs(20);

pub async fn a_commit_arrives_typed(world: &World) {
    let victor = world.account("victor").await;
    let note = note("heard everywhere");
    let record = Data::encode(&note).unwrap();
    let input = create_record::Input::new(victor.repo(), Note::collection(), record);

    // From the beginning, because the account's messages are among the first.
    let mut seen = Vec::new();
    let mut first = None;
    let listen = follow(&world.pds.url, Some(0), |message| {
        seen.extend(describe(message));
        match message {
            Message::Commit(commit) if commit.repo == victor.did && !commit.ops.is_empty() => {
                first = Some(commit.clone());
                ControlFlow::Break(())
            }
            _ => ControlFlow::Continue(()),
        }
    });
    let write = victor.caller.procedure::<CreateRecord>(&input);
    let (heard, created) = join(tokio::time::timeout(PATIENCE, listen), write).await;
    heard.expect("the commit arrives").unwrap();
    answered::<SubscribeRepos>();

    let (commit, created) = (first.unwrap(), created.unwrap());
    let written = created.commit.unwrap();
    assert_eq!(
        (commit.commit.cid(), &commit.rev),
        (&written.cid, &written.rev)
    );
    let [op] = &*commit.ops else {
        panic!("{:?}", commit.ops);
    };
    let path = format!("{}/{}", Note::NSID, created.uri.record_key().unwrap());
    assert_eq!((op.action.as_str(), &op.path), ("create", &path));
    assert_eq!(op.cid.as_ref().map(|it| it.cid()), Some(&created.cid));
    let changes = changes(&commit).unwrap();
    let [Ok(change)] = &*changes else {
        panic!("{changes:?}");
    };
    let record = change.record.as_ref().map(Data::encode);
    assert_eq!(record.unwrap().unwrap(), Data::encode(&note).unwrap());
    // The commit is signed by the account, and has a part of its tree.
    let repo = Repo::parse(&commit.blocks).unwrap();
    assert_eq!(repo.commit().did, victor.did);
    let found = repo.record(&path.parse().unwrap()).unwrap().unwrap();
    assert_eq!(found.decode::<Note>().unwrap(), note);

    let line = |what: &str| seen.iter().any(|line| line.contains(what));
    assert!(
        line(&format!("create {} note \"heard everywhere\"", created.uri)),
        "{seen:#?}"
    );
    assert!(
        line(&format!("identity {} victor.test", victor.did)),
        "{seen:#?}"
    );
    assert!(line(&format!("account {} active", victor.did)), "{seen:#?}");
}

pub async fn a_cursor_of_the_future_is_refused(world: &World) {
    let listen = follow(&world.pds.url, Some(1 << 40), |message| {
        panic!("{message:?}");
    });
    let heard = tokio::time::timeout(PATIENCE, listen)
        .await
        .expect("an end");
    let is_refused = matches!(heard, Err(SubscriptionError::Xrpc(Error::FutureCursor(_))));
    assert!(is_refused, "{heard:?}");
}
