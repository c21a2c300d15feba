//! Prints a login request, and explains the server's response.
//!
//! ```sh
//! cargo run -p example-attribute -- alice.example hunter2
//! cargo run -p example-attribute -- alice.example hunter2 '{"error":"AccountTakedown"}'
//! cargo run -p example-attribute -- alice.example hunter2 - < reply.json
//! ```

use std::{env, error::Error, io, process::ExitCode};

use lexgen::{Endpoint, Method};
use lexgen_macros::lexicon;

/// Logs in. The lexicon is in the folder `lexicons` at the root of the workspace.
#[lexicon("com.atproto.server.createSession")]
struct CreateSession;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(identifier), Some(password)) = (arguments.next(), arguments.next()) else {
        return Err("usage: example-attribute HANDLE PASSWORD [REPLY]".into());
    };
    println!("{}", request_line::<CreateSession>());
    println!("{}", body(&identifier, &password)?);

    let reply = match arguments.next() {
        None => return Ok(ExitCode::SUCCESS),
        Some(reply) if reply == "-" => io::read_to_string(io::stdin())?,
        Some(reply) => reply,
    };
    Ok(match outcome(&reply)? {
        Ok(session) => {
            println!("{} ({})", session.handle, session.did);
            ExitCode::SUCCESS
        }
        Err(refusal) => {
            eprintln!("{}", explain(&refusal));
            ExitCode::FAILURE
        }
    })
}

/// The request line of an HTTP call to the endpoint.
fn request_line<E: Endpoint>() -> String {
    let method = match E::METHOD {
        Method::Query | Method::Subscription => "GET",
        Method::Procedure => "POST",
    };
    format!("{method} /xrpc/{}", E::NSID)
}

fn body(identifier: &str, password: &str) -> Result<String, serde_json::Error> {
    let mut input = CreateSessionInput::new(identifier, password);
    input.allow_takendown = Some(true);
    serde_json::to_string(&input)
}

/// The session or the server's error. This program distinguishes them by their
/// content; HTTP clients do so by the status.
fn outcome(
    reply: &str,
) -> Result<Result<CreateSessionOutput, CreateSessionError>, serde_json::Error> {
    match serde_json::from_str(reply) {
        Ok(refusal) => Ok(Err(refusal)),
        Err(_) => serde_json::from_str(reply).map(Ok),
    }
}

/// The message for the user.
fn explain(refusal: &CreateSessionError) -> String {
    match refusal {
        CreateSessionError::AuthFactorTokenRequired(_) => "look for a code in your mail".to_owned(),
        CreateSessionError::AccountTakedown(_) => "this account was taken down".to_owned(),
        // Servers also return errors that the lexicon does not list.
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_is_as_the_protocol_has_it() {
        assert_eq!(
            request_line::<CreateSession>(),
            "POST /xrpc/com.atproto.server.createSession"
        );
        assert_eq!(
            body("alice.example", "hunter2").expect("it is JSON"),
            r#"{"identifier":"alice.example","password":"hunter2","allowTakendown":true}"#
        );
    }

    #[test]
    fn a_session_is_a_session() {
        let reply = r#"{
            "accessJwt": "a", "refreshJwt": "r",
            "handle": "alice.example", "did": "did:plc:ewvi7nxzyoun6zhxrhs64oiz",
            "status": "suspended"
        }"#;
        let session = outcome(reply).expect("a reply").expect("a session");
        assert_eq!(session.handle, "alice.example");
        assert_eq!(session.status, Some(CreateSessionOutputStatus::Suspended));
    }

    #[test]
    fn a_refusal_is_told_by_its_name() {
        let said = |reply| explain(&outcome(reply).expect("a reply").expect_err("a refusal"));
        assert_eq!(
            said(r#"{"error":"AuthFactorTokenRequired"}"#),
            "look for a code in your mail"
        );
        assert_eq!(
            said(r#"{"error":"RateLimited","message":"Wait"}"#),
            "RateLimited: Wait"
        );
    }

    #[test]
    fn what_is_neither_is_an_error() {
        assert!(outcome("{}").is_err());
    }
}
