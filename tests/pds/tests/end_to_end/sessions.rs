//! Sessions, with the example and with direct calls.

use example_session::{LogInError, log_in, resume};
use lexgen::xrpc::{Client, ClientErrorKind, client::Tokens};
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

    let error = log_in(&world.pds.url, "dan.test", "hunter2", None).await;
    let Err(LogInError::Call(error)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.status().map(|it| it.as_u16()), Some(401));
    assert!(!format!("{error:?}").contains("hunter2"));
}

pub async fn the_example_logs_in_and_out(world: &World) {
    let erin = world.account("erin").await;
    let account = log_in(&world.pds.url, "erin.test", PASSWORD, None)
        .await
        .unwrap();
    answered::<CreateSession>();
    assert_eq!((&account.did, &account.handle), (&erin.did, &erin.handle));
    let session = account.look().await.unwrap();
    assert_eq!(session.did, erin.did);
    assert_eq!(session.email.as_deref(), Some("erin@mail.test"));
    assert_eq!(session.active, Some(true));

    let tokens = account.tokens().await;
    assert!(!format!("{account:?}").contains(&tokens.access));
    account.log_out().await.unwrap();

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

    // and the example's client continues.
    let old = Tokens {
        access: expired,
        refresh: frank.tokens.refresh.clone(),
    };
    let client = Client::new(&world.pds.url).unwrap();
    let account = resume(
        client.clone(),
        frank.did.clone(),
        frank.handle.clone(),
        old.clone(),
    );
    assert_eq!(account.look().await.unwrap().did, frank.did);
    let new = account.tokens().await;
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
    let over = resume(client, frank.did, frank.handle, tokens).look().await;
    let over = over.unwrap_err();
    assert!(matches!(over.kind(), ClientErrorKind::Renew(_)), "{over:?}");

    let wrong_kind = world.stranger().with_token(&output.access_jwt);
    let (_, error) = refusal(wrong_kind.procedure::<DeleteSession>(&()).await);
    assert!(
        matches!(error, delete_session::Error::InvalidToken(_)),
        "{error:?}"
    );
}
