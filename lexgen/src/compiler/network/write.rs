//! Writing to the repository of an account, which needs its password or a token.
//!
//! The agent logs in and writes. Its connections are those of `http`, so that the server in
//! the DID document is judged like every other one.

use std::{error::Error, fmt, sync::Arc};

use reqwest::Url;
use serde::Deserialize;

use super::{
    account::Account,
    http::{Http, HttpFault, Kind},
    outcome::RecordFault,
    record::{COLLECTION, endpoint, record_fault},
};
use crate::{
    agent::{Agent, AgentError, Login, Writes},
    data::Data,
    shown::{message, shown},
    syntax::{Cid, Did, Nsid, RecordKey, Tid},
    xrpc::{
        Client, ClientError, ClientErrorKind, TransportError, XrpcError,
        client::{BoxFuture, Payload, Retry, Transport},
    },
};

/// The most bytes of a response to a write.
const ANSWER: usize = 4 << 20;

/// The last commit of a repository, as its server says.
const LATEST: Kind = Kind {
    accept: "application/json",
    limit: 16 << 10,
    follows_redirects: true,
};

/// What an account is written to with. Not shown by `Debug`.
pub enum Credentials {
    /// A password, or an app password.
    Password(String),
    /// An access token.
    Token(String),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Password(_) => "Password(…)",
            Self::Token(_) => "Token(…)",
        })
    }
}

impl Credentials {
    fn secret(&self) -> &str {
        match self {
            Self::Password(secret) | Self::Token(secret) => secret,
        }
    }
}

/// A change of a record of lexicons.
#[derive(Clone, Debug)]
pub enum Write {
    /// A new record.
    Create(Nsid, Data),
    /// A record that replaces another.
    Update(Nsid, Data),
    /// No record any more.
    Delete(Nsid),
}

/// The last commit of a repository.
#[derive(Clone, Debug, Deserialize)]
pub struct Latest {
    /// Its CID.
    pub cid: Cid,
    /// Its revision.
    pub rev: Tid,
}

/// What was being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Logging in.
    Login,
    /// Writing.
    Write,
}

/// Why nothing was written, or nobody knows whether something was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteFault {
    /// There is no usable response.
    Http(Stage, HttpFault),
    /// The server refused: the status, the name of its error, and its message.
    Refused(Stage, u16, String, String),
    /// The account needs a code that was sent by email.
    CodeRequired,
    /// A moderator has taken down the account.
    TakenDown,
    /// The login is that of another account.
    OtherAccount(Did),
    /// There is another commit than the last one that was read.
    Changed,
    /// Anything else.
    Other(Stage, String),
}

impl WriteFault {
    /// Whether the server may have written all the same.
    pub fn is_unknown(&self) -> bool {
        match self {
            Self::Http(Stage::Write, fault) => match fault {
                HttpFault::TimedOut | HttpFault::Broken(_) | HttpFault::TooLarge(_) => true,
                HttpFault::Status(status, _) => *status >= 500,
                HttpFault::Url(..)
                | HttpFault::Address(..)
                | HttpFault::Host(..)
                | HttpFault::Unreachable(_)
                | HttpFault::Redirect(..) => false,
            },
            Self::Refused(Stage::Write, status, ..) => *status >= 500,
            Self::Other(Stage::Write, _) => true,
            Self::Http(Stage::Login, _)
            | Self::Other(Stage::Login, _)
            | Self::Refused(Stage::Login, ..)
            | Self::CodeRequired
            | Self::TakenDown
            | Self::OtherAccount(_)
            | Self::Changed => false,
        }
    }
}

/// Fetches the last commit of a repository.
pub(super) async fn latest(http: &Http, account: &Account) -> Result<Latest, RecordFault> {
    let parameters = [("did", account.did.as_str())];
    let url = endpoint(account, "com.atproto.sync.getLatestCommit", &parameters)?;
    let body = http.get(&url, LATEST, false).await;
    let body = body.map_err(|fault| match record_fault(fault.clone()) {
        gone @ RecordFault::NoRepository(..) => gone,
        _ => RecordFault::Latest(fault),
    })?;
    serde_json::from_slice(&body)
        .map_err(|error| RecordFault::Latest(HttpFault::Broken(error.to_string())))
}

