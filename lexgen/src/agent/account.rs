//! The account of an agent.

use super::{
    AgentError, Login, SavedSession,
    endpoint::Plain,
    lexicons::com::atproto::server::{delete_session::DeleteSession, get_session::GetSession},
    saved::Renewal,
};
use crate::{
    syntax::{Did, Handle},
    xrpc::{
        Client, SetupError,
        client::{Caller, Session, Tokens},
    },
};

/// The session of an account, which renews itself. Clones are the same session.
///
/// It is a [`Caller`] for all other endpoints.
#[derive(Clone, Debug)]
pub struct Agent {
    pub(super) client: Client,
    pub(super) did: Did,
    handle: Handle,
    session: Session<Renewal>,
    service: String,
}

/// What the service knows about an account.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    /// The DID.
    pub did: Did,
    /// The handle.
    pub handle: Handle,
    /// The mail address, if the session may see it.
    pub email: Option<String>,
    /// Whether the mail address is confirmed.
    pub email_confirmed: Option<bool>,
    /// Whether the account is active.
    pub is_active: bool,
    /// Why it is not active, such as `takendown` or `deactivated`.
    pub status: Option<String>,
}

impl Agent {
    pub(super) fn new(client: Client, handle: Handle, tokens: Tokens, renewal: Renewal) -> Self {
        let (did, service) = (renewal.did.clone(), renewal.service.clone());
        let session = Session::new(&client, tokens, renewal);
        Self {
            client: client.with_auth(session.clone()),
            did,
            handle,
            session,
            service,
        }
    }

    /// Logs in at a service, such as `https://pds.example`. [`Login`] has more options.
    ///
    /// # Errors
    /// Those of [`Login::log_in`].
    pub async fn log_in(
        service: &str,
        identifier: &str,
        password: &str,
    ) -> Result<Self, AgentError> {
        Login::new(service)?.log_in(identifier, password).await
    }

    /// Resumes a session, without calling the service. To store the tokens that it gets
    /// later, see [`Login::on_tokens`] and [`Login::resume`].
    ///
    /// # Errors
    /// If the service of the session is not a URL of one.
    pub fn resume(session: SavedSession) -> Result<Self, SetupError> {
        Login::new(&session.service)?.resume(session)
    }

    /// The DID of the account.
    #[must_use]
    pub fn did(&self) -> &Did {
        &self.did
    }

    /// The handle of the account at the login.
    #[must_use]
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    /// The client with the credentials of the account, for other endpoints.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The session with its current tokens, to resume it in another run. Waits for a
    /// renewal that is under way.
    pub async fn saved(&self) -> SavedSession {
        let tokens = self.session.tokens().await;
        let (did, handle) = (self.did.clone(), self.handle.clone());
        SavedSession::new(self.service.clone(), did, handle, tokens)
    }

    /// Asks the service about the account, which also shows whether the session is
    /// still valid.
    ///
    /// # Errors
    /// Those of any call.
    pub async fn account(&self) -> Result<Account, AgentError> {
        let output = self.client.query::<Plain<GetSession>>(&()).await?;
        Ok(Account {
            did: output.did,
            handle: output.handle,
            email: output.email,
            email_confirmed: output.email_confirmed,
            is_active: output.active.unwrap_or(true),
            status: output.status.map(|status| status.as_str().to_owned()),
        })
    }

    /// Ends the session, also for all clones and stored tokens.
    ///
    /// # Errors
    /// If it has already ended, or the service cannot be reached.
    pub async fn log_out(self) -> Result<(), AgentError> {
        // This endpoint takes the refresh token instead of the access token.
        let refresh = self.session.tokens().await.refresh;
        let client = self.client.for_renewal().with_bearer(&refresh)?;
        client.procedure::<Plain<DeleteSession>>(&()).await?;
        Ok(())
    }
}

impl Caller for Agent {
    fn client(&self) -> &Client {
        &self.client
    }
}
