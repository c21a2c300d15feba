//! An agent whose client has other credentials than a session.

use lexgen::{
    Did,
    agent::{Agent, AgentError, Swap, Writes},
    xrpc::{Client, client::Dpop},
};
use lexgen_tests_xrpc::com::example::shelf::note::Note;

use crate::{
    key::key,
    pds::{DID, Pds, note},
};

fn agent(pds: &Pds) -> Agent {
    let dpop = Dpop::new(key()).unwrap().with_token("access-0").unwrap();
    let client = Client::new(&pds.url).unwrap().with_auth(dpop);
    Agent::with_client(client, Did::new(DID).unwrap())
}

#[tokio::test]
async fn a_program_with_tokens_of_oauth_has_all_of_the_agent() {
    let pds = Pds::start().await;
    let agent = agent(&pds);
    let written = agent.create(&note("first")).await.unwrap();
    let rkey = written.rkey().unwrap();
    assert!(written.uri.as_str().starts_with(&format!("at://{DID}/")));
    let stored = agent.get::<Note>(&rkey).await.unwrap().unwrap();
    assert_eq!(stored.value.text, "first");
    let swap = Swap::Cid(stored.cid);
    agent.put(&rkey, &note("second"), swap).await.unwrap();
    let mut notes = agent.list::<Note>();
    let listed = notes.next().await.unwrap().unwrap();
    assert_eq!(listed.value.unwrap().text, "second");
    agent.delete::<Note>(&rkey, None).await.unwrap();
    let writes = Writes::new().create(&note("third"));
    assert_eq!(agent.apply_writes(writes).await.unwrap().results.len(), 1);
    let blob = agent.upload("image/png", b"png".to_vec()).await.unwrap();
    let read = agent.read_blob(&blob, 100).await.unwrap();
    assert_eq!(read.data, b"png");
    assert_eq!(agent.account().await.unwrap().did, DID);
}

#[tokio::test]
async fn it_has_no_session_to_save_or_to_end() {
    let pds = Pds::start().await;
    let agent = agent(&pds);
    assert_eq!((agent.saved().await, agent.handle()), (None, None));
    let ended = agent.clone().log_out().await;
    assert!(matches!(ended, Err(AgentError::NoSession)), "{ended:?}");
    assert!(pds.store().calls.is_empty());
    agent.account().await.unwrap();
}
