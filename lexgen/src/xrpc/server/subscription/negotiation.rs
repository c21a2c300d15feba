//! Which subprotocol a client and the service agree on.

use http::{HeaderMap, header::SEC_WEBSOCKET_PROTOCOL};

use crate::xrpc::{Subprotocol, headers::listed};

/// The first of the client's subprotocols that is known, which is then in the response.
/// `None` if there is none, and frames are as the lexicon says.
pub(super) fn chosen(headers: &HeaderMap) -> Option<Subprotocol> {
    listed(headers, &SEC_WEBSOCKET_PROTOCOL).find_map(Subprotocol::from_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_s_first_known_name_is_chosen() {
        for (offers, expected) in [
            (&[][..], None),
            (&[""], None),
            (&["chat, xrpc.v2.json"], None),
            (&["XRPC.V1.JSON"], None),
            (&["xrpc.v1.json;q=1"], None),
            (&["xrpc.v1.json"], Some(Subprotocol::V1Json)),
            (
                &["chat,xrpc.v1.cbor ,xrpc.v1.json"],
                Some(Subprotocol::V1Cbor),
            ),
            (&["chat", "xrpc.v0.cbor"], Some(Subprotocol::V0Cbor)),
        ] {
            let headers = offers
                .iter()
                .map(|offer| (SEC_WEBSOCKET_PROTOCOL, offer.parse().expect("a value")))
                .collect();
            assert_eq!(chosen(&headers), expected, "{offers:?}");
        }
    }
}
