//! Logs in, says who that is, and stays logged in for the next time:
//! `PASSWORD=… cargo run -p example-session --features tls -- session.json https://pds.example alice.example [code]`.
//! Then `cargo run -p example-session --features tls -- session.json`, with `out` to log out.

use std::{env, error::Error, fs, path::Path};

use example_session::{login, resume};
use lexgen::agent::{Agent, AgentError};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [file, service, identifier, code @ ..] => {
            // Not an argument, because other users of the machine can see arguments.
            let password = env::var("PASSWORD").map_err(|_| "PASSWORD is not set")?;
            let mut login = login(service, Path::new(file))?;
            if let [code] = code {
                login = login.with_code(*code);
            }
            match login.log_in(identifier, &password).await {
                Err(AgentError::CodeRequired) => {
                    println!("A code has been sent by mail. Call again with it at the end.");
                    Ok(())
                }
                agent => look(&agent?).await,
            }
        }
        [file, out @ ..] => {
            let agent = resume(Path::new(file))?.ok_or("there is no session")?;
            if *out != ["out"] {
                return look(&agent).await;
            }
            agent.log_out().await?;
            Ok(fs::remove_file(file)?)
        }
        [] => Err("say in which file the session is, and where and who to log in".into()),
    }
}

/// Says whose session it is. Like every call, this renews a session that has expired.
async fn look(agent: &Agent) -> Result<(), Box<dyn Error>> {
    let account = agent.account().await?;
    println!("{} ({})", account.handle, account.did);
    if !account.is_active {
        println!("The account is not active.");
    }
    Ok(())
}
