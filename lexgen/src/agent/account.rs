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

/// An account with its credentials: a session that renews itself, or credentials of
/// yours. Clones are the same session.
///
/// It is a [`Caller`] for all other endpoints.
#[derive(Clone, Debug)]
pub struct Agent {
    pub(super) client: Client,
    pub(super) did: Did,
    /// The session, unless the client has other credentials.
    own: Option<OwnSession>,
}

/// A session that the agent has from a login.
#[derive(Clone, Debug)]
struct OwnSession {
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
    /// The email address, if the session may see it.
    pub email: Option<String>,
    /// Whether the email address is confirmed.
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
            own: Some(OwnSession {
                handle,
                session,
                service,
            }),
        }
    }

    /// The agent of an account whose credentials the client has, such as a
    /// [`Dpop`](crate::xrpc::client::Dpop) with tokens of OAuth. The client is that of the
    /// account's PDS.
    ///
    /// It has no session of its own: [`handle`](Self::handle) and [`saved`](Self::saved)
    /// are `None`, and [`log_out`](Self::log_out) fails. Whoever made the credentials
    /// stores and ends them. Whether they are those of this account is not checked.
    ///
    /// ```
    /// use lexgen::{Did, agent::Agent, xrpc::{Client, client::Dpop}};
    ///
    /// fn agent(pds: Client, dpop: Dpop, account: Did) -> Agent {
    ///     Agent::with_client(pds.with_auth(dpop), account)
    /// }
    /// ```
    #[must_use]
    pub fn with_client(client: Client, did: Did) -> Self {
        let own = None;
        Self { client, did, own }
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

    /// The handle of the account at the login; `None` after
    /// [`with_client`](Self::with_client).
    #[must_use]
    pub fn handle(&self) -> Option<&Handle> {
        self.own.as_ref().map(|own| &own.handle)
    }

    /// The client with the credentials of the account, for other endpoints.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The session with its current tokens, to resume it in another run; `None` after
    /// [`with_client`](Self::with_client). Waits for a renewal that is under way.
    pub async fn saved(&self) -> Option<SavedSession> {
        let own = self.own.as_ref()?;
        let tokens = own.session.tokens().await;
        let (did, handle) = (self.did.clone(), own.handle.clone());
        Some(SavedSession::new(own.service.clone(), did, handle, tokens))
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
    /// If it has already ended, or the service cannot be reached;
    /// [`AgentError::NoSession`] after [`with_client`](Self::with_client), with nothing
    /// sent: tokens of OAuth are revoked at the authorization server.
    pub async fn log_out(self) -> Result<(), AgentError> {
        let own = self.own.as_ref().ok_or(AgentError::NoSession)?;
        // This endpoint takes the refresh token instead of the access token.
        let refresh = own.session.tokens().await.refresh;
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
