//! Prints the body of a login request, and explains a response.
//!
//! ```sh
//! cargo run -p example-build-script -- alice.example hunter2 [reply.json]
//! ```

use std::{env, error::Error, fs};

use lexgen::Endpoint;
use lexicons::com::atproto::server::create_session::{CreateSession, Input, Output, OutputStatus};

// A project uses only a part of the generated items.
mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}

/// The default response.
const REPLY: &str = r#"{
    "accessJwt": "ey...",
    "refreshJwt": "ey...",
    "handle": "alice.example",
    "did": "did:plc:ewvi7nxzyoun6zhxrhs64oiz",
    "active": false,
    "status": "suspended"
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(identifier), Some(password)) = (arguments.next(), arguments.next()) else {
        return Err("say who signs in, and the password: alice.example hunter2".into());
    };
    println!("POST /xrpc/{}", CreateSession::NSID);
    println!("{}", request(&identifier, &password)?);

    let reply = match arguments.next() {
        Some(path) => fs::read_to_string(path)?,
        None => REPLY.to_owned(),
    };
    println!("{}", describe(&serde_json::from_str(&reply)?));
    Ok(())
}

/// The body of the request.
fn request(identifier: &str, password: &str) -> Result<String, serde_json::Error> {
    let mut input = Input::new(identifier, password);
    input.allow_takendown = Some(true);
    serde_json::to_string(&input)
}

/// A summary of the response.
fn describe(session: &Output) -> String {
    let state = match &session.status {
        None => "active",
        Some(OutputStatus::Takendown) => "taken down",
        Some(OutputStatus::Suspended) => "suspended",
        // The enum is open: a server may send a status that is newer than this program.
        Some(other) => other.as_str(),
    };
    format!("{} ({}) is {state}", session.handle, session.did)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_is_as_the_protocol_has_it() {
        assert_eq!(
            request("alice.example", "hunter2").expect("it is JSON"),
            r#"{"identifier":"alice.example","password":"hunter2","allowTakendown":true}"#
        );
    }

    #[test]
    fn a_reply_with_a_status_of_tomorrow_is_understood() {
        let reply = REPLY.replace("suspended", "hibernating");
        let session = serde_json::from_str(&reply).expect("a reply");
        assert_eq!(
            describe(&session),
            "alice.example (did:plc:ewvi7nxzyoun6zhxrhs64oiz) is hibernating"
        );
    }
}
