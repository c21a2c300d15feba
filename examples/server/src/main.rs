//! Serves the desk: `cargo run -p example-server -- 127.0.0.1:3000`.

use std::env;

use example_server::{
    desk,
    serve::{Limits, serve},
};
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let address = env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let listener = TcpListener::bind(&address).await?;
    println!(
        "http://{}/xrpc/com.example.shelf.borrowBook",
        listener.local_addr()?
    );
    serve(listener, desk(), Limits::default()).await;
    Ok(())
}
