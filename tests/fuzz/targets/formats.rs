//! Arbitrary text as every string format: all checks agree, parsed values format
//! to the same text, and malformed text is kept.
#![no_main]

use std::{fmt::Display, str::FromStr};

use lexgen::{
    AtIdentifier, AtUri, Cid, Datetime, Did, Handle, Language, Nsid, RecordKey, SpaceRef, Tid, Uri,
    syntax::{Format, Lenient, check},
};
use libfuzzer_sys::fuzz_target;
use serde::{
    Serialize,
    de::{DeserializeOwned, IntoDeserializer, value::Error},
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    at_identifier(text, agrees::<AtIdentifier>(text, Format::AtIdentifier));
    at_uri(text, agrees::<AtUri>(text, Format::AtUri));
    cid(text, agrees::<Cid>(text, Format::Cid));
    datetime(text, agrees::<Datetime>(text, Format::Datetime));
    did(text, agrees::<Did>(text, Format::Did));
    handle(text, agrees::<Handle>(text, Format::Handle));
    language(text, agrees::<Language>(text, Format::Language));
    nsid(text, agrees::<Nsid>(text, Format::Nsid));
    agrees::<RecordKey>(text, Format::RecordKey);
    space_ref(text, agrees::<SpaceRef>(text, Format::SpaceRef));
    tid(text, agrees::<Tid>(text, Format::Tid));
    uri(text, agrees::<Uri>(text, Format::Uri));
});

/// Whether the text has the format, according to every check.
fn agrees<T>(text: &str, format: Format) -> bool
where
    T: FromStr<Err: Display> + Display + Serialize + DeserializeOwned + for<'de> Lenient<'de>,
{
    let parsed = text.parse::<T>();
    let checked = check(format, text);
    assert_eq!(parsed.is_ok(), checked.is_ok(), "{format}");
    match parsed {
        Ok(value) => assert_eq!(value.to_string(), text, "{format}"),
        Err(error) => assert!(error.to_string().len() < 2000, "{format}: {error}"),
    }
    let strict = T::deserialize(IntoDeserializer::<Error>::into_deserializer(text));
    assert_eq!(strict.is_ok(), checked.is_ok(), "{format}");
    let lenient = T::lenient(IntoDeserializer::<Error>::into_deserializer(text));
    let kept = lenient.expect("every text is kept");
    assert_eq!(kept.to_string(), text, "{format}");
    checked.is_ok()
}

fn at_identifier(text: &str, valid: bool) {
    let it = AtIdentifier::new_unchecked(text);
    assert_eq!(it.is_valid(), valid);
    if valid {
        assert!(it.is_did() != it.is_handle());
        assert_eq!(it.is_did(), it.to_did().is_some_and(|did| did.is_valid()));
        let handle = it.to_handle();
        assert_eq!(
            it.is_handle(),
            handle.is_some_and(|handle| handle.is_valid())
        );
    }
}

fn at_uri(text: &str, valid: bool) {
    let it = AtUri::new_unchecked(text);
    let _ = it.fragment();
    assert_eq!(it.authority().is_some(), valid);
    let parts = it.parts();
    assert_eq!(parts.is_some(), valid);
    if let Some(parts) = parts {
        assert_eq!(AtUri::from(parts), it);
    }
}

fn space_ref(text: &str, valid: bool) {
    let it = SpaceRef::new_unchecked(text);
    assert_eq!(it.space_key().is_some(), valid);
    let uri = AtUri::from(it.clone());
    assert_eq!(uri.is_valid(), valid);
    if valid {
        assert_eq!(uri.space(), Some(it));
    }
}

fn cid(text: &str, valid: bool) {
    let it = Cid::new_unchecked(text);
    if let Some(bytes) = it.to_bytes() {
        let again = Cid::from_bytes(&bytes).expect("they were a CID");
        assert_eq!(again.to_bytes(), Some(bytes));
        assert_eq!(again.codec(), it.codec());
    } else if !valid {
        assert_eq!(it.codec(), None);
    }
}

fn datetime(text: &str, valid: bool) {
    let it = Datetime::new_unchecked(text);
    assert_eq!(it.parts().is_some(), valid);
    let _ = (it.to_system_time(), it.timestamp_millis());
    if let Some((seconds, nanos)) = it.timestamp()
        && let Some(again) = Datetime::from_timestamp(seconds, nanos)
    {
        assert!(again.is_valid());
        assert_eq!(again.timestamp(), Some((seconds, nanos)));
    }
}

fn did(text: &str, valid: bool) {
    let it = Did::new_unchecked(text);
    assert_eq!(it.method().is_some(), valid);
    if let (Some(method), Some(identifier)) = (it.method(), it.identifier()) {
        assert_eq!(format!("did:{method}:{identifier}"), text);
    }
}

fn handle(text: &str, valid: bool) {
    let it = Handle::new_unchecked(text);
    assert_eq!(it.normalized().is_valid(), valid);
    assert_eq!(it.top_level_domain().is_some(), valid);
}

fn language(text: &str, valid: bool) {
    let it = Language::new_unchecked(text);
    let parts = (it.primary(), it.script(), it.region());
    assert!(valid || parts == (None, None, None));
}

fn nsid(text: &str, valid: bool) {
    let it = Nsid::new_unchecked(text);
    assert_eq!(it.domain().is_some(), valid);
    if let (Some(authority), Some(name)) = (it.authority(), it.name()) {
        assert_eq!(Nsid::from_parts(authority, name), Ok(it.clone()));
        assert_eq!(it.with_name(name).as_ref(), Ok(&it));
        assert_eq!(it.segments().count(), text.split('.').count());
    }
}

fn tid(text: &str, valid: bool) {
    let it = Tid::new_unchecked(text);
    if let (Some(micros), Some(clock)) = (it.timestamp_micros(), it.clock_id()) {
        assert!(valid);
        assert_eq!(Tid::from_parts(micros, clock), Some(it));
    }
}

fn uri(text: &str, valid: bool) {
    assert_eq!(Uri::new_unchecked(text).scheme().is_some(), valid);
}
