//! Explains the response to a login request.
//!
//! ```sh
//! cargo run -p example-committed -- '{"error":"AuthFactorTokenRequired"}'
//! ```

// A project uses only a part of the generated items.
mod lexicons;

use std::{env, process::ExitCode};

use lexicons::com::atproto::server::create_session::{Error, Output};

fn main() -> ExitCode {
    let Some(body) = env::args().nth(1) else {
        eprintln!(r#"give the body of a response, such as {{"error":"AccountTakedown"}}"#);
        return ExitCode::FAILURE;
    };
    match outcome(&body) {
        Ok(session) => {
            println!("signed in as {}", session.handle);
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// The session, or a message for the user.
fn outcome(body: &str) -> Result<Output, String> {
    // HTTP clients detect an error by the status; this program, by the content.
    let error = match serde_json::from_str::<Error>(body) {
        Ok(error) => error,
        Err(_) => return serde_json::from_str(body).map_err(|error| error.to_string()),
    };
    Err(match error {
        Error::AuthFactorTokenRequired(_) => "a code was sent to your e-mail address".to_owned(),
        Error::AccountTakedown(detail) => detail
            .message
            .unwrap_or_else(|| "this account was taken down".to_owned()),
        // Servers also return errors that the lexicon does not list.
        other => other.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told_apart_by_their_names() {
        let said = |body| outcome(body).expect_err("an error");
        assert_eq!(
            said(r#"{"error":"AuthFactorTokenRequired"}"#),
            "a code was sent to your e-mail address"
        );
        assert_eq!(
            said(r#"{"error":"AccountTakedown","message":"Spam"}"#),
            "Spam"
        );
        assert_eq!(
            said(r#"{"error":"RateLimited","message":"Wait"}"#),
            "RateLimited: Wait"
        );
    }

    #[test]
    fn a_session_is_a_session() {
        let body =
            r#"{"accessJwt":"a","refreshJwt":"r","handle":"alice.example","did":"did:plc:a"}"#;
        assert_eq!(outcome(body).expect("a session").handle, "alice.example");
        assert!(outcome("{}").is_err());
    }
}
