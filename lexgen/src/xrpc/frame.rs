//! Frames: the WebSocket messages of a subscription.
//! [Specification](https://atproto.com/specs/event-stream#framing).
//!
//! A frame consists of two DAG-CBOR objects: a header with the type of the message,
//! and the message without its `$type`.

use std::{borrow::Cow, fmt};

use serde::de::DeserializeSeed;
use serde_ipld_dagcbor::de::Deserializer as CborDeserializer;

use super::{Endpoint, XrpcError};
use crate::{
    data::{DataError, Extra, decoded, extent, from_dag_cbor, no_indefinite_length, to_dag_cbor},
    shown::{message, shown},
    wire::{Union, UntypedMember, serialize_untyped},
};

/// The `op` in the header of a message, and of an error.
const MESSAGE: i64 = 1;
const ERROR: i64 = -1;

/// A frame, of which only the header has been read.
///
/// Needs the feature `dag-cbor`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Frame<'b> {
    /// A message.
    Message {
        /// The type: `#name` in the lexicon of the subscription, or a full name.
        type_name: String,
        /// The message in DAG-CBOR, without its `$type`.
        body: &'b [u8],
    },
    /// An error, which is the last frame of the stream.
    Error(XrpcError),
}

/// Bytes are not a frame, or not one of the subscription.
///
/// Needs the feature `dag-cbor`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameError(Box<str>);

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FrameError {}

impl FrameError {
    /// What it repeats of the frame is short and escaped.
    fn new(text: impl fmt::Display) -> Self {
        Self(message(&text).to_string().into())
    }
}

impl From<DataError> for FrameError {
    fn from(error: DataError) -> Self {
        Self::new(error)
    }
}

struct Header {
    op: i64,
    type_name: Option<String>,
    extra: Extra,
}

crate::object! {
    Header {
        required op = "op";
        optional type_name = "t";
    }
}

impl<'b> Frame<'b> {
    /// Reads the header of a frame. `None` for an unknown `op`, which must be
    /// ignored.
    ///
    /// # Errors
    /// If the bytes do not start with a header.
    pub fn parse(bytes: &'b [u8]) -> Result<Option<Self>, FrameError> {
        let no_header = |why: &str| FrameError::new(format_args!("invalid frame header: {why}"));
        let end = extent(bytes).map_err(|_| no_header("it is incomplete"))?;
        let (header, body) = bytes.split_at(end);
        let header: Header =
            from_dag_cbor(header).map_err(|error| no_header(&error.to_string()))?;
        match (header.op, header.type_name) {
            (MESSAGE, Some(type_name)) => Ok(Some(Self::Message { type_name, body })),
            (MESSAGE, None) => Err(FrameError::new("a message's header has no `t`")),
            (ERROR, _) => Ok(Some(Self::Error(from_dag_cbor(body)?))),
            _ => Ok(None),
        }
    }

    /// Whether the body is one value, and not bytes that only begin or end with one.
    #[cfg(feature = "subscription")]
    pub(super) fn is_complete(&self) -> bool {
        match self {
            Self::Message { body, .. } => extent(body).is_ok_and(|end| end == body.len()),
            Self::Error(_) => true,
        }
    }

    /// Reads the message of a subscription.
    ///
    /// # Errors
    /// If the body does not match the lexicon, or this is an error.
    pub fn message<E: Endpoint<Output: Union>>(&self) -> Result<E::Output, FrameError> {
        match self {
            Self::Message { type_name, body } => read::<E::Output>(&full::<E>(type_name), body),
            Self::Error(error) => Err(FrameError::new(format_args!("an error frame: {error}"))),
        }
    }
}

/// The full name for a type that may be `#name`.
fn full<E: Endpoint>(type_name: &str) -> Cow<'_, str> {
    match type_name.strip_prefix('#') {
        Some("main") => Cow::Borrowed(E::NSID),
        Some(_) => Cow::Owned(format!("{}{type_name}", E::NSID)),
        None => Cow::Borrowed(type_name),
    }
}

fn read<T: Union>(type_name: &str, body: &[u8]) -> Result<T, FrameError> {
    let fail = |error: &dyn fmt::Display| {
        let name = shown(type_name);
        FrameError::new(format_args!("the message `{name}`: {error}"))
    };
    no_indefinite_length(body).map_err(|error| fail(&error))?;
    let read = |body| {
        let mut deserializer = CborDeserializer::from_slice(body);
        let message = UntypedMember::<T>::new(type_name).deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(message)
    };
    decoded(body, read).map_err(|error| fail(&error))
}

