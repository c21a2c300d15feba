//! Messages of a stream, and its end.

use lexgen::xrpc::{Subscription, SubscriptionError};
use lexgen_tests_xrpc::com::example::shelf::subscribe_desk::{
    Error, InfoName, Message, Params, SubscribeDesk,
};

use super::desk::{self, CID};

async fn from(cursor: i64) -> Subscription<SubscribeDesk> {
    let (url, _) = desk::start().await;
    let mut params = Params::default();
    params.cursor = Some(cursor);
    Subscription::connect(&url, &params).await.unwrap()
}

#[tokio::test]
async fn messages_are_typed_and_in_order() {
    let mut stream = from(40).await;
    let Some(Ok(Message::Info(info))) = stream.next().await else {
        panic!("no info");
    };
    assert_eq!(info.name, InfoName::OutdatedCursor);
    for seq in 40..100 {
        let Some(Ok(Message::Lent(lent))) = stream.next().await else {
            panic!("no event {seq}");
        };
        assert_eq!(lent.seq, seq);
        assert_eq!(
            lent.ledger.as_ref().map(|it| it.to_string()).as_deref(),
            Some(CID)
        );
    }
    let end = stream.next().await;
    let Some(Err(SubscriptionError::Xrpc(error @ Error::ConsumerTooSlow(_)))) = end else {
        panic!("{end:?}");
    };
    assert_eq!(error.message(), Some("too slow"));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn an_error_can_come_first() {
    let mut stream = from(101).await;
    let end = stream.next().await;
    assert!(
        matches!(
            end,
            Some(Err(SubscriptionError::Xrpc(Error::FutureCursor(_))))
        ),
        "{end:?}"
    );
}

/// It is larger than the limit of 8 MiB.
#[tokio::test]
async fn a_huge_message_ends_the_stream() {
    let mut stream = from(desk::HUGE).await;
    assert!(matches!(stream.next().await, Some(Ok(Message::Info(_)))));
    let end = stream.next().await;
    assert!(
        matches!(end, Some(Err(SubscriptionError::Transport(_)))),
        "the message came"
    );
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn wrong_parameters_refuse_the_handshake() {
    let (url, _) = desk::start().await;
    let mut params = Params::default();
    params.extra.insert("cursor", lexgen::Data::from("soon"));
    let outcome = Subscription::<SubscribeDesk>::connect(&url, &params).await;
    let Err(SubscriptionError::Refused(error)) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(error.status().map(|it| it.as_u16()), Some(400));
    assert!(error.xrpc().is_some(), "{error:?}");
}

#[tokio::test]
async fn nobody_is_there() {
    let params = Params::default();
    for service in ["http://127.0.0.1:1", "nowhere", "gopher://x"] {
        let outcome = Subscription::<SubscribeDesk>::connect(service, &params).await;
        assert!(outcome.is_err(), "{service}");
    }
}
