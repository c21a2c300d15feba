//! The URL of a service, for calls and for subscriptions.

use std::str::FromStr;

use reqwest::{Client, Url};

use super::SetupError;

/// `reqwest` exports the URL, but not its error.
type ParseError = <Url as FromStr>::Err;

/// Reads the URL of a service, which ends after host and port: paths of endpoints
/// are [always top-level](https://atproto.com/specs/xrpc#lexicon-http-endpoints).
/// Errors repeat `base`, of which `url` is the form with a scheme of HTTP, and name
/// the `schemes` that it may start with.
pub(super) fn parse(base: &str, url: &str, schemes: &str) -> Result<Url, SetupError> {
    let start = || SetupError::base(base, format_args!("it must start with {schemes}"));
    let url = Url::parse(url).map_err(|error| match error {
        ParseError::RelativeUrlWithoutBase => start(),
        error => SetupError::base(base, error),
    })?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(start());
    }
    if !url.username().is_empty() || url.password().is_some() {
        let reason = "credentials must be passed separately";
        return Err(SetupError::base(base, reason));
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        let reason = "it must end after the host and port, because `/xrpc/` is always top-level";
        return Err(SetupError::base(base, reason));
    }
    Ok(url)
}

/// The HTTP client for both. Redirects would carry credentials to who knows whom,
/// and no endpoint has one.
pub(super) fn http_client(
    adapt: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
) -> Result<Client, SetupError> {
    #[cfg(feature = "network")]
    provide_tls();
    let builder = Client::builder().redirect(reqwest::redirect::Policy::none());
    adapt(builder).build().map_err(SetupError::http)
}

/// Chooses the cryptography of TLS: the feature `network` turns on TLS in all HTTP clients of
/// the program, without any.
#[cfg(feature = "network")]
pub(crate) fn provide_tls() {
    // It is an error if there is one already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
