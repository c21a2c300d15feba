//! Several writes in one commit.

use lexgen::{
    RecordKey,
    agent::{AgentError, WriteResult, Writes},
};
use lexgen_tests_xrpc::com::example::shelf::note::Note;

use crate::pds::{Pds, note};

#[tokio::test]
async fn they_have_results_in_order() {
    let pds = Pds::start().await;
    let agent = pds.agent().await;
    let (a, b) = (RecordKey::new("a").unwrap(), RecordKey::new("b").unwrap());
    let first = agent.create_at(&a, &note("old")).await.unwrap();
    agent.create_at(&b, &note("gone")).await.unwrap();
    let writes = Writes::new()
        .create(&note("new"))
        .create_at(&RecordKey::new("c").unwrap(), &note("c"))
        .update(&a, &note("changed"))
        .delete::<Note>(&b);
    assert_eq!(writes.len(), 4);
    let applied = agent.apply_writes(writes).await.unwrap();
    let [
        WriteResult::Created(new),
        WriteResult::Created(c),
        WriteResult::Updated(changed),
        WriteResult::Deleted,
    ] = &*applied.results
    else {
        panic!("{applied:?}");
    };
    assert_eq!(new.commit, applied.commit);
    assert_eq!(c.rkey().unwrap(), "c");
    assert_eq!(changed.uri, first.uri);
    assert_ne!(changed.cid, first.cid);
    let texts: Vec<_> = pds
        .store()
        .records
        .values()
        .map(|it| it["text"].clone())
        .collect();
    assert_eq!(texts, ["changed", "c", "new"]);

    let commit = applied.commit.unwrap();
    let again = Writes::new().create(&note("x")).with_swap(&commit.cid);
    agent.apply_writes(again.clone()).await.unwrap();
    let error = agent.apply_writes(again).await.unwrap_err();
    assert!(matches!(error, AgentError::SwapFailed(_)), "{error}");
}
