//! What a program with tokens of OAuth has besides its key. The guide shows the same.

use lexgen::xrpc::{
    Client,
    client::{BoxError, Dpop, DpopKey, RefreshGrant, Tokens},
};

struct Refresh {
    client_id: String,
    token_endpoint: String,
}

impl RefreshGrant for Refresh {
    async fn refresh(&self, dpop: &Dpop, client: &Client, token: &str) -> Result<Tokens, BoxError> {
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("client_id", &self.client_id),
        ];
        Ok(dpop
            .request_tokens(client, &self.token_endpoint, &fields)
            .await?)
    }
}

pub fn sign_in(
    pds: &str,
    token_endpoint: &str,
    key: impl DpopKey + 'static,
    tokens: Tokens,
) -> Result<(Client, Dpop), BoxError> {
    let refresh = Refresh {
        client_id: "https://app.example/client-metadata.json".to_owned(),
        token_endpoint: token_endpoint.to_owned(),
    };
    let client = Client::new(pds)?;
    let dpop = Dpop::new(key)?.with_tokens(&client, tokens, refresh);
    Ok((client.with_auth(dpop.clone()), dpop))
}
