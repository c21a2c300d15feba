//! Functions of subscriptions that are not open yet.

use std::future::pending;

use lexgen::xrpc::{
    Subscription, XrpcResult,
    server::{Service, Upgrade, Xrpc},
};
use lexgen_tests_xrpc::com::example::shelf::watch_returns::{Params, WatchReturns};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    sync::mpsc,
};

use super::returns;

async fn serve(app: axum::Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async { axum::serve(listener, app).await });
    address.to_string()
}

/// Says when it is dropped.
struct Guard(mpsc::UnboundedSender<&'static str>);

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.0.send("dropped");
    }
}

#[tokio::test]
async fn a_function_whose_client_leaves_before_it_accepts_is_dropped() {
    let (states, mut seen) = mpsc::unbounded_channel();
    let wait = move |_: Xrpc<WatchReturns>, upgrade: Upgrade<WatchReturns>| {
        let states = states.clone();
        async move {
            let guard = Guard(states);
            let _ = guard.0.send("started");
            pending::<()>().await;
            upgrade.accept();
            Ok(())
        }
    };
    let app = Service::new(()).handle_subscription(WatchReturns, wait);
    let address = serve(app.into_router()).await;
    let mut client = TcpStream::connect(&address).await.unwrap();
    let request = "GET /xrpc/com.example.shelf.watchReturns HTTP/1.1\r\nHost: desk\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    client.write_all(request.as_bytes()).await.unwrap();
    assert_eq!(seen.recv().await, Some("started"));
    drop(client);
    assert_eq!(seen.recv().await, Some("dropped"));
}

/// It need not be the function itself that accepts.
#[tokio::test]
async fn another_task_can_accept() {
    async fn spawn(
        _: Xrpc<WatchReturns>,
        upgrade: Upgrade<WatchReturns>,
    ) -> XrpcResult<WatchReturns, ()> {
        let sending = tokio::spawn(async {
            let sender = upgrade.accept();
            for message in returns::messages(1) {
                let _ = sender.send(&message).await;
            }
        });
        let _ = sending.await;
        Ok(())
    }
    let app = Service::new(()).handle_subscription(WatchReturns, spawn);
    let url = format!("http://{}", serve(app.into_router()).await);
    let stream = Subscription::<WatchReturns>::connect(&url, &Params::default()).await;
    let mut stream = stream.unwrap();
    for message in returns::messages(1) {
        assert_eq!(stream.next().await.unwrap().unwrap(), message);
    }
    assert!(stream.next().await.is_none());
}
