//! Reading the fields of an object.

use std::{borrow::Cow, marker::PhantomData, vec};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess,
};

use crate::{
    data::{BLOB, BYTES, Data, Extra, FieldName, Fields, LINK, Tree, TypeName, Unsorted, trace},
    shown::shown,
    syntax::Lenient,
};

use super::CheckData;

/// Reads the fields of an object, and keeps the first error.
///
/// Each field is offered to one slot after the other until one takes it: such
/// calls compile faster than a `match` on names. After an error,
/// [`advance`](Self::advance) returns false; `finish` returns the error.
pub struct Reader<'de, A: MapAccess<'de>> {
    map: A,
    error: Option<A::Error>,
    extra: Unsorted,
    typed: Typed,
    /// Whether fields that the lexicon does not name must be in the data model.
    strict: bool,
    /// Fields before the `$type` of a union member, without which they cannot be read.
    held: Option<Box<Held>>,
    /// The name of the current field.
    name: Cow<'de, str>,
}

/// Whether the `$type` of an object is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Typed {
    No,
    /// It has been read.
    Read,
    /// It is known from elsewhere, such as the header of a frame, so that one in the
    /// object has no meaning.
    #[cfg_attr(not(feature = "dag-cbor"), expect(dead_code))]
    Elsewhere,
}

/// Fields that were read as data, because their types were not known yet.
struct Held {
    fields: vec::IntoIter<(String, Data)>,
    /// The value of the current field.
    value: Option<Data>,
}