/// Writes everything in one commit, if `swap` is still the last one. Returns the revision, if
/// the server tells.
pub(super) async fn write(
    http: Arc<Http>,
    account: &Account,
    credentials: &Credentials,
    writes: Vec<Write>,
    swap: &Cid,
) -> Result<Option<Tid>, WriteFault> {
    let agent = agent(http, account, credentials).await?;
    let mut secrets = vec![credentials.secret().to_owned()];
    secrets.extend(tokens(&agent).await);
    if *agent.did() != account.did {
        let other = agent.did().clone();
        log_out(agent, credentials).await;
        return Err(WriteFault::OtherAccount(other));
    }
    let collection = Nsid::new_unchecked(COLLECTION);
    let mut all = Writes::new().with_swap(swap);
    for write in writes {
        let key = |nsid: &Nsid| RecordKey::new_unchecked(nsid.as_str());
        all = match write {
            Write::Create(nsid, data) => all.create_data(&collection, &key(&nsid), data),
            Write::Update(nsid, data) => all.update_data(&collection, &key(&nsid), data),
            Write::Delete(nsid) => all.delete_data(&collection, &key(&nsid)),
        };
    }
    let applied = agent.apply_writes(all).await;
    // They may have been renewed.
    secrets.extend(tokens(&agent).await);
    log_out(agent, credentials).await;
    match applied {
        Ok(applied) => Ok(applied.commit.map(|commit| commit.rev)),
        Err(error) => Err(fault(Stage::Write, error, &secrets)),
    }
}

/// The tokens of a session.
async fn tokens(agent: &Agent) -> Vec<String> {
    let saved = agent.saved().await;
    saved.map_or_else(Vec::new, |it| vec![it.access_token, it.refresh_token])
}

async fn agent(
    http: Arc<Http>,
    account: &Account,
    credentials: &Credentials,
) -> Result<Agent, WriteFault> {
    let timeout = http.limit();
    let other = |error: &dyn Error| WriteFault::Other(Stage::Login, message(error).to_string());
    let client = Client::with_transport(&account.pds, Hardened(http));
    let client = client.map_err(|error| other(&error))?;
    let client = client
        .with_timeout(timeout)
        .with_max_response(ANSWER)
        .with_retry(Retry::NEVER);
    match credentials {
        Credentials::Password(password) => {
            let login = Login::with_client(client).staying();
            let agent = login.log_in(&account.did, password).await;
            agent.map_err(|error| fault(Stage::Login, error, std::slice::from_ref(password)))
        }
        Credentials::Token(token) => {
            // The error would quote the token.
            let client = client.with_bearer(token).map_err(|_| {
                let reason = "the token has characters that no token has";
                WriteFault::Other(Stage::Login, reason.to_owned())
            })?;
            Ok(Agent::with_client(client, account.did.clone()))
        }
    }
}

/// Ends a session of this run. That it cannot be ended changes nothing of what was written.
async fn log_out(agent: Agent, credentials: &Credentials) {
    match credentials {
        Credentials::Password(_) => drop(agent.log_out().await),
        Credentials::Token(_) => {}
    }
}

fn fault(stage: Stage, error: AgentError, secrets: &[String]) -> WriteFault {
    match error {
        AgentError::CodeRequired => WriteFault::CodeRequired,
        AgentError::TakenDown => WriteFault::TakenDown,
        AgentError::SwapFailed(_) => WriteFault::Changed,
        AgentError::Call(error) => call_fault(stage, &error, secrets),
        AgentError::InvalidResponse(reason) => WriteFault::Other(stage, reason.to_owned()),
        // Their text can quote what the server has sent.
        _ => WriteFault::Other(stage, UNREADABLE.to_owned()),
    }
}

