//! Logging in, staying logged in, and logging out.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use http::StatusCode;
use lexgen::{
    agent::{Agent, AgentError, Login, SavedSession},
    xrpc::Client,
};
use serde_json::json;

use crate::pds::{DID, PASSWORD, Pds, note};

#[tokio::test]
async fn who_logs_in_is_known() {
    let pds = Pds::start().await;
    let agent = Agent::log_in(&pds.url, "alice.test", PASSWORD)
        .await
        .unwrap();
    assert_eq!(
        (
            agent.did().as_str(),
            agent.handle().map(|handle| handle.as_str())
        ),
        (DID, Some("alice.test"))
    );
    let account = agent.account().await.unwrap();
    assert_eq!(account.email.as_deref(), Some("alice@mail.test"));
    assert!(account.is_active);
    assert!(!format!("{agent:?}").contains("access-0"));
}

#[tokio::test]
async fn a_code_is_asked_for_and_given() {
    let pds = Pds::start().await;
    pds.store().code = Some("123456");
    let asked = pds.login().log_in("alice.test", PASSWORD).await;
    assert!(matches!(asked, Err(AgentError::CodeRequired)), "{asked:?}");
    let login = pds.login().with_code("123456");
    assert!(!format!("{login:?}").contains("123456"));
    login.log_in("alice.test", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn refusals_are_told_apart() {
    let pds = Pds::start().await;
    let wrong = pds.login().log_in("alice.test", "guess").await.unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "com.atproto.server.createSession: AuthenticationRequired: Invalid password (400 Bad Request)"
    );
    let taken_down = json!({"error": "AccountTakedown"});
    pds.store()
        .answers
        .push(("createSession", StatusCode::UNAUTHORIZED, taken_down));
    let taken_down = pds.login().log_in("alice.test", PASSWORD).await;
    assert!(
        matches!(taken_down, Err(AgentError::TakenDown)),
        "{taken_down:?}"
    );
    let nobody = json!({"did": "alice", "handle": "a.test", "accessJwt": "", "refreshJwt": ""});
    pds.store()
        .answers
        .push(("createSession", StatusCode::OK, nobody));
    let nobody = pds.login().log_in("alice.test", PASSWORD).await;
    assert!(
        matches!(nobody, Err(AgentError::InvalidResponse(_))),
        "{nobody:?}"
    );
    assert!(matches!(
        Agent::log_in("pds.test", "", "").await,
        Err(AgentError::Call(_))
    ));
}

fn document(url: &str) -> serde_json::Value {
    json!({"id": DID, "service": [{
        "id": "#atproto_pds",
        "type": "AtprotoPersonalDataServer",
        "serviceEndpoint": url,
    }]})
}

#[tokio::test]
async fn the_agent_goes_to_the_pds_of_the_account() {
    let (entry, pds) = (Pds::start().await, Pds::start().await);
    entry.store().document = Some(document(&pds.url));
    let agent = entry.agent().await;
    agent.create(&note("x")).await.unwrap();
    assert_eq!(
        (entry.times("createRecord"), pds.times("createRecord")),
        (0, 1)
    );
    assert_eq!(agent.saved().await.unwrap().service, pds.url);

    let login = entry.login().staying();
    let agent = login.log_in("alice.test", PASSWORD).await.unwrap();
    agent.create(&note("x")).await.unwrap();
    assert_eq!(
        (entry.times("createRecord"), pds.times("createRecord")),
        (1, 1)
    );
}

#[tokio::test]
async fn new_tokens_are_told_and_resume_the_session() {
    let pds = Pds::start().await;
    let stored = Arc::new(Mutex::new(Vec::new()));
    let store = Arc::clone(&stored);
    let login = pds.login().on_tokens(move |session| {
        let json = serde_json::to_string(&session).unwrap();
        store.lock().unwrap().push(json);
        async {}
    });
    let agent = login.log_in("alice.test", PASSWORD).await.unwrap();
    assert_eq!(stored.lock().unwrap().len(), 1);

    // Others have renewed the session, or time has passed.
    agent.create(&note("1")).await.unwrap();
    pds.store().calls.clear();
    {
        let mut store = pds.store();
        let expired = json!({"error": "ExpiredToken"});
        store
            .answers
            .push(("createRecord", StatusCode::BAD_REQUEST, expired));
    }
    agent.create(&note("2")).await.unwrap();
    let calls = pds.store().calls.clone();
    let calls: Vec<_> = calls
        .iter()
        .map(|(nsid, token)| (nsid.rsplit('.').next().unwrap(), token.as_str()))
        .collect();
    assert_eq!(
        calls,
        [
            ("createRecord", "access-0"),
            ("refreshSession", "refresh-0"),
            ("createRecord", "access-1"),
        ]
    );
    let last = stored.lock().unwrap().last().unwrap().clone();
    assert_eq!(stored.lock().unwrap().len(), 2);
    let saved: SavedSession = serde_json::from_str(&last).unwrap();
    assert_eq!(Some(&saved), agent.saved().await.as_ref());
    assert_eq!(
        (saved.service.as_str(), saved.refresh_token.as_str()),
        (&*pds.url, "refresh-1")
    );
    assert!(!format!("{saved:?}").contains("refresh-1"));

    let resumed = Agent::resume(saved).unwrap();
    assert_eq!(resumed.account().await.unwrap().did, DID);
    assert_eq!(pds.times("createSession"), 0);
}

#[tokio::test]
async fn a_renewed_session_is_of_the_same_account() {
    let pds = Pds::start().await;
    let agent = pds.agent().await;
    pds.store().generation += 1;
    pds.store().other = Some("did:web:mallory.test");
    let mut saved = agent.saved().await.unwrap();
    saved.refresh_token = "refresh-1".to_owned();
    let agent = Agent::resume(saved).unwrap();
    let error = agent.account().await.unwrap_err().to_string();
    assert!(
        error.contains("the new session is that of another account"),
        "{error}"
    );
}

/// The service gives new tokens only once.
#[tokio::test]
async fn a_session_is_not_lost_if_it_cannot_be_stored() {
    let pds = Pds::start().await;
    let client = Client::new(&pds.url).unwrap();
    let client = client.with_timeout(Duration::from_millis(500));
    let is_first = AtomicBool::new(true);
    let login = Login::with_client(client).on_tokens(move |_| {
        let is_first = is_first.swap(false, Ordering::Relaxed);
        async move {
            if !is_first {
                std::future::pending::<()>().await;
            }
        }
    });
    let agent = login.log_in("alice.test", PASSWORD).await.unwrap();
    let expired = json!({"error": "ExpiredToken"});
    let answer = ("createRecord", StatusCode::BAD_REQUEST, expired);
    pds.store().answers.push(answer);
    // Whether this one is in time is not important.
    let _ = agent.create(&note("1")).await;
    assert_eq!(agent.saved().await.unwrap().refresh_token, "refresh-1");
    agent.create(&note("2")).await.unwrap();
}

#[tokio::test]
async fn who_logs_out_is_out() {
    let pds = Pds::start().await;
    let agent = pds.agent().await;
    let saved = agent.saved().await.unwrap();
    agent.log_out().await.unwrap();
    let (_, token) = pds.store().calls.last().unwrap().clone();
    assert_eq!(token, "refresh-0");
    let resumed = Agent::resume(saved).unwrap();
    assert!(resumed.account().await.is_err());
}
