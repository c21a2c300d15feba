//! Frames of any subprotocol.

use super::{Frame, FrameError, error_frame, message_frame, v1};
use crate::{
    wire::Union,
    xrpc::{Endpoint, Subprotocol, XrpcError},
};

/// What a frame has: a message `M`, or the error that ends the stream.
///
/// Needs the features `xrpc` and `dag-cbor`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Received<M> {
    /// A message.
    Message(M),
    /// An error, which is the last frame of the stream.
    Error(XrpcError),
}

/// For programs that use another WebSocket library. Needs the features `xrpc` and
/// `dag-cbor`.
impl Subprotocol {
    /// Reads a frame. `None` for one of an unknown kind, which must be ignored.
    ///
    /// # Errors
    /// If the bytes are not a frame, or the message does not match the lexicon.
    pub fn read_frame<E: Endpoint<Output: Union>>(
        self,
        bytes: &[u8],
    ) -> Result<Option<Received<E::Output>>, FrameError> {
        match self {
            Self::V0Cbor => match Frame::parse(bytes)? {
                None => Ok(None),
                Some(Frame::Error(error)) => Ok(Some(Received::Error(error))),
                Some(frame) => frame.message::<E>().map(Received::Message).map(Some),
            },
            Self::V1Json => v1::read_json(bytes),
            Self::V1Cbor => v1::read_cbor(bytes),
        }
    }

    /// Writes the frame of a message. If [`is_text`](Self::is_text), it is UTF-8.
    ///
    /// # Errors
    /// If the message cannot be written, such as an `Other` with an invalid link.
    pub fn message_frame<E: Endpoint<Output: Union>>(
        self,
        message: &E::Output,
    ) -> Result<Vec<u8>, FrameError> {
        match self {
            Self::V0Cbor => message_frame::<E>(message),
            Self::V1Json => v1::json_message(message),
            Self::V1Cbor => v1::cbor_message(message),
        }
    }

