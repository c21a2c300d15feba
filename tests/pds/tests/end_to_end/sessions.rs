//! Sessions, with the example and with direct calls.

use lexgen::{
    agent::{Agent, AgentError, Login, SavedSession},
    xrpc::{ClientErrorKind, client::Tokens},
};
use lexgen_tests_pds::{
    answered,
    com::atproto::server::{
        create_session::{self, CreateSession},
        delete_session::{self, DeleteSession},
        get_session::GetSession,
        refresh_session::{self, RefreshSession},
    },
};

use crate::world::{PASSWORD, World, refusal};

pub async fn a_wrong_password_is_refused(world: &World) {
    world.account("dan").await;
    let input = create_session::Input::new("dan.test", "hunter2");
    let (status, error) = refusal(world.stranger().procedure::<CreateSession>(&input).await);
    assert_eq!((status, error.name()), (401, "AuthenticationRequired"));
    assert!(
        matches!(error, create_session::Error::Other(_)),
        "{error:?}"
    );

    let error = Agent::log_in(&world.pds.url, "dan.test", "hunter2").await;
    let Err(AgentError::Call(error)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.status().map(|it| it.as_u16()), Some(401));
    assert!(!format!("{error:?}").contains("hunter2"));
}

pub async fn the_agent_logs_in_and_out(world: &World) {
    let erin = world.account("erin").await;
    let agent = Agent::log_in(&world.pds.url, "erin.test", PASSWORD)
        .await
        .unwrap();
    answered::<CreateSession>();
    assert_eq!(
        (agent.did(), agent.handle()),
        (&erin.did, Some(&erin.handle))
    );
    let account = agent.account().await.unwrap();
    assert_eq!(account.did, erin.did);
    assert_eq!(account.email.as_deref(), Some("erin@mail.test"));
    assert!(account.is_active);

    let tokens = agent.saved().await.unwrap().tokens();
    assert!(!format!("{agent:?}").contains(&tokens.access));
    agent.log_out().await.unwrap();

    let refresh = world.stranger().with_token(&tokens.refresh);
    let (_, error) = refusal(refresh.procedure::<RefreshSession>(&()).await);
    assert!(
        matches!(error, refresh_session::Error::ExpiredToken(_)),
        "{error:?}"
    );

    let (status, error) = refusal(world.stranger().query::<GetSession>(&()).await);
    assert_eq!((status, error.name()), (401, "AuthMissing"));
}

pub async fn an_expired_session_renews_itself(world: &World) {
    let frank = world.account("frank").await;
    let expired = world.pds.expired(&frank.tokens.access);

    // A client that cannot refresh returns an error,
    let late = world.stranger().with_token(&expired);
    let (status, error) = refusal(late.query::<GetSession>(&()).await);
    assert_eq!((status, error.name()), (400, "ExpiredToken"));

    // and the agent continues.
    let old = Tokens {
        access: expired,
        refresh: frank.tokens.refresh.clone(),
    };
    let resume = |tokens: Tokens| {
        let (did, handle) = (frank.did.clone(), frank.handle.clone());
        let saved = SavedSession::new(world.pds.url.clone(), did, handle, tokens);
        Login::new(&world.pds.url).unwrap().resume(saved).unwrap()
    };
    let agent = resume(old.clone());
    assert_eq!(agent.account().await.unwrap().did, frank.did);
    let new = agent.saved().await.unwrap().tokens();
    assert!(new.access != old.access && new.refresh != old.refresh);

    // The same with direct calls; then the session can no longer be refreshed.
    let by_hand = world.stranger().with_token(&new.refresh);
    let output = by_hand.procedure::<RefreshSession>(&()).await.unwrap();
    assert_eq!((output.did, output.active), (frank.did.clone(), Some(true)));
    let last = world.stranger().with_token(&output.refresh_jwt);
    let session = world.stranger().with_token(&output.access_jwt);
    assert_eq!(
        session.query::<GetSession>(&()).await.unwrap().did,
        frank.did
    );
    last.procedure::<DeleteSession>(&()).await.unwrap();
    let tokens = Tokens {
        access: old.access,
        refresh: output.refresh_jwt,
    };
    let over = resume(tokens).account().await;
    let Err(AgentError::Call(over)) = over else {
        panic!("{over:?}");
    };
    assert!(matches!(over.kind(), ClientErrorKind::Renew(_)), "{over:?}");

    let wrong_kind = world.stranger().with_token(&output.access_jwt);
    let (_, error) = refusal(wrong_kind.procedure::<DeleteSession>(&()).await);
    assert!(
        matches!(error, delete_session::Error::InvalidToken(_)),
        "{error:?}"
    );
}
