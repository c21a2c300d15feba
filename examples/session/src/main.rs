//! Logs in, says who that is, and logs out:
//! `PASSWORD=… cargo run -p example-session --features tls -- https://pds.example alice.example [code]`.

use std::{env, error::Error};

use example_session::{LogInError, log_in};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [service, identifier, code @ ..] = arguments.as_slice() else {
        return Err("say where, who, and the code if there is one".into());
    };
    // Not an argument, because other users of the machine can see arguments.
    let password = env::var("PASSWORD").map_err(|_| "PASSWORD is not set")?;
    let code = code.first().map(String::as_str);

    let account = match log_in(service, identifier, &password, code).await {
        Ok(account) => account,
        Err(LogInError::CodeNeeded) => {
            println!("A code has been sent by mail. Call again with it as the last argument.");
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let session = account.look().await?;
    println!("{} ({})", session.handle, session.did);
    if session.active == Some(false) {
        println!("The account is not active.");
    }
    account.log_out().await?;
    Ok(())
}
