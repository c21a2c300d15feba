//! Subscriptions over WebSockets.
//!
//! The function, the writer and the reader of a subscription are polled together:
//! while one of them waits, the others go on. So a client that reads nothing does
//! not stop a function that holds a lock of others, or waits for one.

mod limits;
mod negotiation;
mod queue;
mod sender;
mod socket;
mod upgrade;

use std::pin::pin;

use axum::{
    extract::ws::{WebSocket, WebSocketUpgrade},
    response::Response,
};
use futures_util::{StreamExt, future::join};
use http::{HeaderMap, HeaderValue, header::SEC_WEBSOCKET_PROTOCOL};
use tokio::{
    sync::{Notify, mpsc},
    time,
};

use crate::xrpc::{Endpoint, Failure, Subprotocol};
use upgrade::Opened;

pub(super) use limits::Limits;
pub use sender::{SendError, Sender};
pub use upgrade::{FromUpgrade, Upgrade};

/// Why the messages of a subscription end.
enum End {
    /// All were sent.
    Sent,
    /// The client did not take one in time.
    TooSlow,
    /// The client has closed the WebSocket.
    Closed,
    /// The client broke the rules of WebSockets; the code to close with.
    Broken(u16),
    /// The connection failed.
    Gone,
}

/// The response that opens the subscription, once the function has accepted it.
///
/// # Errors
/// Those of the function before that.
pub(super) async fn open<E, F>(
    upgrade: WebSocketUpgrade,
    headers: &HeaderMap,
    limits: Limits,
    function: impl FnOnce(Upgrade<E>) -> F,
) -> Result<Response, Failure>
where
    E: Endpoint,
    F: Future<Output = Result<(), Failure>> + Send + 'static,
{
    let chosen = negotiation::chosen(headers);
    let subprotocol = chosen.unwrap_or(E::SUBPROTOCOL);
    let opened = upgrade::opened(subprotocol, limits, function).await?;
    let upgrade = socket::limited(upgrade, limits);
    let mut response = upgrade.on_upgrade(move |socket| run(socket, subprotocol, limits, opened));
    if let Some(chosen) = chosen {
        let name = HeaderValue::from_static(chosen.name());
        response.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, name);
    }
    Ok(response)
}

/// Forwards what a function sends until it ends, or until the client disconnects, which
/// drops the function, or is too slow.
async fn run(socket: WebSocket, subprotocol: Subprotocol, limits: Limits, opened: Opened) {
    let Opened {
        mut function,
        mut outcome,
        mut exit,
    } = opened;
    let (mut writer, mut reader) = socket.split();
    let end = {
        let (ping, pings) = mpsc::channel(1);
        let asked = Notify::new();
        let slow = exit.slow();
        let mut slow = pin!(slow.notified());
        let writing = socket::write(&mut writer, &mut exit, pings, &asked, subprotocol, limits);
        let mut writing = pin!(writing);
        let mut reading = pin!(socket::read(&mut reader, ping, &asked, limits));
        let mut patience = pin!(time::sleep(limits.send_timeout));
        let mut is_sent = false;
        loop {
            tokio::select! {
                // The function's own error comes before that of a slow client.
                biased;
                result = &mut function, if outcome.is_none() => outcome = Some(result),
                end = &mut writing, if !is_sent => match end {
                    End::Sent => {
                        is_sent = true;
                        patience.set(time::sleep(limits.send_timeout));
                    }
                    end => break end,
                },
                end = &mut reading => break end,
                () = &mut slow => break End::TooSlow,
                // A function without a sender has nothing to do but return.
                () = &mut patience, if is_sent => break End::Sent,
            }
            if is_sent && outcome.is_some() {
                break End::Sent;
            }
        }
    };
    match end {
        End::Sent => {
            drop(function);
            let outcome = outcome.unwrap_or(Ok(()));
            socket::end(&mut writer, &mut reader, subprotocol, outcome).await;
        }
        End::TooSlow => {
            exit.end_as_slow();
            let is_running = outcome.is_none();
            // It learns of this by the error of `send`, and may tidy up.
            let function = async {
                if is_running {
                    let _ = time::timeout(socket::CLOSING, function).await;
                }
            };
            let failure = match outcome {
                Some(Err(failure)) => failure,
                Some(Ok(())) | None => SendError::TooSlow.into(),
            };
            let ending = socket::end(&mut writer, &mut reader, subprotocol, Err(failure));
            join(function, ending).await;
        }
        End::Closed => {
            drop(function);
            socket::answer_close(&mut writer).await;
        }
        End::Broken(code) => {
            drop(function);
            socket::refuse(&mut writer, code).await;
        }
        End::Gone => {}
    }
}
