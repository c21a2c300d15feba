//! App passwords.

use lexgen_tests_pds::com::atproto::server::{
    create_app_password::{self, CreateAppPassword},
    create_session::{self, CreateSession},
    list_app_passwords::ListAppPasswords,
    revoke_app_password::{self, RevokeAppPassword},
};

use crate::world::{World, refusal};

pub async fn each_opens_a_session_until_it_is_revoked(world: &World) {
    let grace = world.account("grace").await;
    let wish = create_app_password::Input::new("reader");
    let made = grace
        .caller
        .procedure::<CreateAppPassword>(&wish)
        .await
        .unwrap();
    assert_eq!((&*made.name, made.privileged), ("reader", Some(false)));
    assert!(made.created_at.is_valid());

    let list = async || {
        let output = grace.caller.query::<ListAppPasswords>(&()).await;
        let names = output.unwrap().passwords.into_iter().map(|it| it.name);
        names.collect::<Vec<_>>()
    };
    assert_eq!(list().await, ["reader"]);

    let log_in = create_session::Input::new("grace.test", &*made.password);
    let session = world
        .stranger()
        .procedure::<CreateSession>(&log_in)
        .await
        .unwrap();
    assert_eq!(session.did, grace.did);
    // An app password cannot create another one.
    let reader = world.stranger().with_token(&session.access_jwt);
    let (status, error) = refusal(reader.procedure::<CreateAppPassword>(&wish).await);
    assert_eq!((status, error.name()), (400, "InvalidToken"));

    let revoked = revoke_app_password::Input::new("reader");
    grace
        .caller
        .procedure::<RevokeAppPassword>(&revoked)
        .await
        .unwrap();
    assert_eq!(list().await, [""; 0]);
    let (status, _) = refusal(world.stranger().procedure::<CreateSession>(&log_in).await);
    assert_eq!(status, 401);
}
