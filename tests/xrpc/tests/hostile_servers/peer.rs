//! Services that are hostile below HTTP or WebSocket.

use std::future::Future;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_tungstenite::WebSocketStream;

/// Serves every connection with a function. Returns the URL.
pub async fn serve<F>(answer: impl Fn(TcpStream) -> F + Send + 'static) -> String
where
    F: Future<Output = std::io::Result<()>> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A client that has had enough hangs up.
            tokio::spawn(answer(stream));
        }
    });
    url
}

/// Reads a request up to the end of its head.
pub async fn head(stream: &mut TcpStream) -> std::io::Result<String> {
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\n") {
        read.push(stream.read_u8().await?);
    }
    Ok(String::from_utf8_lossy(&read).into_owned())
}

/// Answers every request with a status, headers and a body.
pub async fn answers(status: &'static str, headers: String, body: Vec<u8>) -> String {
    let body = std::sync::Arc::new(body);
    serve(move |mut stream| {
        let (headers, body) = (headers.clone(), std::sync::Arc::clone(&body));
        async move {
            head(&mut stream).await?;
            let length = body.len();
            let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n");
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(&body).await?;
            stream.shutdown().await
        }
    })
    .await
}

/// Accepts a WebSocket, and leaves the connection to a function.
pub async fn accepts<F>(
    then: impl Fn(WebSocketStream<TcpStream>) -> F + Clone + Send + 'static,
) -> String
where
    F: Future<Output = std::io::Result<()>> + Send + 'static,
{
    serve(move |stream| {
        let then = then.clone();
        async move {
            let accepted = tokio_tungstenite::accept_async(stream).await;
            then(accepted.map_err(std::io::Error::other)?).await
        }
    })
    .await
}
