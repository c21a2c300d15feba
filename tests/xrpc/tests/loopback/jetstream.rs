//! All messages and errors of a Jetstream, in every subprotocol.

#[cfg(not(jetstream))]
#[test]
fn its_lexicons_are_not_at_hand() {
    println!("skipped: the lexicons of Jetstream were not there when this was built");
}

#[cfg(jetstream)]
mod spoken {
    use lexgen::{
        Endpoint, ErrorDetail,
        xrpc::{
            Subprotocol, Subscription, SubscriptionError, XrpcResult,
            server::{Service, Upgrade, Xrpc},
            subscription::Options,
        },
    };
    use lexgen_tests_xrpc::jetstream::network::bsky::jetstream::subscribe_events::{
        Error, Message, Params, SubscribeEvents,
    };
    use tokio::net::TcpListener;

    /// One of each type, and one that is not known.
    fn messages() -> Vec<Message> {
        let json = [
            r#"{"$type":"network.bsky.jetstream.subscribeEvents#commit","seq":1,"did":"did:web:a.example","time":"2026-01-02T03:04:05.000006Z","rev":"3jzfcijpj2z2a","operation":"create","collection":"com.example.post","rkey":"1","record":{"$type":"com.example.post","text":"\u0000\"📚","image":{"$type":"blob","ref":{"$link":"bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy"},"mimeType":"image/png","size":1},"bytes":{"$bytes":"AAH/"}},"cid":"bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy"}"#,
            r#"{"$type":"network.bsky.jetstream.subscribeEvents#identity","seq":2,"did":"did:web:a.example","time":"2026-01-02T03:04:05.000006Z","identity":{"seq":7,"did":"did:web:a.example","time":"2026-01-02T03:04:05.000Z","handle":"a.example"}}"#,
            r#"{"$type":"network.bsky.jetstream.subscribeEvents#account","seq":3,"did":"did:web:a.example","time":"2026-01-02T03:04:05.000006Z","account":{"seq":8,"did":"did:web:a.example","time":"2026-01-02T03:04:05.000Z","active":false,"status":"deleted"}}"#,
            r#"{"$type":"network.bsky.jetstream.subscribeEvents#sync","seq":4,"did":"did:web:a.example","time":"2026-01-02T03:04:05.000006Z","sync":{"seq":9,"did":"did:web:a.example","blocks":{"$bytes":"AAH/"},"rev":"3jzfcijpj2z2a","time":"2026-01-02T03:04:05.000Z"}}"#,
            r#"{"$type":"network.bsky.jetstream.subscribeEvents#info","name":"OutdatedCursor","message":"from 1"}"#,
            r#"{"$type":"network.bsky.jetstream.subscribeEvents#later","seq":5,"a":[null]}"#,
        ];
        let messages = json.map(|json| serde_json::from_str(json).expect("a message"));
        assert!(matches!(
            messages,
            [
                Message::Commit(_),
                Message::Identity(_),
                Message::Account(_),
                Message::Sync(_),
                Message::Info(_),
                Message::Other(_),
            ]
        ));
        messages.into()
    }

    /// The error that a cursor asks for.
    fn error(cursor: i64) -> Error {
        let error = match cursor {
            0 => Error::ConsumerTooSlow,
            1 => Error::CursorTooOld,
            _ => Error::UnknownZstdDictionary,
        };
        error(ErrorDetail::new("as you like"))
    }

    /// A cursor below zero is refused.
    async fn events(
        call: Xrpc<SubscribeEvents>,
        upgrade: Upgrade<SubscribeEvents>,
    ) -> XrpcResult<SubscribeEvents, ()> {
        let cursor = call.params.cursor.unwrap_or_default();
        if cursor < 0 {
            return Err(error(-cursor - 1).into());
        }
        let sender = upgrade.accept();
        for message in messages() {
            sender.send(&message).await?;
        }
        Err(error(cursor).into())
    }

    async fn start() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let app = Service::new(())
            .handle_subscription(SubscribeEvents, events)
            .into_router();
        tokio::spawn(async { axum::serve(listener, app).await });
        url
    }

    async fn connect(
        url: &str,
        cursor: i64,
        subprotocol: Option<Subprotocol>,
    ) -> Result<Subscription<SubscribeEvents>, SubscriptionError<Error>> {
        let mut params = Params::default();
        params.cursor = Some(cursor);
        let options = Options::default().with_subprotocols(subprotocol);
        let stream = Subscription::connect_with(url, &params, options).await?;
        assert_eq!(
            stream.subprotocol(),
            subprotocol.unwrap_or(Subprotocol::V1Json)
        );
        Ok(stream)
    }

    #[tokio::test]
    async fn all_messages_and_errors_arrive() {
        assert_eq!(SubscribeEvents::SUBPROTOCOL, Subprotocol::V1Json);
        let url = start().await;
        let offers = Subprotocol::ALL.into_iter().map(Some).chain([None]);
        for subprotocol in offers {
            for number in 0..3 {
                let mut stream = connect(&url, number, subprotocol).await.unwrap();
                for message in messages() {
                    assert_eq!(stream.next().await.unwrap().unwrap(), message);
                }
                let end = stream.next().await.unwrap().unwrap_err();
                assert_eq!(end.xrpc(), Some(&error(number)), "{end}");
                assert!(stream.next().await.is_none());
                let refused = connect(&url, -number - 1, subprotocol).await.unwrap_err();
                assert_eq!(refused.xrpc(), Some(&error(number)), "{refused}");
            }
        }
    }
}