    /// Writes the frame of an error, after which the stream ends.
    ///
    /// # Errors
    /// If the unknown fields of the error cannot be written.
    pub fn error_frame(self, error: &XrpcError) -> Result<Vec<u8>, FrameError> {
        match self {
            Self::V0Cbor => error_frame(error),
            Self::V1Json => v1::json_error(error),
            Self::V1Cbor => v1::cbor_error(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::Data,
        wire::TypedObject,
        xrpc::frame::fixture::{Bell, Desk, Message, bell},
    };

    const V1: [Subprotocol; 2] = [Subprotocol::V1Json, Subprotocol::V1Cbor];

    fn read(subprotocol: Subprotocol, bytes: &[u8]) -> Option<Received<Message>> {
        subprotocol.read_frame::<Desk>(bytes).expect("a frame")
    }

    fn refused(subprotocol: Subprotocol, bytes: &[u8]) -> FrameError {
        subprotocol.read_frame::<Desk>(bytes).expect_err("no frame")
    }

    /// JSON as a frame of a subprotocol.
    fn frame(subprotocol: Subprotocol, json: &str) -> Vec<u8> {
        if subprotocol.is_text() {
            return json.into();
        }
        let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
        serde_ipld_dagcbor::to_vec(&value).expect("CBOR")
    }

    #[test]
    fn what_is_written_is_read() {
        let mut extra = crate::Extra::new();
        extra.insert("new", Data::from(1));
        let other = TypedObject {
            type_name: "com.example.other#fire".to_owned(),
            fields: [("a".to_owned(), Data::from(1))].into_iter().collect(),
        };
        let messages = [
            Message::Bell(Box::new(Bell { floor: 3, extra })),
            Message::Other(Box::new(other)),
        ];
        let mut error = XrpcError::new("FutureCursor");
        error.message = Some("not yet".into());
        error.extra.insert("cursor", Data::from(7));
        for subprotocol in Subprotocol::ALL {
            for message in &messages {
                let bytes = subprotocol.message_frame::<Desk>(message).unwrap();
                let back = read(subprotocol, &bytes);
                assert_eq!(back, Some(Received::Message(message.clone())));
            }
            let bytes = subprotocol.error_frame(&error).unwrap();
            assert_eq!(
                read(subprotocol, &bytes),
                Some(Received::Error(error.clone()))
            );
        }
    }

    #[test]
    fn frames_of_version_1_are_one_object() {
        let message =
            r#"{"$type":"message","payload":{"$type":"com.example.desk#bell","floor":3}}"#;
        let mut error = XrpcError::new("FutureCursor");
        error.message = Some("not yet".into());
        let failed = r#"{"$type":"error","error":"FutureCursor","message":"not yet"}"#;
        for subprotocol in V1 {
            let written = subprotocol.message_frame::<Desk>(&bell(3)).unwrap();
            assert_eq!(written, frame(subprotocol, message));
            let written = subprotocol.error_frame(&error).unwrap();
            assert_eq!(written, frame(subprotocol, failed));
        }
    }

    #[test]
    fn fields_come_in_any_order_and_with_others() {
        for json in [
            r#"{"payload":{"floor":3,"$type":"com.example.desk#bell"},"$type":"message"}"#,
            r#"{"new":1.5,"$type":"message","$new":[],"payload":{"$type":"com.example.desk#bell","floor":3},"x":{}}"#,
        ] {
            let back = read(Subprotocol::V1Json, json.as_bytes());
            assert_eq!(back, Some(Received::Message(bell(3))), "{json}");
        }
        let cbor = b"\xa2\x67payload\xa2\x65floor\x03\x65$type\x75com.example.desk#bell\x65$type\x67message";
        let back = read(Subprotocol::V1Cbor, cbor);
        assert_eq!(back, Some(Received::Message(bell(3))));
        let error = br#"{"error":"Gone","$type":"error"}"#;
        let back = read(Subprotocol::V1Json, error);
        assert_eq!(back, Some(Received::Error(XrpcError::new("Gone"))));
    }

    #[test]
    fn frames_of_other_types_are_skipped() {
        for json in [
            r#"{"$type":"info"}"#,
            r#"{"$type":"Message","payload":7}"#,
            r#"{"$type":"","payload":{"$type":7}}"#,
            r#"{"a":[null],"$type":"com.example.desk#bell","error":7}"#,
        ] {
            for subprotocol in V1 {
                let bytes = frame(subprotocol, json);
                assert_eq!(read(subprotocol, &bytes), None, "{json}");
            }
        }
    }

    /// Of bytes that are no frame of any subscription.
    #[test]
    fn a_frame_without_its_type_is_broken() {
        for json in [
            "{}",
            "[]",
            "7",
            r#"{"$type":7}"#,
            r#"{"$type":null,"payload":{}}"#,
            r#"{"payload":{"$type":"com.example.desk#bell","floor":3}}"#,
            r#"{"$type":"error"}"#,
            r#"{"$type":"error","error":7}"#,
        ] {
            for subprotocol in V1 {
                let error = refused(subprotocol, &frame(subprotocol, json));
                assert!(error.is_broken(), "{json}: {error}");
                assert!(error.to_string().starts_with("invalid frame: "), "{error}");
            }
        }
        for subprotocol in V1 {
            let bytes = subprotocol.message_frame::<Desk>(&bell(3)).unwrap();
            for end in 0..bytes.len() {
                let error = refused(subprotocol, &bytes[..end]);
                assert!(error.is_broken(), "{error}");
            }
            let error = refused(subprotocol, &[&bytes[..], &bytes].concat());
            assert!(error.is_broken(), "{error}");
            assert_eq!(error.path(), "");
        }
        let open = b"\xa2\x65$type\x67message\x67payload\xa1\x65$type\x7f\xff";
        assert!(refused(Subprotocol::V1Cbor, open).is_broken());
    }

    /// Only this message: the next can be read.
    #[test]
    fn a_message_that_does_not_match_is_told_with_its_place() {
        for (json, path, text) in [
            (
                r#"{"$type":"message","payload":{"$type":"com.example.desk#bell","floor":"x"}}"#,
                "/floor",
                "the message `com.example.desk#bell`: /floor: ",
            ),
            (
                r#"{"payload":{"floor":"x","$type":"com.example.desk#bell"},"$type":"message"}"#,
                "/floor",
                "the message `com.example.desk#bell`: /floor: ",
            ),
            (
                r#"{"$type":"message","payload":{"floor":3}}"#,
                "",
                "invalid message: missing `$type`",
            ),
            (
                r#"{"$type":"message"}"#,
                "",
                "invalid message: missing field `payload`",
            ),
            (
                r#"{"$type":"message","payload":7}"#,
                "",
                "invalid message: ",
            ),
        ] {
            for subprotocol in V1 {
                let error = refused(subprotocol, &frame(subprotocol, json));
                assert!(!error.is_broken(), "{json}: {error}");
                assert_eq!(error.path(), path, "{error}");
                assert!(error.to_string().starts_with(text), "{error}");
            }
        }
    }

    /// Also if its keys are in another order than that of DAG-CBOR.
    #[test]
    fn a_message_in_another_order_is_told_with_its_place() {
        let payload = b"\xa2\x65floor\x61x\x65$type\x75com.example.desk#bell";
        let frame = [b"\xa2\x67payload", &payload[..], b"\x65$type\x67message"].concat();
        let error = refused(Subprotocol::V1Cbor, &frame);
        assert!(!error.is_broken(), "{error}");
        assert_eq!(error.path(), "/floor", "{error}");
    }

    #[test]
    fn deep_messages_are_refused_alone() {
        let deep = |levels: usize| {
            let (open, close) = ("[".repeat(levels), "]".repeat(levels));
            [
                r#"{"$type":"message","payload":{"$type":"com.example.desk#bell","floor":3,"new":"#,
                &open,
                &close,
                "}}",
            ]
            .concat()
        };
        for levels in [10, 50] {
            let bytes = deep(levels).into_bytes();
            assert!(read(Subprotocol::V1Json, &bytes).is_some(), "{levels}");
        }
        for levels in [200, 100_000] {
            let error = refused(Subprotocol::V1Json, deep(levels).as_bytes());
            assert!(!error.is_broken(), "{error}");
            let other = deep(levels).replace(r#"{"$type":"message","#, r#"{"$type":"later","#);
            assert_eq!(read(Subprotocol::V1Json, other.as_bytes()), None);
        }
    }
}