const UNREADABLE: &str = "its answer cannot be read";

fn call_fault(stage: Stage, error: &ClientError<XrpcError>, secrets: &[String]) -> WriteFault {
    let status = match error.kind() {
        ClientErrorKind::Call(error) => error.status().map(|status| status.as_u16()),
        _ => None,
    };
    if let Some(error) = error.xrpc() {
        let name = without(&error.error, secrets);
        let said = match stage {
            // What a server says of a password may quote it.
            Stage::Login => String::new(),
            Stage::Write => without(error.message.as_deref().unwrap_or_default(), secrets),
        };
        let name = shown(&name).up_to(100).to_string();
        let said = message(&said).up_to(200).to_string();
        return WriteFault::Refused(stage, status.unwrap_or_default(), name, said);
    }
    match error.kind() {
        ClientErrorKind::Timeout => WriteFault::Http(stage, HttpFault::TimedOut),
        ClientErrorKind::TooLarge(limit) => WriteFault::Http(stage, HttpFault::TooLarge(*limit)),
        ClientErrorKind::Transport(error) => {
            let fault = error.get_ref().downcast_ref::<Failed>();
            let broken = || HttpFault::Broken("the connection was lost".to_owned());
            WriteFault::Http(stage, fault.map_or_else(broken, |failed| failed.0.clone()))
        }
        ClientErrorKind::Call(error) => match error.status() {
            Some(status) if !status.is_success() => {
                WriteFault::Http(stage, HttpFault::Status(status.as_u16(), None))
            }
            _ => WriteFault::Other(stage, UNREADABLE.to_owned()),
        },
        _ => WriteFault::Other(stage, UNREADABLE.to_owned()),
    }
}

/// A text of a server without secrets that it was sent, or has sent.
fn without(text: &str, secrets: &[String]) -> String {
    let mut secrets: Vec<&String> = secrets.iter().filter(|it| !it.is_empty()).collect();
    // A secret can contain another one.
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    let text = text.to_owned();
    (secrets.into_iter()).fold(text, |text, secret| text.replace(secret.as_str(), "…"))
}

/// The connections of `http`, for a client.
struct Hardened(Arc<Http>);

/// Why there is no response, inside of errors of the client.
#[derive(Debug)]
struct Failed(HttpFault);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no response")
    }
}

impl Error for Failed {}

impl Transport for Hardened {
    fn send(
        &self,
        request: http::Request<Payload>,
    ) -> BoxFuture<'_, Result<http::Response<Payload>, TransportError>> {
        Box::pin(async move {
            let url = Url::parse(&request.uri().to_string()).map_err(TransportError::permanent)?;
            let request = reqwest::Request::try_from(request).map_err(TransportError::permanent)?;
            let response = self.0.send(&url, request).await;
            let response = response.map_err(|fault| TransportError::permanent(Failed(fault)))?;
            Ok(http::Response::<reqwest::Body>::from(response).map(Payload::new))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_not_shown() {
        for credentials in [
            Credentials::Password("hunter2".to_owned()),
            Credentials::Token("hunter2".to_owned()),
        ] {
            assert!(!format!("{credentials:?}").contains("hunter2"));
        }
        let secrets = ["hunter2", "", "access-hunter2"].map(str::to_owned);
        let text = "not hunter2, access-hunter2";
        assert_eq!(without(text, &secrets), "not …, …");
    }

    #[test]
    fn what_may_have_been_written_is_said() {
        let written = |fault| WriteFault::Http(Stage::Write, fault).is_unknown();
        assert!(written(HttpFault::TimedOut));
        assert!(written(HttpFault::Broken(String::new())));
        assert!(written(HttpFault::Status(502, None)));
        assert!(!written(HttpFault::Status(413, None)));
        assert!(!written(HttpFault::Unreachable(String::new())));
        assert!(!WriteFault::Http(Stage::Login, HttpFault::TimedOut).is_unknown());
        assert!(!WriteFault::Changed.is_unknown());
    }
}
