//! Prints the firehose:
//! `cargo run -p example-firehose --features tls -- wss://pds.example [cursor]`.

use std::{env, error::Error, ops::ControlFlow};

use example_firehose::{describe, follow};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let service = arguments.next().ok_or("say where")?;
    let cursor = arguments.next().map(|it| it.parse()).transpose()?;
    follow(&service, cursor, |message| {
        for line in describe(message) {
            println!("{line}");
        }
        ControlFlow::Continue(())
    })
    .await?;
    Ok(())
}
