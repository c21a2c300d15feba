//! The PDS of an account, from its DID document.
//! [Specification](https://atproto.com/specs/did#did-documents).

use crate::{
    data::{Data, View},
    syntax::Did,
    xrpc::Client,
};

/// The URL of the PDS that a document names, if it is the document of this account.
fn endpoint<'d>(document: &'d Data, did: &Did) -> Option<&'d str> {
    let document = document.as_object()?;
    if document.get("id")?.as_str()? != did.as_str() {
        return None;
    }
    let Some(View::Array(services)) = document.get("service").map(Data::view) else {
        return None;
    };
    // The first one counts.
    let pds = services.iter().find_map(|service| {
        let service = service.as_object()?;
        let id = service.get("id")?.as_str()?;
        let id = id.strip_prefix(did.as_str()).unwrap_or(id);
        let is_pds =
            id == "#atproto_pds" && service.get("type")?.as_str()? == "AtprotoPersonalDataServer";
        is_pds.then_some(service)
    })?;
    pds.get("serviceEndpoint")?.as_str()
}

/// The same client at the PDS of the account. It stays where it is if the document names
/// no PDS, if the URL is invalid, or if it would replace `https` by `http`.
pub(super) fn at_pds(client: Client, document: Option<&Data>, did: &Did) -> Client {
    let url = document.and_then(|document| endpoint(document, did));
    let moved = url.and_then(|url| client.clone().with_base(url).ok());
    match moved {
        Some(moved) if moved.base().scheme() == "https" || client.base().scheme() == "http" => {
            moved
        }
        _ => client,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(base: &str, document: &str) -> String {
        let document: Data = serde_json::from_str(document).unwrap();
        let client = Client::new(base).unwrap();
        let did = Did::new("did:web:alice.test").unwrap();
        at_pds(client, Some(&document), &did).base().to_string()
    }

    fn document(id: &str, url: &str) -> String {
        format!(
            r##"{{"id": "did:web:alice.test", "service": [
                {{"id": "#other", "type": "AtprotoPersonalDataServer", "serviceEndpoint": "https://other.test"}},
                {{"id": "{id}", "type": "AtprotoPersonalDataServer", "serviceEndpoint": "{url}"}}
            ]}}"##
        )
    }

    #[test]
    fn the_document_names_the_pds() {
        for id in ["#atproto_pds", "did:web:alice.test#atproto_pds"] {
            let document = document(id, "https://pds.test");
            assert_eq!(host("https://entry.test", &document), "https://pds.test/");
        }
    }

    #[test]
    fn a_document_that_is_not_sound_changes_nothing() {
        let stays = |document: &str| {
            assert_eq!(
                host("https://entry.test", document),
                "https://entry.test/",
                "{document}"
            );
        };
        for url in [
            "http://pds.test",
            "pds.test",
            "file:///etc",
            "https://a:b@pds.test",
            "https://pds.test/x",
            "",
        ] {
            stays(&document("#atproto_pds", url));
        }
        stays(&document(
            "did:web:mallory.test#atproto_pds",
            "https://pds.test",
        ));
        stays(
            &document("#atproto_pds", "https://pds.test")
                .replace("\"did:web:alice.test\"", "\"did:web:bob.test\""),
        );
        for text in [
            "null",
            "[]",
            "{}",
            r#"{"id": "did:web:alice.test", "service": {}}"#,
        ] {
            stays(text);
        }
        // Without encryption, nothing is lost.
        let document = document("#atproto_pds", "http://127.0.0.1:2");
        assert_eq!(host("http://127.0.0.1:1", &document), "http://127.0.0.1:2/");
    }
}
