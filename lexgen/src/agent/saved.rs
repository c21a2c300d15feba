//! Sessions that outlive the program.

use std::sync::Arc;

use tokio::time::{Instant, timeout_at};

use super::{endpoint::Plain, lexicons::com::atproto::server::refresh_session};
use crate::{
    data::Extra,
    syntax::{Did, Handle},
    xrpc::client::{BoxError, BoxFuture, Client, RefreshSession, Tokens},
};

/// A session as it is stored, to be resumed by another run of the program.
///
/// It is JSON, or any other format of serde. Whoever has it, has the account: store it
/// like a password.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SavedSession {
    /// The URL of the service.
    pub service: String,
    /// The account.
    pub did: Did,
    /// The handle of the account at that time.
    pub handle: Handle,
    /// The token for calls.
    pub access_token: String,
    /// The token for new tokens, which the service accepts once.
    pub refresh_token: String,
    /// Other fields of the JSON.
    pub extra: Extra,
}

crate::object! {
    redacted SavedSession {
        required service = "service";
        required did = "did";
        required handle = "handle";
        required access_token = "accessToken", secret;
        required refresh_token = "refreshToken", secret;
    }
}

impl SavedSession {
    /// A session with these tokens.
    pub fn new(service: impl Into<String>, did: Did, handle: Handle, tokens: Tokens) -> Self {
        Self {
            service: service.into(),
            did,
            handle,
            access_token: tokens.access,
            refresh_token: tokens.refresh,
            extra: Extra::new(),
        }
    }

    /// The tokens.
    #[must_use]
    pub fn tokens(&self) -> Tokens {
        Tokens {
            access: self.access_token.clone(),
            refresh: self.refresh_token.clone(),
        }
    }
}

/// The part of a renewal's time by whose end the session must be stored.
const TIME_TO_STORE: f32 = 0.9;

/// Called with every new session.
pub(super) type OnTokens = Arc<dyn Fn(SavedSession) -> BoxFuture<'static, ()> + Send + Sync>;

/// Renews a session.
#[derive(Clone)]
pub(super) struct Renewal {
    pub(super) service: String,
    pub(super) did: Did,
    pub(super) on_tokens: Option<OnTokens>,
}

impl RefreshSession for Renewal {
    async fn refresh(&self, client: &Client) -> Result<Tokens, BoxError> {
        let end = Instant::now() + client.timeout().mul_f32(TIME_TO_STORE);
        let output = client
            .procedure::<Plain<refresh_session::RefreshSession>>(&())
            .await?;
        if output.did != self.did {
            return Err("the new session is that of another account".into());
        }
        let tokens = Tokens {
            access: output.access_jwt,
            refresh: output.refresh_jwt,
        };
        // Without this limit, that of the client would drop tokens that the service
        // gives only once.
        let told = self.tell(output.handle, tokens.clone());
        let _ = timeout_at(end, told).await;
        Ok(tokens)
    }
}

impl Renewal {
    /// Tells the user that there are new tokens.
    pub(super) async fn tell(&self, handle: Handle, tokens: Tokens) {
        if let Some(on_tokens) = &self.on_tokens {
            let service = self.service.clone();
            on_tokens(SavedSession::new(service, self.did.clone(), handle, tokens)).await;
        }
    }
}
