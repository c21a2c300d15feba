//! Endpoints: parameters, input, output and errors.

use lexgen::{
    Binary, Endpoint, ErrorDetail, Method, Permission, RepoAction, XrpcError, xrpc::Subprotocol,
};

use super::{
    lexicons::com::{
        atproto::server::create_session::{self, CreateSession},
        example::shelf::{
            auth_patron::AUTH_PATRON,
            borrow_book,
            export_catalogue::ExportCatalogue,
            get_book::GetBook,
            import_catalogue::ImportCatalogue,
            ring_bell::RingBell,
            search_books::{self, SearchBooks},
            subscribe_desk::SubscribeDesk,
            update_shelf,
            watch_returns::WatchReturns,
        },
    },
    refused, round_trip, written,
};

#[test]
fn an_endpoint_knows_its_name_and_how_it_is_called() {
    assert_eq!(CreateSession::NSID, "com.atproto.server.createSession");
    assert_eq!(CreateSession::METHOD, Method::Procedure);
    assert_eq!(CreateSession::INPUT_ENCODING, Some("application/json"));
    assert_eq!(GetBook::METHOD, Method::Query);
    assert_eq!(GetBook::INPUT_ENCODING, None);
    assert_eq!(SubscribeDesk::METHOD, Method::Subscription);
    assert_eq!(SubscribeDesk::OUTPUT_ENCODING, None);
    assert_eq!(SubscribeDesk::SUBPROTOCOL, Subprotocol::V0Cbor);
    assert_eq!(WatchReturns::SUBPROTOCOL, Subprotocol::V1Json);
    assert_eq!(ImportCatalogue::INPUT_ENCODING, Some("text/csv"));
    assert_eq!(ExportCatalogue::OUTPUT_ENCODING, Some("text/csv"));
}

#[test]
fn generic_code_finds_the_types_of_an_endpoint() {
    fn request<E: Endpoint<Params = ()>>(input: &E::Input) -> (String, String)
    where
        E::Input: serde::Serialize,
    {
        (format!("/xrpc/{}", E::NSID), written(input))
    }
    let (path, body) = request::<CreateSession>(&create_session::Input::new("a.test", "secret"));
    assert_eq!(path, "/xrpc/com.atproto.server.createSession");
    assert_eq!(body, r#"{"identifier":"a.test","password":"secret"}"#);
    assert_eq!(request::<RingBell>(&()).1, "null");
    // A body without a schema is opaque bytes.
    let _: fn(Binary) -> <ImportCatalogue as Endpoint>::Input = |body| body;
    let _: fn(search_books::Params) -> <SearchBooks as Endpoint>::Params = |params| params;
}

#[test]
fn a_session_is_read() {
    let json = r#"{"accessJwt":"a","refreshJwt":"r","handle":"a.test","did":"did:plc:a","active":false,"didDoc":{"id":"did:plc:a"},"status":"suspended"}"#;
    let output: create_session::Output = round_trip(json);
    assert_eq!(output.handle, "a.test");
    assert_eq!(output.status, Some(create_session::OutputStatus::Suspended));
}

#[test]
fn a_body_may_be_a_union() {
    let json = r#"{"$type":"com.example.shelf.updateShelf#move","book":"at://a.test","to":"com.example.shelf.defs#stacks"}"#;
    let input: update_shelf::Input = round_trip(json);
    assert!(matches!(input, update_shelf::Input::Move(_)));
    refused::<update_shelf::Input>(r#"{"$type":"com.example.burn"}"#, "not a member");
}

#[test]
fn errors_that_are_named_and_others() {
    let named: borrow_book::Error = round_trip(r#"{"error":"CardExpired","message":"Renew it"}"#);
    assert!(matches!(named, borrow_book::Error::CardExpired(_)));
    assert_eq!(named.to_string(), "CardExpired: Renew it");
    assert_eq!(named.name(), "CardExpired");

    let other: borrow_book::Error = round_trip(r#"{"error":"RateLimited","retryAfter":5}"#);
    assert!(matches!(other, borrow_book::Error::Other(_)));
    assert_eq!(other.name(), "RateLimited");
    assert_eq!(other.message(), None);
    let body = XrpcError::from(other);
    assert_eq!(body.extra.len(), 1);

    let made = borrow_book::Error::TooManyLoans(ErrorDetail::default());
    assert_eq!(written(&made), r#"{"error":"TooManyLoans"}"#);
    let as_trait: &dyn std::error::Error = &made;
    assert_eq!(as_trait.to_string(), "TooManyLoans");
}

#[test]
fn permission_sets_are_constants() {
    assert_eq!(AUTH_PATRON.nsid, "com.example.shelf.authPatron");
    assert_eq!(AUTH_PATRON.title, Some("Library card"));
    let Permission::Repo { collection, action } = AUTH_PATRON.permissions[1] else {
        panic!("{:?}", AUTH_PATRON.permissions[1]);
    };
    assert_eq!(collection, ["com.example.shelf.loan"]);
    assert_eq!(action, [RepoAction::Create]);
}
