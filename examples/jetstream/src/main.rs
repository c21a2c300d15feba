//! Prints the changes of a collection:
//! `cargo run -p example-jetstream --features tls -- https://jetstream.example com.example.post`.

use std::{env, error::Error, ops::ControlFlow};

use example_jetstream::{
    Dictionary, describe, follow, lexicons::network::bsky::jetstream::subscribe_events::Params,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let service = arguments.next().ok_or("say where")?;
    let mut params = Params::default();
    params.collections = Some(arguments.collect());
    let dictionary = Dictionary::download(&service).await?;
    follow(&service, params, Some(&dictionary), |message| {
        println!("{}", describe(message));
        ControlFlow::Continue(())
    })
    .await?;
    Ok(())
}
