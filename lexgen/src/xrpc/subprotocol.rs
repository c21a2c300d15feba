//! [`Subprotocol`]: how the frames of a subscription are written.

use std::fmt;

/// How the frames of a subscription are written, as a WebSocket subprotocol.
/// [Proposal](https://github.com/bluesky-social/proposals/tree/main/0015-json-subscriptions).
///
/// Client and service agree on one when the WebSocket is opened. If they do not, it is
/// the one in the lexicon, [`Endpoint::SUBPROTOCOL`](super::Endpoint::SUBPROTOCOL).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Subprotocol {
    /// `xrpc.v0.cbor`: two DAG-CBOR objects a frame, a header and the message without
    /// its `$type`. The default of lexicons.
    #[default]
    V0Cbor,
    /// `xrpc.v1.json`: one JSON object a frame, in text messages.
    V1Json,
    /// `xrpc.v1.cbor`: the same object in DAG-CBOR, in binary messages.
    V1Cbor,
}

impl Subprotocol {
    /// Every subprotocol.
    pub const ALL: [Self; 3] = [Self::V0Cbor, Self::V1Json, Self::V1Cbor];

    /// The name in lexicons and in the header `Sec-WebSocket-Protocol`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::V0Cbor => "xrpc.v0.cbor",
            Self::V1Json => "xrpc.v1.json",
            Self::V1Cbor => "xrpc.v1.cbor",
        }
    }

    /// The subprotocol of a name, which is compared exactly.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// Whether its frames are text messages, and not binary ones.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::V1Json)
    }
}

impl fmt::Display for Subprotocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(feature = "codegen")]
impl serde::Serialize for Subprotocol {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
