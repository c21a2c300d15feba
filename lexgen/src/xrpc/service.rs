//! Requests that a service reads, and its responses.

use http::{
    HeaderMap, HeaderValue, Method as HttpMethod, Request, Response, StatusCode,
    header::{ALLOW, CONTENT_ENCODING, CONTENT_TYPE, WWW_AUTHENTICATE},
};

use super::{
    Body, EncodeError, Failure, HttpEndpoint, Method, XrpcError, media_type, query::from_query,
    request::http_method,
};
use crate::{
    shown::shown,
    validate::{Validate, validate_up_to},
};

/// Reads a request to an endpoint and checks it against the lexicon: the
/// method, the encoding, types and constraints. The path is not checked: the
/// caller has used it to choose the endpoint.
///
/// Needs the feature `xrpc`.
///
/// # Errors
/// With the failure to return.
pub fn parse_request<E>(
    request: &Request<impl AsRef<[u8]>>,
) -> Result<(E::Params, E::Input), Failure<XrpcError>>
where
    E: HttpEndpoint<Params: Validate, Input: Validate>,
{
    let params = parse_params::<E>(request.method(), request.uri().query())?;
    let content_type = content_type(request.headers())?;
    let input = parse_input::<E>(content_type, request.body().as_ref())?;
    Ok((params, input))
}

/// Reads and checks only the method and the parameters.
///
/// Needs the feature `xrpc`.
///
/// # Errors
/// With the failure to return.
pub fn parse_params<E>(
    method: &HttpMethod,
    query: Option<&str>,
) -> Result<E::Params, Failure<XrpcError>>
where
    E: HttpEndpoint<Params: Validate>,
{
    check_method::<E>(method)?;
    let params: E::Params = from_query(query.unwrap_or_default())
        .map_err(|error| Failure::invalid_request(format!("parameters: {error}")))?;
    check("parameters", &params)?;
    Ok(params)
}

/// Checks only the method.
pub(super) fn check_method<E: HttpEndpoint>(method: &HttpMethod) -> Result<(), Failure> {
    let expected = http_method::<E>();
    // A server that knows GET knows HEAD.
    let is_head = *method == HttpMethod::HEAD && expected == HttpMethod::GET;
    if *method == expected || is_head {
        return Ok(());
    }
    let allowed = match E::METHOD {
        Method::Procedure => "POST",
        Method::Query | Method::Subscription => "GET, HEAD",
    };
    let method = shown(method);
    let message = format!("`{}` must be called with {expected}, not {method}", E::NSID);
    Err(Failure::method_not_allowed(message).with_header(ALLOW, HeaderValue::from_static(allowed)))
}

