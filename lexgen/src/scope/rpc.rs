//! `rpc:`, to call endpoints of other services.

use std::fmt;

use super::{
    error::{Fault, InvalidScope},
    text::{self, Parts},
    values::{ANY, Names, service},
};
use crate::xrpc::Endpoint;

/// To call some endpoints of a service on behalf of the account:
/// [`rpc`](https://atproto.com/specs/permission#rpc).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RpcScope {
    lxm: Names,
    aud: String,
}

impl RpcScope {
    /// One endpoint, of a service (`did:web:api.example.com#svc_appview`) or of any
    /// (`*`).
    pub fn of<E: Endpoint>(aud: &str) -> Result<Self, InvalidScope> {
        Self::checked(Names::one(E::NSID), aud)
            .map_err(|fault| fault.of(format!("rpc:{}?aud={aud}", E::NSID)))
    }

    /// Endpoints of a service, by their NSIDs, or all of them by `*`.
    pub fn new<'l>(
        lxm: impl IntoIterator<Item = &'l str>,
        aud: &str,
    ) -> Result<Self, InvalidScope> {
        let lxm: Vec<_> = lxm.into_iter().collect();
        Self::from_values(&lxm, aud)
            .map_err(|fault| fault.of(format!("rpc?lxm={}&aud={aud}", lxm.join("&lxm="))))
    }

    /// Every endpoint of a service. Not of any service: that would be everything.
    pub fn any(aud: &str) -> Result<Self, InvalidScope> {
        Self::checked(Names::Any, aud).map_err(|fault| fault.of(format!("rpc:*?aud={aud}")))
    }

    /// Another endpoint of the same service, too.
    #[must_use]
    pub fn and<E: Endpoint>(mut self) -> Self {
        self.lxm.add(E::NSID);
        self
    }

    /// The NSIDs of the endpoints, sorted, or `*`.
    pub fn lxm(&self) -> impl Iterator<Item = &str> {
        self.lxm.texts().into_iter()
    }

    /// The service, or `*`.
    pub fn aud(&self) -> &str {
        &self.aud
    }

    /// Whether it covers a call of an endpoint of a service.
    pub fn covers(&self, lxm: &str, aud: &str) -> bool {
        (self.aud == ANY || self.aud == aud) && self.lxm.contains(lxm)
    }

    pub(super) fn from_values(lxm: &[&str], aud: &str) -> Result<Self, Fault> {
        if lxm.is_empty() {
            return Err("`lxm` is missing".into());
        }
        Self::checked(Names::parse(lxm, "endpoints")?, aud)
    }

    fn checked(lxm: Names, aud: &str) -> Result<Self, Fault> {
        if aud != ANY {
            service(aud)?;
        } else if lxm == Names::Any {
            return Err("`lxm` and `aud` cannot both be `*`".into());
        }
        Ok(Self {
            lxm,
            aud: aud.to_owned(),
        })
    }

    pub(super) fn parse(parts: &Parts<'_>) -> Result<Self, Fault> {
        let parts = parts.with(&["lxm", "aud"])?;
        let lxm = parts.positional("lxm")?;
        match parts.optional("aud")? {
            Some(aud) => Self::from_values(&lxm, aud),
            None => Err("`aud` is missing: the service, or `*`".into()),
        }
    }
}

impl fmt::Display for RpcScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::write(
            f,
            "rpc",
            ("lxm", self.lxm.texts()),
            [("aud", self.aud.as_str())],
        )
    }
}
