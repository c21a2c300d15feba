//! DID documents.

use super::{DocumentError, Origin};
#[cfg(feature = "proof")]
use crate::crypto::{Curve, PublicKey};
use crate::{
    data::{Data, DataError},
    syntax::{Did, Handle},
};

/// The type of a PDS.
const PDS: &str = "AtprotoPersonalDataServer";

/// A DID document: what is known of an account.
///
/// Only what the protocol uses is read. Entries that are malformed are skipped, because a
/// document can also be for other protocols.
///
/// Specification: <https://atproto.com/specs/did#did-documents>
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DidDocument {
    /// The DID, which is the one that was resolved.
    pub did: Did,
    /// Other names of the account, as URIs.
    pub also_known_as: Vec<String>,
    /// Public keys.
    pub verification_methods: Vec<VerificationMethod>,
    /// Services for the account.
    pub services: Vec<Service>,
}

/// A public key in a DID document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VerificationMethod {
    /// The id: a fragment, or the DID with a fragment.
    pub id: String,
    /// The type, such as `Multikey`.
    pub kind: String,
    /// The DID whose key it is.
    pub controller: Option<String>,
    /// The key.
    pub public_key_multibase: Option<String>,
}

/// A service in a DID document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Service {
    /// The id: a fragment, or the DID with a fragment.
    pub id: String,
    /// The type.
    pub kind: String,
    /// The URL, if there is one and not several.
    pub endpoint: Option<String>,
}

impl DidDocument {
    /// Reads a document, which must be the one of `did`.
    ///
    /// # Errors
    /// If it is not a JSON object, or if it is one of another DID.
    pub fn from_json(did: &Did, json: &[u8]) -> Result<Self, DocumentError> {
        let data = serde_json::from_slice::<Data>(json)
            .map_err(|error| DocumentError::Json(DataError::new(error.to_string())))?;
        let fields = data.require_object().map_err(DocumentError::Json)?;
        let text = |name| fields.get(name).and_then(Data::as_str);
        let found = text("id").unwrap_or_default();
        if *did != *found {
            return Err(DocumentError::OtherDid {
                expected: did.clone(),
                found: found.to_owned(),
            });
        }
        let items = |name| {
            let items = fields.get(name).and_then(Data::as_array);
            items.unwrap_or_default().iter()
        };
        Ok(Self {
            did: did.clone(),
            also_known_as: items("alsoKnownAs")
                .filter_map(|item| Some(item.as_str()?.to_owned()))
                .collect(),
            verification_methods: items("verificationMethod")
                .filter_map(VerificationMethod::read)
                .collect(),
            services: items("service").filter_map(Service::read).collect(),
        })
    }

    /// The handle that the account claims: the first valid one. Whether it is its handle
    /// is certain only if the handle resolves to this DID.
    #[must_use]
    pub fn handle(&self) -> Option<Handle> {
        let mut handles = self.also_known_as.iter().filter_map(|uri| {
            let handle = uri.strip_prefix("at://")?;
            Handle::new(handle).ok()
        });
        handles.next()
    }

    /// Whether the account claims this handle, which resolved to this DID: both must name
    /// the other.
    #[must_use]
    pub fn has_handle(&self, handle: &Handle) -> bool {
        let claimed = self.handle();
        claimed.is_some_and(|claimed| claimed.normalized() == handle.normalized())
    }

    /// The key that signs the repository: the first valid one with the id `#atproto`.
    ///
    /// Needs the feature `proof`.
    ///
    /// # Errors
    /// If there is none: what is wrong with the first one.
    #[cfg(feature = "proof")]
    pub fn signing_key(&self) -> Result<PublicKey, DocumentError> {
        let mut first = None;
        for method in &self.verification_methods {
            if !self.is_named(&method.id, "#atproto") {
                continue;
            }
            match method.key(&self.did) {
                Ok(key) => return Ok(key),
                Err(error) => first = first.or(Some(error)),
            }
        }
        Err(first.unwrap_or(DocumentError::NoKey))
    }

    /// The location of the PDS: the first service with the id `#atproto_pds`.
    ///
    /// # Errors
    /// If there is none, or if its URL has more than a scheme, a host and a port.
    pub fn pds(&self) -> Result<Origin, DocumentError> {
        let mut services = self
            .services
            .iter()
            .filter(|service| self.is_named(&service.id, "#atproto_pds"));
        let first = services.clone().next().ok_or(DocumentError::NoPds)?;
        let service = services.find(|service| service.kind == PDS);
        let service = service.ok_or_else(|| DocumentError::PdsType(first.kind.clone()))?;
        let url = service
            .endpoint
            .as_deref()
            .ok_or(DocumentError::NoEndpoint)?;
        Origin::parse(url).map_err(DocumentError::Endpoint)
    }

    /// Whether an id is this fragment, alone or after the DID.
    fn is_named(&self, id: &str, fragment: &str) -> bool {
        id.strip_suffix(fragment)
            .is_some_and(|before| before.is_empty() || self.did == *before)
    }
}

/// A field of an object that is text.
fn text(data: &Data, name: &str) -> Option<String> {
    Some(data.get(name)?.as_str()?.to_owned())
}

impl VerificationMethod {
    fn read(data: &Data) -> Option<Self> {
        Some(Self {
            id: text(data, "id")?,
            kind: text(data, "type")?,
            controller: text(data, "controller"),
            public_key_multibase: text(data, "publicKeyMultibase"),
        })
    }

    #[cfg(feature = "proof")]
    fn key(&self, did: &Did) -> Result<PublicKey, DocumentError> {
        let curve = match &*self.kind {
            "Multikey" => None,
            "EcdsaSecp256r1VerificationKey2019" => Some(Curve::P256),
            "EcdsaSecp256k1VerificationKey2019" => Some(Curve::K256),
            other => return Err(DocumentError::KeyType(other.to_owned())),
        };
        if self.controller.as_deref() != Some(did.as_str()) {
            return Err(DocumentError::KeyController(self.controller.clone()));
        }
        let text = self
            .public_key_multibase
            .as_deref()
            .ok_or(DocumentError::NoKeyText)?;
        let key = match curve {
            None => PublicKey::from_multikey(text),
            Some(curve) => PublicKey::from_legacy(curve, text),
        };
        key.map_err(DocumentError::Key)
    }
}

impl Service {
    fn read(data: &Data) -> Option<Self> {
        Some(Self {
            id: text(data, "id")?,
            kind: text(data, "type")?,
            endpoint: text(data, "serviceEndpoint"),
        })
    }
}
