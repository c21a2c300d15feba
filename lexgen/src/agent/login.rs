//! Logging in.

use std::{fmt, sync::Arc};

use super::{
    Agent, AgentError, SavedSession,
    endpoint::Plain,
    host::at_pds,
    lexicons::com::atproto::server::create_session::{self, CreateSession},
    saved::{OnTokens, Renewal},
};
use crate::xrpc::{Client, SetupError, client::Tokens};

/// How an agent logs in.
///
/// ```no_run
/// use lexgen::agent::{Agent, AgentError, Login, SavedSession};
///
/// # async fn store(_: SavedSession) {}
/// # async fn log_in(password: &str, code: Option<&str>) -> Result<Agent, AgentError> {
/// let mut login = Login::new("https://pds.example")?.on_tokens(store);
/// if let Some(code) = code {
///     login = login.with_code(code);
/// }
/// login.log_in("alice.example", password).await
/// # }
/// ```
#[derive(Clone)]
pub struct Login {
    client: Client,
    code: Option<String>,
    stays: bool,
    on_tokens: Option<OnTokens>,
}

impl Login {
    /// Logs in at a service, such as `https://pds.example`.
    ///
    /// # Errors
    /// Those of [`Client::new`].
    pub fn new(service: &str) -> Result<Self, SetupError> {
        Client::new(service).map(Self::with_client)
    }

    /// Logs in with a client of yours, which has limits, retries, headers or a transport
    /// of its own. Its credentials are replaced.
    #[must_use]
    pub fn with_client(client: Client) -> Self {
        Self {
            client,
            code: None,
            stays: false,
            on_tokens: None,
        }
    }

    /// The code that the service has sent by email, after
    /// [`AgentError::CodeRequired`].
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Stays at this service. Otherwise the agent calls the PDS that the DID document in
    /// the answer names, as the reference implementation does: a large service has one
    /// address for logins, and many PDSes.
    #[must_use]
    pub fn staying(mut self) -> Self {
        self.stays = true;
        self
    }

    /// Calls a function with the session after the login and after each renewal, to
    /// store it: the service accepts the tokens from before a renewal no more.
    ///
    /// The calls that need new tokens wait for it, but not for longer than most of the
    /// time limit of the client. It must not panic: the new tokens would be lost.
    #[must_use]
    pub fn on_tokens<F>(mut self, store: impl Fn(SavedSession) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.on_tokens = Some(Arc::new(move |session| Box::pin(store(session))));
        self
    }

    /// Logs in. `identifier` is a handle, a DID or, at most services, an email address.
    ///
    /// # Errors
    /// If the login fails: [`AgentError::CodeRequired`] if the service requires a code,
    /// [`AgentError::TakenDown`] if the account is taken down, or any other error.
    pub async fn log_in(self, identifier: &str, password: &str) -> Result<Agent, AgentError> {
        let mut input = create_session::Input::new(identifier, password);
        input.auth_factor_token.clone_from(&self.code);
        let client = self.client.clone().for_renewal();
        let output = client.procedure::<Plain<CreateSession>>(&input).await?;
        if output.did.check().is_err() {
            return Err(AgentError::InvalidResponse(
                "the DID of the account is not valid",
            ));
        }
        let client = if self.stays {
            self.client
        } else {
            at_pds(self.client, output.did_doc.as_ref(), &output.did)
        };
        let tokens = Tokens {
            access: output.access_jwt,
            refresh: output.refresh_jwt,
        };
        let renewal = Renewal {
            service: service(&client),
            did: output.did,
            on_tokens: self.on_tokens,
        };
        renewal.tell(output.handle.clone(), tokens.clone()).await;
        Ok(Agent::new(client, output.handle, tokens, renewal))
    }

    /// Resumes a session at the service that it is from, without calling it. The
    /// service of this login is not used.
    ///
    /// # Errors
    /// If the service of the session is not a URL of one.
    pub fn resume(self, session: SavedSession) -> Result<Agent, SetupError> {
        let client = self.client.with_base(&session.service)?;
        let renewal = Renewal {
            service: service(&client),
            did: session.did.clone(),
            on_tokens: self.on_tokens,
        };
        let tokens = session.tokens();
        Ok(Agent::new(client, session.handle, tokens, renewal))
    }
}

/// The URL of the service, as in [`SavedSession`].
fn service(client: &Client) -> String {
    client.base().origin().ascii_serialization()
}

/// Does not show the code.
impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("client", &self.client)
            .field("has_code", &self.code.is_some())
            .field("stays", &self.stays)
            .finish_non_exhaustive()
    }
}