impl<'de, A: MapAccess<'de>> Reader<'de, A> {
    pub(super) fn new(map: A) -> Self {
        Self {
            map,
            error: None,
            extra: Unsorted::default(),
            typed: Typed::No,
            strict: false,
            held: None,
            name: Cow::Borrowed(""),
        }
    }

    /// A reader of an object whose `$type` is known. One in the object is ignored.
    #[cfg(feature = "dag-cbor")]
    pub(super) fn with_known_type(map: A) -> Self {
        Self {
            typed: Typed::Elsewhere,
            ..Self::new(map)
        }
    }

    /// Advances to the next field, whose name is probably one of `names`. False at
    /// the end or after an error.
    #[inline]
    pub fn advance(&mut self, names: &'static [&'static str]) -> bool {
        match self.next_name(names) {
            Some(name) => {
                self.name = name;
                true
            }
            None => false,
        }
    }

    #[inline]
    fn next_name(&mut self, names: &'static [&'static str]) -> Option<Cow<'de, str>> {
        if self.error.is_some() {
            return None;
        }
        if let Some(name) = self.held.as_deref_mut().and_then(Held::next) {
            return Some(Cow::Owned(name));
        }
        match self.map.next_key_seed(FieldName(names)) {
            Ok(name) => name,
            Err(error) => self.fail(error),
        }
    }

    /// Reads up to the `$type`, which must be present, and holds the fields before it.
    pub(super) fn type_name(&mut self) -> Option<Cow<'de, str>> {
        let mut fields = Vec::new();
        loop {
            match self.next_name(&["$type"]) {
                Some(name) if name == "$type" => break,
                Some(name) => {
                    let Tree(value) = self.value(&name)?;
                    fields.push((name.into_owned(), value));
                }
                None => {
                    return self.fail(A::Error::custom(
                        "missing `$type`, which every member of a union must have",
                    ));
                }
            }
        }
        let TypeName(name) = self.value("$type")?;
        self.typed = Typed::Read;
        if !fields.is_empty() {
            self.held = Some(Box::new(Held {
                fields: fields.into_iter(),
                value: None,
            }));
        }
        Some(name)
    }

    /// Reads the value into `slot` if the current field is `name`.
    #[inline]
    pub fn read<T: Deserialize<'de>>(&mut self, name: &'static str, slot: &mut Option<T>) -> bool {
        let is_this = self.name == name;
        if is_this {
            self.read_value(name, slot);
        }
        is_this
    }

    fn read_value<T: Deserialize<'de>>(&mut self, name: &'static str, slot: &mut Option<T>) {
        if slot.is_some() {
            return self.refuse(A::Error::duplicate_field(name));
        }
        *slot = self.value(name);
    }

    /// Like [`read`](Self::read), but keeps strings that do not have their format.
    #[inline]
    pub fn lenient<T: Lenient<'de>>(&mut self, name: &'static str, slot: &mut Option<T>) -> bool {
        let is_this = self.name == name;
        if is_this {
            self.lenient_value(name, slot);
        }
        is_this
    }

    fn lenient_value<T: Lenient<'de>>(&mut self, name: &'static str, slot: &mut Option<T>) {
        if slot.is_some() {
            return self.refuse(A::Error::duplicate_field(name));
        }
        let value = match self.held {
            None => self.map.next_value_seed(LenientSeed(PhantomData)),
            Some(_) => self.held_lenient(),
        };
        match value {
            Ok(value) => *slot = Some(value),
            Err(error) => self.refuse_value(name, error),
        }
    }

    /// Keeps a field that the lexicon does not name.
    pub fn unknown(&mut self) {
        let name = std::mem::take(&mut self.name);
        if name.starts_with('$') && !self.may_be_named(&name) {
            return;
        }
        let is_type = name == "$type";
        if is_type && self.is_type_done() {
            return;
        }
        let Some(value) = self.value::<Data>(&name) else {
            return;
        };
        if is_type && value.as_str() == Some(BLOB) {
            return self.refuse(A::Error::custom("expected an object, found a blob"));
        }
        self.keep(name, value);
    }

    /// Whether nothing more is to be done with the current field, a `$type`, because
    /// the type is known already.
    #[cold]
    fn is_type_done(&mut self) -> bool {
        match self.typed {
            Typed::No => false,
            Typed::Read => {
                self.refuse(A::Error::duplicate_field("$type"));
                true
            }
            Typed::Elsewhere => {
                let _ = self.value::<IgnoredAny>("$type");
                true
            }
        }
    }

    /// Skips the value of the current field.
    #[cfg(all(feature = "dag-cbor", feature = "xrpc"))]
    pub(super) fn ignore(&mut self) {
        let name = std::mem::take(&mut self.name);
        let _ = self.value::<IgnoredAny>(&name);
    }

    /// Skips all remaining fields.
    #[cfg(all(feature = "dag-cbor", feature = "xrpc"))]
    pub(super) fn skip(&mut self) {
        self.held = None;
        while let Some(name) = self.next_name(&[]) {
            let _ = self.value::<IgnoredAny>(&name);
        }
    }

    /// Keeps a field that the lexicon does not name.
    fn keep(&mut self, name: Cow<'de, str>, value: Data) {
        if self.strict {
            if name == "$type" && value.as_str().is_none_or(str::is_empty) {
                return self.refuse(A::Error::custom("`$type` must be a non-empty string"));
            }
            if let Err(error) = value.check_data() {
                self.refuse(A::Error::custom(error));
                return trace::in_field(&name);
            }
        }
        self.extra.push(name.into(), value);
    }

    /// Refuses what is not in the data model from here on.
    pub fn strict(&mut self) {
        self.strict = true;
    }

    /// Like [`read`](Self::read), but refuses what is not in the data model.
    pub fn data<T: Deserialize<'de> + CheckData>(
        &mut self,
        name: &'static str,
        slot: &mut Option<T>,
    ) -> bool {
        let is_this = self.read(name, slot);
        if is_this
            && let Some(value) = slot
            && let Err(error) = value.check_data()
        {
            self.refuse(A::Error::custom(error));
            trace::in_field(name);
        }
        is_this
    }

    /// Whether an object may have a field of this name. The names of bytes and links
    /// in JSON are reserved.
    fn may_be_named(&mut self, name: &str) -> bool {
        let reserved = matches!(name, BYTES | LINK);
        if reserved {
            self.refuse(A::Error::custom(format_args!(
                "expected an object, found `{}`",
                shown(name)
            )));
        }
        !reserved
    }

    /// Reads the `$type` of a record, which must be `nsid`, if it is the current
    /// field.
    pub fn record_type(&mut self, nsid: &'static str) -> bool {
        let is_this = self.name == "$type";
        if is_this {
            self.record_type_value(nsid);
        }
        is_this
    }

    fn record_type_value(&mut self, nsid: &'static str) {
        if self.is_type_done() {
            return;
        }
        self.typed = Typed::Read;
        if let Some(TypeName(name)) = self.value::<TypeName<'de>>("$type")
            && name != nsid
        {
            self.refuse(A::Error::custom(format_args!(
                "`$type` is `{}`, expected the record type `{nsid}`",
                shown(&name)
            )));
        }
    }

    /// Reports an error unless the `$type` of the record has been read.
    pub fn require_type(&mut self, nsid: &'static str) {
        if self.typed == Typed::No && self.error.is_none() {
            self.refuse(A::Error::custom(format_args!(
                "missing `$type`, expected the record type `{nsid}`"
            )));
        }
    }

    /// Reports a missing field.
    pub fn missing<T>(&mut self, name: &'static str) -> Option<T> {
        if self.error.is_none() {
            self.refuse(A::Error::missing_field(name));
        }
        None
    }

    /// The fields that the lexicon does not name.
    pub fn extra(&mut self) -> Extra {
        if self.extra.is_empty() {
            return Extra::new();
        }
        match self.extra_fields() {
            Some(fields) => fields.into(),
            None => Extra::new(),
        }
    }

    #[cold]
    fn extra_fields(&mut self) -> Option<Fields> {
        match std::mem::take(&mut self.extra).sorted() {
            Ok(fields) => Some(fields),
            Err(name) => self.fail(duplicate_field(&name)),
        }
    }

    /// Reports a `$type` that is not a member of a closed union.
    pub fn not_a_member<T>(&mut self, type_name: &str, members: &[&str]) -> Option<T> {
        let members = members
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>();
        self.fail(A::Error::custom(format_args!(
            "`{}` is not a member of this closed union, expected {}",
            shown(type_name),
            members.join(" or ")
        )))
    }

    /// Reads all remaining fields.
    pub(super) fn rest(&mut self) -> Option<Fields> {
        while let Some(name) = self.next_name(&[]) {
            if self.strict && !self.may_be_named(&name) {
                return None;
            }
            if name == "$type" && self.is_type_done() {
                continue;
            }
            let value = self.value(&name)?;
            self.keep(name, value);
        }
        match self.error {
            None => self.extra_fields(),
            Some(_) => None,
        }
    }

    /// Reads the value of the current field, whose name is given.
    fn value<T: Deserialize<'de>>(&mut self, name: &str) -> Option<T> {
        let value = match self.held {
            None => self.map.next_value(),
            Some(_) => self.held_value(),
        };
        match value {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse_value(name, error);
                None
            }
        }
    }

    /// Like [`value`](Self::value), if fields are held.
    #[cold]
    fn held_value<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        match self.held.as_deref_mut().and_then(|held| held.value.take()) {
            Some(value) => T::deserialize(value.into_deserializer()),
            None => self.map.next_value(),
        }
    }

    /// Like [`held_value`](Self::held_value), but lenient.
    #[cold]
    fn held_lenient<T: Lenient<'de>>(&mut self) -> Result<T, A::Error> {
        match self.held.as_deref_mut().and_then(|held| held.value.take()) {
            Some(value) => T::lenient(IntoDeserializer::<A::Error>::into_deserializer(value)),
            None => self.map.next_value_seed(LenientSeed(PhantomData)),
        }
    }

    /// Returns the first error.
    pub(super) fn finish(self) -> Result<(), A::Error> {
        self.error.map_or(Ok(()), Err)
    }

    #[cold]
    pub(super) fn refuse(&mut self, error: A::Error) {
        if self.error.is_none() {
            trace::here();
            self.error = Some(error);
        }
    }

    /// The same for an error in the value of a field.
    #[cold]
    fn refuse_value(&mut self, name: &str, error: A::Error) {
        if self.error.is_none() {
            trace::in_field(name);
            self.error = Some(error);
        }
    }

    fn fail<T>(&mut self, error: A::Error) -> Option<T> {
        self.refuse(error);
        None
    }
}

/// The error for a reader that has neither a value nor an error, which does not
/// happen.
#[cold]
pub(super) fn unread<E: Error>() -> E {
    E::custom("an object could not be read")
}

fn duplicate_field<E: Error>(name: &str) -> E {
    E::custom(format_args!("duplicate field `{}`", shown(name)))
}

impl Held {
    fn next(&mut self) -> Option<String> {
        let (name, value) = self.fields.next()?;
        self.value = Some(value);
        Some(name)
    }
}

struct LenientSeed<T>(PhantomData<T>);

impl<'de, T: Lenient<'de>> DeserializeSeed<'de> for LenientSeed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::lenient(deserializer)
    }
}
