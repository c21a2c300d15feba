//! Failed writes as diagnostics.

use super::{
    account::Account,
    http::HttpFault,
    report::{Explained, http},
    rules,
    write::{Stage, WriteFault},
};
use crate::{compiler::diagnostic::Diagnostic, shown::shown};

/// The diagnostic of a failed write, or one of which nobody knows.
pub fn report_write(account: &Account, fault: &WriteFault) -> Diagnostic {
    let server = shown(&account.pds).up_to(300).to_string();
    let did = shown(&account.did).up_to(200).to_string();
    let login = |message: String| Diagnostic::new(&rules::LOGIN_FAILED, None, message);
    let write = |message: String| Diagnostic::new(&rules::WRITE_FAILED, None, message);
    match fault {
        WriteFault::Http(stage, fault) => no_answer(*stage, &server, fault),
        WriteFault::Refused(Stage::Login, status, name, _) => {
            let message = format!("{server} refused the login of `{did}` ({name})");
            login(message).with_help(match name.as_str() {
                "AuthenticationRequired" => "check the password; an app password is best",
                "RateLimitExceeded" => "wait, and try again: there were too many logins",
                _ if *status >= 500 => "try again later",
                _ => "check the account and the password",
            })
        }
        WriteFault::Refused(Stage::Write, status, name, said) => {
            let said = match said.as_str() {
                "" => String::new(),
                said => format!(": {said}"),
            };
            let message = format!("{server} refused to write ({name}{said})");
            let help = match (*status, name.as_str()) {
                (401 | 403, _) | (_, "ExpiredToken" | "InvalidToken") => {
                    "check the token: it must be an access token of this account that has not \
                     expired"
                }
                (413, _) => TOO_MUCH,
                _ if said.contains("oo many writes") => TOO_MUCH,
                (500.., _) => AGAIN,
                _ => "the records were not accepted: ask the operator of the server",
            };
            write(message).with_help(help)
        }
        WriteFault::CodeRequired => login(format!(
            "{server} requires a code for the password of `{did}`"
        ))
        .with_help("use an app password, which needs no code"),
        WriteFault::TakenDown => login(format!("the account `{did}` is taken down")),
        WriteFault::OtherAccount(other) => {
            let other = shown(other).up_to(200);
            login(format!("{server} logged in `{other}` instead of `{did}`"))
                .with_help("nothing was written; tell the operator of the server")
        }
        WriteFault::Changed => {
            let message = format!("the repository of `{did}` has changed since it was compared");
            Diagnostic::new(&rules::REPOSITORY_CHANGED, None, message)
                .with_help("run the command again: it compares with the new state")
        }
        WriteFault::Other(Stage::Login, reason) => {
            login(format!("the login at {server} failed: {reason}"))
        }
        WriteFault::Other(Stage::Write, reason) => {
            write(format!("the write at {server} failed: {reason}")).with_help(AGAIN)
        }
    }
}

const AGAIN: &str = "run the command again: it says `unchanged` of what was written";

const TOO_MUCH: &str = "the server limits the size of a commit: name some of the lexicons, and then \
                        the others";

fn no_answer(stage: Stage, server: &str, fault: &HttpFault) -> Diagnostic {
    let what = match stage {
        Stage::Login => "session",
        Stage::Write => "result of the write",
    };
    let Explained {
        rule,
        message,
        notes,
        help,
    } = http(what, server, fault);
    let mut diagnostic = Diagnostic::new(rule, None, message);
    diagnostic.notes = notes;
    diagnostic.help = help;
    if WriteFault::Http(stage, fault.clone()).is_unknown() {
        diagnostic.help = Some(AGAIN.to_owned());
    }
    if matches!(fault, HttpFault::Status(413, _)) {
        diagnostic.help = Some(TOO_MUCH.to_owned());
    }
    diagnostic
}
