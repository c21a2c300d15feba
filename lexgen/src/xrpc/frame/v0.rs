//! Frames of version 0: two DAG-CBOR objects, a header with the type of the message,
//! and the message without its `$type`.

use std::borrow::Cow;

use serde::de::DeserializeSeed;
use serde_ipld_dagcbor::{de::Deserializer as CborDeserializer, from_slice};

use super::{FrameError, in_any_order};
use crate::{
    data::{DataError, Extra, extent, to_dag_cbor, write_with},
    wire::{Union, UntypedMember, serialize_untyped},
    xrpc::{Endpoint, XrpcError},
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
        type_name: Cow<'b, str>,
        /// The message in DAG-CBOR, without its `$type`.
        body: &'b [u8],
    },
    /// An error, which is the last frame of the stream.
    Error(XrpcError),
}

#[derive(PartialEq)]
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
        if let Some((type_name, body)) = message(bytes) {
            let type_name = Cow::Borrowed(type_name);
            return Ok(Some(Self::Message { type_name, body }));
        }
        let no_header = |why: &str| FrameError::broken(format_args!("invalid frame header: {why}"));
        let end = extent(bytes).map_err(|_| no_header("it is incomplete"))?;
        let (header, body) = bytes.split_at(end);
        let header: Header = in_any_order(header, |header| from_slice(header))
            .map_err(|error| no_header(&error.to_string()))?;
        match (header.op, header.type_name) {
            (MESSAGE, Some(type_name)) => Ok(Some(Self::Message {
                type_name: Cow::Owned(type_name),
                body,
            })),
            (MESSAGE, None) => Err(FrameError::broken("a message's header has no `t`")),
            (ERROR, _) => match in_any_order(body, |body| from_slice(body)) {
                Ok(error) => Ok(Some(Self::Error(error))),
                Err(error) => Err(FrameError::broken(format_args!(
                    "invalid error frame: {error}"
                ))),
            },
            _ => Ok(None),
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

/// The type and the body of a message whose header is in DAG-CBOR and has no other
/// fields, as nearly all have. Such a header is only compared.
fn message(frame: &[u8]) -> Option<(&str, &[u8])> {
    let (&length, rest) = frame.strip_prefix(b"\xa2\x61t")?.split_first()?;
    // A string of fewer than 24 bytes.
    let length @ 0..24 = length.checked_sub(0x60)? else {
        return None;
    };
    let (type_name, rest) = rest.split_at_checked(length.into())?;
    let body = rest.strip_prefix(b"\x62op\x01")?;
    Some((str::from_utf8(type_name).ok()?, body))
}

/// The full name for a type that may be `#name`.
fn full<E: Endpoint>(type_name: &str) -> Cow<'_, str> {
    match type_name.strip_prefix('#') {
        Some("main") => Cow::Borrowed(E::NSID),
        Some(_) => Cow::Owned([E::NSID, type_name].concat()),
        None => Cow::Borrowed(type_name),
    }
}

fn read<T: Union>(type_name: &str, body: &[u8]) -> Result<T, FrameError> {
    if let Some(message) = UntypedMember::new(type_name).read(body) {
        return Ok(message);
    }
    let message = in_any_order(body, |body| {
        let mut deserializer = CborDeserializer::from_slice(body);
        let message = UntypedMember::<T>::new(type_name).deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(message)
    });
    message.map_err(|error| unread(type_name, body, &error))
}

