//! Writes a note, edits it, lists all, and removes it again:
//! `PASSWORD=… cargo run -p example-records --features tls -- https://pds.example alice.example`.

use std::{env, error::Error};

use example_records::{edit, lexicons::com::example::shelf::note::Note, note};
use lexgen::agent::Agent;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [service, identifier] = arguments.as_slice() else {
        return Err("say where and who".into());
    };
    // Not an argument, because other users of the machine can see those.
    let password = env::var("PASSWORD").map_err(|_| "PASSWORD is not set")?;
    let agent = Agent::log_in(service, identifier, &password).await?;

    let written = agent.create(&note("Read this twice.")).await?;
    println!("wrote {}", written.uri);
    let key = written.rkey()?;
    if let Some(edited) = edit(&agent, &key, |note| note.text.push_str(" Or thrice.")).await? {
        println!("was {}, is {}", written.cid, edited.cid);
    }
    let mut notes = agent.list::<Note>();
    while let Some(listed) = notes.next().await {
        let listed = listed?;
        match listed.value {
            Ok(note) => println!("{} {}", note.created_at, note.text),
            Err(error) => eprintln!("{}: {error}", listed.uri),
        }
    }
    agent.delete::<Note>(&key, None).await?;
    agent.log_out().await?;
    Ok(())
}
