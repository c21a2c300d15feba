//! Endpoints whose error is not of a generated type.

use std::marker::PhantomData;

use crate::xrpc::{Endpoint, HttpEndpoint, Method, XrpcError};

/// `E` with any XRPC error.
pub(super) struct Plain<E>(PhantomData<E>);

impl<E: HttpEndpoint> Endpoint for Plain<E> {
    const NSID: &'static str = E::NSID;
    const METHOD: Method = E::METHOD;
    const INPUT_ENCODING: Option<&'static str> = E::INPUT_ENCODING;
    const OUTPUT_ENCODING: Option<&'static str> = E::OUTPUT_ENCODING;
    const DEFAULTS: &'static [(&'static str, &'static str)] = E::DEFAULTS;

    type Params = E::Params;
    type Input = E::Input;
    type Output = E::Output;
    type Error = XrpcError;
}
