//! Frames of version 1: one object, whose `$type` is `message` or `error`.
//! [Proposal](https://github.com/bluesky-social/proposals/tree/main/0015-json-subscriptions).

use std::fmt;

use serde::de::IgnoredAny;

use super::{
    FrameError, Received, in_any_order,
    outline::{Outline, TypeOf},
};
use crate::{
    data::{DataError, decoded, json, no_indefinite_length, sorted, to_dag_cbor},
    wire::{Envelope, Tagged, Union},
    xrpc::{XrpcError, decode_error},
};

/// The `$type` of an error.
const ERROR: &str = "error";

/// The field with the message, as the first step of a path.
const PAYLOAD: &str = "/payload";

type Read<T> = Result<Option<Received<T>>, FrameError>;

pub(super) fn read_json<T: Union>(bytes: &[u8]) -> Read<T> {
    match json::read_bytes::<Envelope<T, XrpcError>>(bytes) {
        Ok(envelope) => Ok(received(envelope)),
        Err(_) => Err(explained_json::<T>(bytes)),
    }
}

pub(super) fn read_cbor<T: Union>(bytes: &[u8]) -> Read<T> {
    match in_any_order(bytes, |bytes| {
        serde_ipld_dagcbor::from_slice::<Envelope<T, XrpcError>>(bytes)
    }) {
        Ok(envelope) => Ok(received(envelope)),
        Err(error) => {
            let sorted = sorted(bytes);
            Err(explained_cbor(sorted.as_deref().unwrap_or(bytes), error))
        }
    }
}

fn received<T>(envelope: Envelope<T, XrpcError>) -> Option<Received<T>> {
    match envelope {
        Envelope::Message(message) => Some(Received::Message(message)),
        Envelope::Error(error) => Some(Received::Error(error)),
        Envelope::Other => None,
    }
}

#[cold]
fn explained_json<T: Union>(bytes: &[u8]) -> FrameError {
    let whole = serde_json::from_slice::<Outline<IgnoredAny>>(bytes);
    match whole {
        Ok(outline) if outline.kind != ERROR => {}
        Ok(_) => return broken(decode_error::of::<Envelope<T, XrpcError>>(bytes)),
        Err(_) => return broken(decode_error::of::<Outline<IgnoredAny>>(bytes)),
    }
    let mut error = decode_error::of::<Envelope<T, XrpcError>>(bytes);
    if let Some(path) = error.path.strip_prefix(PAYLOAD) {
        error.path = path.to_owned();
    }
    of_message(serde_json::from_slice(bytes).ok(), &error, &error.path)
}

#[cold]
fn explained_cbor(bytes: &[u8], error: DataError) -> FrameError {
    if let Err(error) = no_indefinite_length(bytes) {
        return broken(error);
    }
    let whole = decoded(bytes, serde_ipld_dagcbor::from_slice::<Outline<IgnoredAny>>);
    match whole {
        Ok(outline) if outline.kind != ERROR => {}
        Ok(_) => return broken(error),
        Err(error) => return broken(error),
    }
    let error = error.below(PAYLOAD);
    let outline = serde_ipld_dagcbor::from_slice(bytes);
    of_message(outline.ok(), &error, error.path())
}

fn broken(error: impl fmt::Display) -> FrameError {
    FrameError::broken(format_args!("invalid frame: {error}"))
}

fn of_message(
    outline: Option<Outline<TypeOf>>,
    error: &dyn fmt::Display,
    path: &str,
) -> FrameError {
    match outline.and_then(|outline| outline.payload) {
        Some(TypeOf(name)) => FrameError::of_message(&name, error, path),
        None => FrameError::new(format_args!("invalid message: {error}")),
    }
}

pub(super) fn json_message<T: Union>(message: &T) -> Result<Vec<u8>, FrameError> {
    let mut frame = br#"{"$type":"message","payload":"#.to_vec();
    frame.extend(json::write_bytes(message).map_err(|error| unwritten(&error))?);
    frame.push(b'}');
    Ok(frame)
}

pub(super) fn cbor_message<T: Union>(message: &T) -> Result<Vec<u8>, FrameError> {
    // An object with two fields.
    let mut frame = b"\xa2\x65$type\x67message\x67payload".to_vec();
    frame.extend(to_dag_cbor(message).map_err(|error| unwritten(&error))?);
    Ok(frame)
}

pub(super) fn json_error(error: &XrpcError) -> Result<Vec<u8>, FrameError> {
    serde_json::to_vec(&Tagged(ERROR, error)).map_err(|error| unwritten(&error))
}

pub(super) fn cbor_error(error: &XrpcError) -> Result<Vec<u8>, FrameError> {
    to_dag_cbor(&Tagged(ERROR, error)).map_err(|error| unwritten(&error))
}

fn unwritten(error: &dyn fmt::Display) -> FrameError {
    FrameError::new(format_args!("the message cannot be written: {error}"))
}