/// The error of a body. It is broken if it is not one value, but bytes that only begin
/// with one, or end in one.
#[cold]
fn unread(type_name: &str, body: &[u8], error: &DataError) -> FrameError {
    let is_whole = extent(body).is_ok_and(|end| end == body.len());
    FrameError::of_message(type_name, error, error.path()).set_broken(!is_whole)
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
    let quick = write_with(|writer| {
        let (type_name, ()) = serialize_untyped(message, writer)?;
        Ok(type_name)
    });
    let (body, type_name) = match quick {
        Some(written) => written,
        None => body_with_encoder(message)?,
    };
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

/// The body and the type of a message, by the encoder that says what is wrong.
#[cold]
fn body_with_encoder<T: Union>(message: &T) -> Result<(Vec<u8>, Option<String>), FrameError> {
    let mut serializer = serde_ipld_dagcbor::ser::Serializer::new(
        serde_ipld_dagcbor::ser::BufWriter::new(Vec::new()),
    );
    let (type_name, ()) = serialize_untyped(message, &mut serializer)
        .map_err(|error| FrameError::new(format_args!("the message cannot be written: {error}")))?;
    let body = serializer.into_inner().into_inner();
    Ok((body, type_name))
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
    use crate::{
        data::Data,
        wire::TypedObject,
        xrpc::frame::fixture::{Bell, Desk, Message, bell},
    };

    fn round_trip(message: &Message) -> (String, Message) {
        let bytes = message_frame::<Desk>(message).unwrap();
        let frame = Frame::parse(&bytes).unwrap().expect("known");
        let Frame::Message { type_name, .. } = &frame else {
            panic!("an error");
        };
        (
            type_name.clone().into_owned(),
            frame.message::<Desk>().unwrap(),
        )
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
        let bell = message_frame::<Desk>(&bell(3)).unwrap();
        for end in 0..bell.len() {
            let frame = Frame::parse(&bell[..end]);
            let message = frame.map(|frame| frame.expect("known").message::<Desk>());
            assert!(!matches!(message, Ok(Ok(_))), "{end}");
        }
        // A text of open length, as the key `op` and in the message.
        for open in [
            &b"\xa2\x61t\x65#bell\x7f\x62op\xff\x01\xa1\x65floor\x03"[..],
            b"\xa2\x61t\x65#bell\x62op\x01\xa1\x7f\x65floor\xff\x03",
        ] {
            let frame = Frame::parse(open);
            let message = frame.map(|frame| frame.expect("known").message::<Desk>());
            assert!(!matches!(message, Ok(Ok(_))), "{open:x?}");
        }
        let mut longer = bell.clone();
        longer.push(0);
        let frame = Frame::parse(&longer).unwrap().expect("known");
        assert!(frame.message::<Desk>().is_err());
    }

    /// As the reference implementations do.
    #[test]
    fn keys_may_be_in_any_order() {
        let frame = b"\xa2\x62op\x01\x61t\x65#bell\xa2\x65floor\x03\x61a\x01";
        let frame = Frame::parse(frame).unwrap().expect("known");
        let Ok(Message::Bell(bell)) = frame.message::<Desk>() else {
            panic!("{frame:?}");
        };
        assert_eq!((bell.floor, bell.extra.len()), (3, 1));
        let error = b"\xa1\x62op\x20\xa2\x67message\x61x\x65error\x64Gone";
        let Ok(Some(Frame::Error(error))) = Frame::parse(error) else {
            panic!("no error");
        };
        assert_eq!(error.to_string(), "Gone: x");
        // But not twice.
        let twice = b"\xa2\x62op\x01\x62op\x01\xa1\x65floor\x03";
        assert!(Frame::parse(twice).is_err());
    }

    /// The header `{"t": "#bell", "op": 1}` and a body.
    fn with_body(body: &[u8]) -> Result<Message, FrameError> {
        let frame = [b"\xa2\x61t\x65#bell\x62op\x01", body].concat();
        Frame::parse(&frame)
            .unwrap()
            .expect("known")
            .message::<Desk>()
    }

    /// It should not be there, and means nothing: the type is that of the header.
    #[test]
    fn a_type_in_the_body_is_ignored() {
        for body in [
            &b"\xa2\x65$type\x75com.example.desk#bell\x65floor\x03"[..],
            b"\xa2\x65$type\x75com.example.desk#fire\x65floor\x03",
            b"\xa2\x65$type\x60\x65floor\x03",
            b"\xa2\x65$type\x07\x65floor\x03",
            b"\xa2\x65$type\xa1\x61a\x80\x65floor\x03",
        ] {
            assert_eq!(with_body(body), Ok(bell(3)), "{body:x?}");
        }
        // It comes last, because keys are in canonical order; and there is a new field.
        let message = with_body(b"\xa3\x61a\x01\x65$type\x60\x65floor\x03").unwrap();
        let Message::Bell(read) = &message else {
            panic!("{message:?}");
        };
        assert_eq!(read.floor, 3);
        assert_eq!(read.extra.len(), 1, "{read:?}");
        // A member that is not known.
        let fire = b"\xa2\x61t\x65#fire\x62op\x01\xa2\x61a\x01\x65$type\x75com.example.desk#bell";
        let frame = Frame::parse(fire).unwrap().expect("known");
        let Ok(Message::Other(fire)) = frame.message::<Desk>() else {
            panic!("{frame:?}");
        };
        assert_eq!(fire.type_name, "com.example.desk#fire");
        assert!(fire.fields.get("$type").is_none());
    }

    #[test]
    fn an_error_has_the_place_of_what_is_wrong() {
        let error = with_body(b"\xa1\x65floor\x62xy").unwrap_err();
        assert_eq!(error.path(), "/floor");
        assert!(!error.is_broken());
        assert_eq!(
            error.to_string(),
            "the message `com.example.desk#bell`: /floor: expected an integer (in `fixture::Bell`, found a string of 2 bytes)"
        );
    }

    #[test]
    fn bytes_after_the_body_are_no_fault_of_a_field() {
        let error = with_body(b"\xa1\x65floor\x03\x00").unwrap_err();
        assert_eq!(error.path(), "");
        assert!(error.is_broken());
        assert_eq!(
            error.to_string(),
            "the message `com.example.desk#bell`: not DAG-CBOR: there are bytes after the value"
        );
    }
}
