//! Writes a note, edits it, lists all, and removes it again:
//! `PASSWORD=… cargo run -p example-records --features tls -- https://pds.example alice.example`.

use std::env;

use example_records::{Result, log_in, note};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [service, identifier] = arguments.as_slice() else {
        return Err("say where and who".into());
    };
    // Not an argument, because other users of the machine can see those.
    let password = env::var("PASSWORD").map_err(|_| "PASSWORD is not set")?;
    let notes = log_in(service, identifier, &password).await?;

    let written = notes.create(note("Read this twice.")).await?;
    println!("wrote {}", written.uri);
    let key = written.key()?;
    let edited = notes
        .edit(&key, |note| note.text.push_str(" Or thrice."))
        .await?;
    println!("was {}, is {}", written.cid, edited.cid);
    for stored in notes.list().await? {
        println!("{} {}", stored.note.created_at, stored.note.text);
    }
    notes.delete(&key).await?;
    Ok(())
}