/// Writes the frame of a message.
///
/// Needs the feature `dag-cbor`.
///
/// # Errors
/// If the message cannot be written, such as an `Other` with an invalid link.
pub fn message_frame<E: Endpoint<Output: Union>>(
    message: &E::Output,
) -> Result<Vec<u8>, FrameError> {
    let mut serializer = serde_ipld_dagcbor::ser::Serializer::new(
        serde_ipld_dagcbor::ser::BufWriter::new(Vec::new()),
    );
    let (type_name, ()) = serialize_untyped(message, &mut serializer)
        .map_err(|error| FrameError::new(format_args!("the message cannot be written: {error}")))?;
    let body = serializer.into_inner().into_inner();
    let full = type_name.unwrap_or_default();
    let header = Header {
        op: MESSAGE,
        type_name: Some(match full.strip_prefix(E::NSID) {
            Some("") => "#main".to_owned(),
            Some(name) if name.starts_with('#') => name.to_owned(),
            _ => full,
        }),
        extra: Extra::new(),
    };
    let mut frame = to_dag_cbor(&header)?;
    frame.extend(body);
    Ok(frame)
}

/// Writes the frame of an error, after which the stream ends.
///
/// Needs the feature `dag-cbor`.
///
/// # Errors
/// If the unknown fields of the error cannot be written.
pub fn error_frame(error: &XrpcError) -> Result<Vec<u8>, FrameError> {
    let header = Header {
        op: ERROR,
        type_name: None,
        extra: Extra::new(),
    };
    let mut frame = to_dag_cbor(&header)?;
    frame.extend(to_dag_cbor(error)?);
    Ok(frame)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Data, wire::TypedObject, xrpc::Method};

    #[derive(Clone, Debug, PartialEq)]
    struct Bell {
        floor: i64,
        extra: Extra,
    }

    crate::object! { Bell { required floor = "floor"; } }

    #[derive(Clone, Debug, PartialEq)]
    enum Message {
        Bell(Box<Bell>),
        Other(Box<TypedObject>),
    }

    crate::union! { open Message { Bell = "com.example.desk#bell"; } }

    struct Desk;

    impl Endpoint for Desk {
        const NSID: &'static str = "com.example.desk";
        const METHOD: Method = Method::Subscription;
        type Params = ();
        type Input = ();
        type Output = Message;
        type Error = XrpcError;
    }

    fn round_trip(message: &Message) -> (String, Message) {
        let bytes = message_frame::<Desk>(message).unwrap();
        let frame = Frame::parse(&bytes).unwrap().expect("known");
        let Frame::Message { type_name, .. } = &frame else {
            panic!("an error");
        };
        (type_name.clone(), frame.message::<Desk>().unwrap())
    }

    #[test]
    fn the_type_stands_in_the_header_alone() {
        let mut extra = Extra::new();
        extra.insert("new", Data::from(1));
        let message = Message::Bell(Box::new(Bell { floor: 3, extra }));
        let (type_name, back) = round_trip(&message);
        assert_eq!(type_name, "#bell");
        assert_eq!(back, message);
        let bytes = message_frame::<Desk>(&message).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("$type"));
    }

    #[test]
    fn messages_that_are_not_known_survive() {
        for name in ["com.example.desk#fire", "com.example.other#fire"] {
            let message = Message::Other(Box::new(TypedObject {
                type_name: name.to_owned(),
                fields: [("a".to_owned(), Data::from(1))].into_iter().collect(),
            }));
            let (type_name, back) = round_trip(&message);
            assert_eq!(type_name, name.trim_start_matches("com.example.desk"));
            assert_eq!(back, message);
        }
    }

    #[test]
    fn errors_end_a_stream() {
        let mut error = XrpcError::new("FutureCursor");
        error.message = Some("not yet".into());
        let bytes = error_frame(&error).unwrap();
        assert_eq!(Frame::parse(&bytes), Ok(Some(Frame::Error(error))));
    }

    #[test]
    fn what_is_no_frame_is_refused() {
        let bell = message_frame::<Desk>(&Message::Bell(Box::new(Bell {
            floor: 3,
            extra: Extra::new(),
        })))
        .unwrap();
        for end in 0..bell.len() {
            let frame = Frame::parse(&bell[..end]);
            let message = frame.map(|it| it.expect("known").message::<Desk>());
            assert!(!matches!(message, Ok(Ok(_))), "{end}");
        }
        // A text of open length, as the key `op` and in the message.
        for open in [
            &b"\xa2\x61t\x65#bell\x7f\x62op\xff\x01\xa1\x65floor\x03"[..],
            b"\xa2\x61t\x65#bell\x62op\x01\xa1\x7f\x65floor\xff\x03",
        ] {
            let frame = Frame::parse(open);
            let message = frame.map(|it| it.expect("known").message::<Desk>());
            assert!(!matches!(message, Ok(Ok(_))), "{open:x?}");
        }
        let mut longer = bell.clone();
        longer.push(0);
        let frame = Frame::parse(&longer).unwrap().expect("known");
        assert!(frame.message::<Desk>().is_err());
    }
}
