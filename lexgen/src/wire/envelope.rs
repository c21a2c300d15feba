//! Frames of event streams as objects: `{"$type": "message", "payload": …}`.

use std::{fmt, marker::PhantomData};

use serde::{
    de::{Deserialize, Deserializer, MapAccess, Visitor},
    ser::{Serialize, Serializer},
};

use super::{Object, Reader, Union, Writer, reader::unread};

/// A message, an error, or anything else with a `$type`.
pub(crate) enum Envelope<M, E> {
    Message(M),
    Error(E),
    Other,
}

impl<'de, M: Union, E: Object> Deserialize<'de> for Envelope<M, E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor(PhantomData))
    }
}

struct EnvelopeVisitor<M, E>(PhantomData<(M, E)>);

impl<'de, M: Union, E: Object> Visitor<'de> for EnvelopeVisitor<M, E> {
    type Value = Envelope<M, E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a `$type`")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let mut reader = Reader::new(map);
        let kind = reader.type_name();
        let envelope = match kind.as_deref() {
            Some("message") => payload(&mut reader).map(Envelope::Message),
            Some("error") => E::read(&mut reader).map(Envelope::Error),
            Some(_) => {
                reader.skip();
                Some(Envelope::Other)
            }
            None => None,
        };
        reader.finish()?;
        envelope.ok_or_else(unread)
    }
}

/// The message. Other fields of the frame are of a later version.
fn payload<'de, M: Union, A: MapAccess<'de>>(reader: &mut Reader<'de, A>) -> Option<M> {
    let mut payload = None;
    while reader.advance(&["payload"]) {
        if !reader.read("payload", &mut payload) {
            reader.ignore();
        }
    }
    payload.or_else(|| reader.missing("payload"))
}

/// An object with a `$type`.
pub(crate) struct Tagged<'o, T>(pub(crate) &'static str, pub(crate) &'o T);

impl<T: Object> Serialize for Tagged<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::of(serializer)?;
        self.1.visit(writer.type_name(self.0));
        writer.finish()
    }
}
