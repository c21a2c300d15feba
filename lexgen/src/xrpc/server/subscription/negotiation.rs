//! Which subprotocol a client and the service agree on.

use http::{HeaderMap, header::SEC_WEBSOCKET_PROTOCOL};

use crate::xrpc::Subprotocol;

/// The first of the client's subprotocols that is known, which is then in the response.
/// `None` if there is none, and frames are as the lexicon says.
pub(super) fn chosen(headers: &HeaderMap) -> Option<Subprotocol> {
    let values = headers.get_all(SEC_WEBSOCKET_PROTOCOL).into_iter();
    let mut names = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    names.find_map(|name| Subprotocol::from_name(name.trim_matches([' ', '\t'])))
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
