//! Writes a record of an installed lexicon, and reads it: `program SERVICE HANDLE`.

mod lexicons;

use std::{env, error::Error};

use lexgen::agent::Agent;
use lexicons::{
    com::example::book::{Book, Edition},
    org::example::person::Person,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [service, handle] = arguments.as_slice() else {
        return Err("say where and who".into());
    };
    let agent = Agent::log_in(service, handle, &env::var("PASSWORD")?).await?;
    let mut author = Person::new("Jane Austen");
    author.first = Some(Edition::new(1811));
    let written = agent.create(&Book::new("Emma", author)).await?;
    let stored = agent.get::<Book>(&written.rkey()?).await?.ok_or("no record")?;
    let Book { title, author, .. } = stored.value;
    let year = author.first.map(|edition| edition.year);
    println!("{title} by {} since {year:?}, {}", author.name, stored.cid == written.cid);
    Ok(())
}