/// The `Content-Type` of a body that is not compressed.
pub(super) fn content_type(headers: &HeaderMap) -> Result<Option<&str>, Failure> {
    let codings = headers.get_all(CONTENT_ENCODING).iter();
    let mut codings = codings.filter(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"));
    if let Some(coding) = codings.next() {
        let coding = coding.to_str().unwrap_or("?");
        let message = format!(
            "the request body has the `Content-Encoding` `{}`: send it without one",
            shown(coding)
        );
        return Err(Failure::unsupported_media_type(message));
    }
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let first = types.next();
    if types.next().is_some() {
        let message = "the request has more than one `Content-Type`";
        return Err(Failure::invalid_request(message));
    }
    Ok(first.map(|value| value.to_str().unwrap_or("?")))
}

/// The failure of a request with a body to an endpoint that takes none.
pub(super) fn no_body<E: HttpEndpoint>() -> Failure {
    let message = format!("`{}` does not take a request body", E::NSID);
    Failure::invalid_request(message)
}

/// Reads and checks only the request body.
///
/// Needs the feature `xrpc`.
///
/// # Errors
/// With the failure to return.
pub fn parse_input<E>(
    content_type: Option<&str>,
    body: &[u8],
) -> Result<E::Input, Failure<XrpcError>>
where
    E: HttpEndpoint<Input: Validate>,
{
    let Some(encoding) = E::INPUT_ENCODING else {
        if body.is_empty() {
            // `()` as JSON.
            return E::Input::decode("", b"null")
                .map_err(|error| Failure::internal_server_error(error.to_string()));
        }
        return Err(no_body::<E>());
    };
    check_encoding(encoding, content_type, body.is_empty())?;
    let input = E::Input::decode(content_type.unwrap_or_default(), body)
        .map_err(|error| Failure::invalid_request(format!("input: {error}")))?;
    check("input", &input)?;
    Ok(input)
}

/// Checks the encoding of a request body that the caller reads as a stream.
///
/// Needs the feature `xrpc`.
///
/// # Errors
/// With the failure to return.
pub fn check_encoding(
    encoding: &str,
    content_type: Option<&str>,
    is_empty: bool,
) -> Result<(), Failure<XrpcError>> {
    match content_type {
        Some(found) if media_type::essence(found).contains('*') => {
            Err(Failure::invalid_request(format!(
                "wrong request encoding: `{}` is not one MIME type",
                shown(found)
            )))
        }
        Some(found) if media_type::matches(encoding, found) => check_charset(encoding, found),
        Some(found) => Err(Failure::invalid_request(format!(
            "wrong request encoding: `{}`, expected `{encoding}`",
            shown(found)
        ))),
        None if is_empty => Err(Failure::invalid_request(
            "a request body is expected but none was provided",
        )),
        None => Err(Failure::invalid_request(
            "the request has a body but no `Content-Type`",
        )),
    }
}

/// JSON is UTF-8. [Specification](https://www.rfc-editor.org/rfc/rfc8259#section-8.1).
fn check_charset(encoding: &str, content_type: &str) -> Result<(), Failure> {
    if !media_type::matches(encoding, "application/json") || encoding.contains('*') {
        return Ok(());
    }
    match media_type::charset(content_type) {
        Some(charset) if !["utf-8", "utf8"].contains(&&*charset.to_ascii_lowercase()) => {
            let message = format!("the charset of JSON is utf-8, not `{}`", shown(charset));
            Err(Failure::unsupported_media_type(message))
        }
        _ => Ok(()),
    }
}

/// Checks the constraints. The failure has only the first violations: a small
/// request can have very many.
fn check<T: Validate>(what: &str, value: &T) -> Result<(), Failure<XrpcError>> {
    const NAMED: usize = 20;
    validate_up_to(value, NAMED).map_err(|(violations, others)| {
        let others = match others {
            0 => String::new(),
            others => format!("\nand {others} more"),
        };
        Failure::invalid_request(format!("{what}: {violations}{others}"))
    })
}

/// The response with an output.
///
/// Needs the feature `xrpc`.
///
/// # Errors
/// If it cannot be written, which is an error in the service.
pub fn respond<E: HttpEndpoint>(output: &E::Output) -> Result<Response<Vec<u8>>, EncodeError> {
    let response = Response::builder().status(StatusCode::OK);
    match E::OUTPUT_ENCODING {
        None => response.body(Vec::new()),
        Some(encoding) => {
            let (content_type, body) = output.encode(encoding)?;
            response.header(CONTENT_TYPE, content_type).body(body)
        }
    }
    .map_err(EncodeError::headers)
}

/// The response with a failure. An [`InternalError`](super::InternalError) is one of
/// its extensions.
///
/// Needs the feature `xrpc`.
pub fn respond_failure(failure: Failure<impl Into<XrpcError>>) -> Response<Vec<u8>> {
    let (status, error, more) = failure.into_parts();
    let error: XrpcError = error.into();
    let body = serde_json::to_vec(&error).unwrap_or_default();
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Err(invalid) = more.headers.apply(headers) {
        return respond_failure(Failure::<XrpcError>::from(invalid));
    }
    if let Some(internal) = more.internal {
        response.extensions_mut().insert(internal);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::syntax::Tid;

    #[test]
    fn an_answer_does_not_grow_with_what_is_wrong() {
        let wrong = vec![Tid::new_unchecked("?"); 100_000];
        let failure = check("input", &wrong).unwrap_err();
        let message = failure.error.message.unwrap();
        assert!(message.starts_with("input: /0: \"?\" is not a valid TID"));
        assert!(message.ends_with("\nand 99980 more"), "{message}");
        assert_eq!(message.lines().count(), 21);
        let message = check("input", &wrong[..2].to_vec())
            .unwrap_err()
            .error
            .message;
        assert_eq!(message.unwrap().lines().count(), 2);
    }
}
