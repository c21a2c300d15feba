//! A session with a PDS: logs in with a password, refreshes, and logs out.

use std::{error::Error, fmt};

use lexgen::{
    Did, Handle,
    xrpc::{
        Client, ClientError,
        client::{RefreshSession, Session, Tokens},
    },
};

use lexicons::com::atproto::server::{
    create_session::{self, CreateSession},
    delete_session::{self, DeleteSession},
    get_session::{self, GetSession},
    refresh_session,
};

/// The four endpoints of a session.
pub mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}

/// A session of an account.
#[derive(Clone, Debug)]
pub struct Account {
    /// The DID of the account.
    pub did: Did,
    /// The handle of the account.
    pub handle: Handle,
    /// A client with the credentials of the account.
    pub client: Client,
    session: Session<Renewal>,
}

/// Why a login failed.
#[derive(Debug)]
pub enum LogInError {
    /// A code has been sent by mail; log in again with it.
    CodeNeeded,
    /// A moderator has closed the account.
    TakenDown,
    /// Any other error, such as a wrong password.
    Call(ClientError<create_session::Error>),
}

/// Logs in. `identifier` is a handle, a DID or a mail address; `code` is only
/// needed after [`LogInError::CodeNeeded`].
///
/// # Errors
/// If the login fails; see [`LogInError`].
pub async fn log_in(
    service: &str,
    identifier: &str,
    password: &str,
    code: Option<&str>,
) -> Result<Account, LogInError> {
    let client = Client::new(service).map_err(|error| LogInError::Call(error.into()))?;
    let mut input = create_session::Input::new(identifier, password);
    input.auth_factor_token = code.map(str::to_owned);
    let output = client
        .procedure::<CreateSession>(&input)
        .await
        .map_err(|error| match error.xrpc() {
            Some(create_session::Error::AuthFactorTokenRequired(_)) => LogInError::CodeNeeded,
            Some(create_session::Error::AccountTakedown(_)) => LogInError::TakenDown,
            _ => LogInError::Call(error),
        })?;
    let tokens = Tokens {
        access: output.access_jwt,
        refresh: output.refresh_jwt,
    };
    Ok(resume(client, output.did, output.handle, tokens))
}

/// Resumes a session with the tokens of an earlier run.
#[must_use]
pub fn resume(client: Client, did: Did, handle: Handle, tokens: Tokens) -> Account {
    let session = Session::new(&client, tokens, Renewal);
    Account {
        did,
        handle,
        client: client.with_auth(session.clone()),
        session,
    }
}

impl Account {
    /// The current tokens, for [`resume`]. They change with every refresh.
    pub async fn tokens(&self) -> Tokens {
        self.session.tokens().await
    }

    /// Fetches the session from the service. Like every call of this client,
    /// refreshes the session if it has expired.
    ///
    /// # Errors
    /// Those of any call.
    pub async fn look(&self) -> Result<get_session::Output, ClientError<get_session::Error>> {
        self.client.query::<GetSession>(&()).await
    }

    /// Ends the session.
    ///
    /// # Errors
    /// If the session has ended, or the service cannot be reached.
    pub async fn log_out(self) -> Result<(), ClientError<delete_session::Error>> {
        // This endpoint takes the refresh token instead of the access token.
        let refresh = self.session.tokens().await.refresh;
        let client = self.client.with_bearer(&refresh)?;
        client.procedure::<DeleteSession>(&()).await
    }
}

/// Refreshes the tokens of the session.
struct Renewal;

impl RefreshSession for Renewal {
    async fn refresh(&self, client: &Client) -> Result<Tokens, Box<dyn Error + Send + Sync>> {
        let output = client
            .procedure::<refresh_session::RefreshSession>(&())
            .await?;
        Ok(Tokens {
            access: output.access_jwt,
            refresh: output.refresh_jwt,
        })
    }
}

impl fmt::Display for LogInError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CodeNeeded => f.write_str("a code has been sent by mail"),
            Self::TakenDown => f.write_str("the account is closed"),
            Self::Call(error) => error.fmt(f),
        }
    }
}

impl Error for LogInError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::CodeNeeded | Self::TakenDown => None,
            Self::Call(error) => error.source(),
        }
    }
}
