//! Connections: how many there are, and how long a client can take.

use std::{future::poll_fn, sync::Arc, time::Duration};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_io_timeout::TimeoutStream;

use super::{
    limits::{CONNECTIONS, HEAD, HEAD_TIME, HEADERS, LINGER_TIME, WRITE_TIME},
    route::Server,
};

/// How long to wait after a connection could not be accepted: the process may have too many
/// files open.
const RETRY: Duration = Duration::from_millis(100);

/// The answer to a head that is not complete in time.
const TOO_SLOW: &str = "HTTP/1.1 408 Request Timeout\r\nContent-Type: text/plain; charset=utf-8\r\n\
                        Content-Length: 42\r\nConnection: close\r\n\r\n\
                        the head of the request was not sent in 5s";

/// Accepts connections and answers their requests. Never ends.
pub(super) async fn accept(listener: TcpListener, server: Arc<Server>) {
    let turns = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(turn) = Arc::clone(&turns).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, _)) => {
                let server = Arc::clone(&server);
                tokio::spawn(async move {
                    serve(stream, server).await;
                    drop(turn);
                });
            }
            Err(_) => sleep(RETRY).await,
        }
    }
}

async fn serve(stream: TcpStream, server: Arc<Server>) {
    // A failure only makes answers slower.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(WRITE_TIME));
    let service = service_fn(|request| {
        let server = Arc::clone(&server);
        Box::pin(async move { server.answer(request).await })
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD)
        .max_headers(HEADERS)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let end = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let parts = connection.into_parts();
    let mut stream = parts.io.into_inner();
    match end {
        Ok(()) => {}
        // A client that sent nothing has nothing to wait for.
        Err(error) if error.is_timeout() && !parts.read_buf.is_empty() => {
            let _ = stream.write_all(TOO_SLOW.as_bytes()).await;
        }
        Err(_) => {}
    }
    // If there is still something to read when a socket is closed, the client may never see
    // what was written.
    let _ = stream.shutdown().await;
    let _ = timeout(LINGER_TIME, async {
        let mut rest = vec![0; 16 << 10];
        while stream.read(&mut rest).await.is_ok_and(|read| read > 0) {}
    })
    .await;
}

#[cfg(test)]
mod tests {
    use super::{HEAD_TIME, TOO_SLOW};

    #[test]
    fn the_answer_to_slow_clients_is_whole() {
        let (head, body) = TOO_SLOW.split_once("\r\n\r\n").expect("a head");
        assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())));
        assert!(body.ends_with(&format!("{}s", HEAD_TIME.as_secs())));
    }
}
