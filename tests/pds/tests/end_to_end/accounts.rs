//! Accounts: creation, handles and deactivation.

use lexgen::{Nsid, xrpc::to_query};
use lexgen_tests_pds::com::atproto::{
    identity::{
        get_recommended_did_credentials::GetRecommendedDidCredentials,
        resolve_handle::{self, ResolveHandle},
        update_handle::{self, UpdateHandle},
    },
    repo::describe_repo::{self, DescribeRepo},
    server::{
        activate_account::ActivateAccount,
        check_account_status::CheckAccountStatus,
        create_account::{self, CreateAccount},
        deactivate_account::{self, DeactivateAccount},
        describe_server::DescribeServer,
        get_service_auth::{self, GetServiceAuth},
        request_password_reset::{self, RequestPasswordReset},
    },
    sync::{
        get_latest_commit::{self, GetLatestCommit},
        get_repo_status::{self, GetRepoStatus, OutputStatus},
    },
};

use crate::world::{World, handle, newcomer, refusal};

pub async fn a_newcomer_is_known_by_its_handle(world: &World) {
    let server = world.stranger().query::<DescribeServer>(&()).await.unwrap();
    assert_eq!(server.did.method(), Some("web"));
    assert_eq!(server.available_user_domains[0], ".test");
    assert_eq!(server.invite_code_required, Some(false));

    let alice = world.account("alice").await;
    assert_eq!(alice.handle, handle("alice"));
    assert_eq!(alice.did.method(), Some("plc"));
    let resolve = async |name| {
        let params = resolve_handle::Params::new(handle(name));
        world.stranger().query::<ResolveHandle>(&params).await
    };
    assert_eq!(resolve("alice").await.unwrap().did, alice.did);

    let new_name = update_handle::Input::new(handle("alicia"));
    alice
        .caller
        .procedure::<UpdateHandle>(&new_name)
        .await
        .unwrap();
    assert_eq!(resolve("alicia").await.unwrap().did, alice.did);

    let wishes = alice
        .caller
        .query::<GetRecommendedDidCredentials>(&())
        .await;
    let wishes = wishes.unwrap();
    assert_eq!(
        wishes.also_known_as,
        Some(vec!["at://alicia.test".to_owned()])
    );
    let services = wishes.services.unwrap();
    let pds = services
        .get("atproto_pds")
        .and_then(|it| it.get("endpoint"));
    assert_eq!(pds.and_then(|it| it.as_str()), Some(&*world.pds.url));

    let described = describe_repo::Params::new(alice.repo());
    let described = world
        .stranger()
        .query::<DescribeRepo>(&described)
        .await
        .unwrap();
    let id = described.did_doc.get("id").and_then(|it| it.as_str());
    assert_eq!(id, Some(alice.did.as_str()));
    assert_eq!(
        (described.did, described.handle),
        (alice.did, handle("alicia"))
    );
    assert!(described.collections.is_empty());

    let forgotten = request_password_reset::Input::new("alice@mail.test");
    world
        .stranger()
        .procedure::<RequestPasswordReset>(&forgotten)
        .await
        .unwrap();
}

pub async fn refusals_are_the_errors_of_the_lexicon(world: &World) {
    let create = async |input| refusal(world.stranger().procedure::<CreateAccount>(&input).await);
    world.account("bob").await;
    let mut again = newcomer("bob");
    again.email = Some("robert@mail.test".to_owned());
    let (status, error) = create(again).await;
    // This PDS names no error for it, except for reserved handles.
    assert_eq!((status, error.name()), (400, "InvalidRequest"));
    assert_eq!(error.message(), Some("Handle already taken: bob.test"));

    let (status, error) = create(newcomer("admin")).await;
    assert_eq!(status, 400);
    assert!(
        matches!(error, create_account::Error::HandleNotAvailable(_)),
        "{error:?}"
    );
    assert_eq!(error.message(), Some("Reserved handle"));

    let mut elsewhere = newcomer("bob2");
    elsewhere.handle = "bob.elsewhere.example.com".parse().unwrap();
    let (_, error) = create(elsewhere).await;
    assert!(
        matches!(error, create_account::Error::UnsupportedDomain(_)),
        "{error:?}"
    );

    let mut long = newcomer("bob3");
    long.handle = handle("a-name-that-is-longer-than-this-server-likes");
    let (_, error) = create(long).await;
    assert!(
        matches!(error, create_account::Error::InvalidHandle(_)),
        "{error:?}"
    );

    let unknown = resolve_handle::Params::new(handle("nobody-here"));
    let (status, error) = refusal(world.stranger().query::<ResolveHandle>(&unknown).await);
    // The lexicon has `HandleNotFound`; this service uses another name.
    assert_eq!((status, error.name()), (400, "InvalidRequest"));
}

pub async fn an_account_goes_and_comes_back(world: &World) {
    let carol = world.account("carol").await;
    let status = async || {
        let params = get_repo_status::Params::new(carol.did.clone());
        let output = world.stranger().query::<GetRepoStatus>(&params).await;
        let output = output.unwrap();
        (output.active, output.status)
    };
    assert_eq!(status().await, (true, None));

    let for_now = deactivate_account::Input::default();
    carol
        .caller
        .procedure::<DeactivateAccount>(&for_now)
        .await
        .unwrap();
    assert_eq!(status().await, (false, Some(OutputStatus::Deactivated)));
    let params = get_latest_commit::Params::new(carol.did.clone());
    let (_, error) = refusal(world.stranger().query::<GetLatestCommit>(&params).await);
    assert!(
        matches!(error, get_latest_commit::Error::RepoDeactivated(_)),
        "{error:?}"
    );

    carol
        .caller
        .procedure::<ActivateAccount>(&())
        .await
        .unwrap();
    assert_eq!(status().await, (true, None));
    let account = carol.caller.query::<CheckAccountStatus>(&()).await.unwrap();
    assert!(account.activated && account.valid_did);
    let commit = world
        .stranger()
        .query::<GetLatestCommit>(&params)
        .await
        .unwrap();
    assert_eq!(account.repo_commit, commit.cid);

    let mut pass = get_service_auth::Params::new("did:web:other.example");
    pass.lxm = Some(Nsid::new("com.example.shelf.borrowBook").unwrap());
    assert_eq!(
        to_query(&pass).unwrap(),
        "aud=did%3Aweb%3Aother.example&lxm=com.example.shelf.borrowBook"
    );
    let token = carol
        .caller
        .query::<GetServiceAuth>(&pass)
        .await
        .unwrap()
        .token;
    assert_eq!(token.split('.').count(), 3);
    pass.exp = Some(1);
    let (_, error) = refusal(carol.caller.query::<GetServiceAuth>(&pass).await);
    assert!(
        matches!(error, get_service_auth::Error::BadExpiration(_)),
        "{error:?}"
    );
}
