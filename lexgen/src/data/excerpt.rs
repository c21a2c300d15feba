//! A short description of a value inside another, which is found without a tree: the
//! tree of a hostile body has a hundred times its size.

use std::{collections::BTreeSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::trace::Step;
use crate::shown::shown;

/// The most names of fields in a description.
const NAMED: usize = 8;

/// What is at the end of the path; `None` if there is no such path.
///
/// # Errors
/// Those of the format.
pub(crate) fn find<'de, D: Deserializer<'de>>(
    deserializer: D,
    path: &[Step],
) -> Result<Option<String>, D::Error> {
    let mut found = None;
    let search = Search {
        path,
        found: &mut found,
    };
    search.deserialize(deserializer)?;
    Ok(found)
}

/// What is at the end of the path in JSON, or what the whole is if there is no such
/// path. `None` if the bytes are not JSON.
#[cfg(feature = "serde_json")]
pub(super) fn in_json(bytes: &[u8], path: &[Step]) -> Option<String> {
    let find = |path| {
        let mut deserializer = serde_json::Deserializer::from_slice(bytes);
        let found = find(&mut deserializer, path)?;
        deserializer.end()?;
        Ok::<_, serde_json::Error>(found)
    };
    find(path).ok()?.or_else(|| find(&[]).ok().flatten())
}

/// Follows a path and describes what is at its end.
struct Search<'p, 'f> {
    path: &'p [Step],
    found: &'f mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Search<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.path.is_empty() {
            *self.found = Some(deserializer.deserialize_any(Description)?);
            return Ok(());
        }
        deserializer.deserialize_any(self)
    }
}

/// A value on the way; any but an array and an object is not where the path leads.
impl<'de> Visitor<'de> for Search<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (name, path) = match self.path {
            [Step::Name(name), path @ ..] => (Some(&**name), path),
            path => (None, path),
        };
        while let Some(is_this) = map.next_key_seed(Is(name))? {
            if is_this && self.found.is_none() {
                let found = &mut *self.found;
                map.next_value_seed(Search { path, found })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let (index, path) = match self.path {
            [Step::Index(index), path @ ..] => (Some(*index), path),
            path => (None, path),
        };
        for place in 0.. {
            let item = if Some(place) == index {
                let found = &mut *self.found;
                items.next_element_seed(Search { path, found })?
            } else {
                items.next_element::<IgnoredAny>()?.map(drop)
            };
            if item.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_i128<E>(self, _: i128) -> Result<(), E> {
        Ok(())
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<(), E> {
        Ok(())
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, link: D) -> Result<(), D::Error> {
        link.deserialize_bytes(Ignored)
    }
}

/// The bytes of a link.
struct Ignored;

impl Visitor<'_> for Ignored {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a link")
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<(), E> {
        Ok(())
    }
}

/// Whether a key is this one.
struct Is<'p>(Option<&'p str>);

impl<'de> DeserializeSeed<'de> for Is<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Is<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        Ok(Some(key) == self.0)
    }
}

/// The start of a key, for a message.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        Ok(shown(key).to_string())
    }
}

/// Describes a value.
struct Description;

impl<'de> Visitor<'de> for Description {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        let mut names = BTreeSet::new();
        let mut more = "";
        while let Some(name) = map.next_key_seed(Name)? {
            map.next_value::<IgnoredAny>()?;
            names.insert(name);
            if names.len() > NAMED {
                names.pop_last();
                more = ", …";
            }
        }
        let names = Vec::from_iter(names).join(", ");
        if names.is_empty() {
            return Ok("an empty object".to_owned());
        }
        Ok(format!("an object with {names}{more}"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<String, A::Error> {
        let mut length = 0_usize;
        while items.next_element::<IgnoredAny>()?.is_some() {
            length += 1;
        }
        Ok(format!("an array of {length} items"))
    }

    fn visit_unit<E>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    fn visit_bool<E>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E>(self, _: i64) -> Result<String, E> {
        Ok("a number".to_owned())
    }

    fn visit_u64<E>(self, _: u64) -> Result<String, E> {
        Ok("a number".to_owned())
    }

    fn visit_f64<E>(self, _: f64) -> Result<String, E> {
        Ok("a number".to_owned())
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(format!("a string of {} bytes", text.len()))
    }

    fn visit_none<E>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    fn visit_i128<E>(self, _: i128) -> Result<String, E> {
        Ok("a number".to_owned())
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<String, E> {
        Ok(format!("{} bytes", bytes.len()))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, link: D) -> Result<String, D::Error> {
        link.deserialize_bytes(Ignored)?;
        Ok("a link".to_owned())
    }
}

#[cfg(test)]
#[cfg(feature = "xrpc")]
mod tests {
    use super::{Step, in_json};

    fn found(json: &str, path: &[&str]) -> Option<String> {
        let steps = path.iter().map(|step| match step.parse() {
            Ok(index) => Step::Index(index),
            Err(_) => Step::Name((*step).into()),
        });
        in_json(json.as_bytes(), &steps.collect::<Vec<_>>())
    }

    #[test]
    fn it_is_what_the_path_leads_to() {
        let json = r#"{"a": [1, {"b/c": "text", "n": -1.5}], "d": null, "a": true}"#;
        for (path, expected) in [
            (&["a", "1", "b/c"][..], "a string of 4 bytes"),
            (&["a", "1", "n"], "a number"),
            (&["a", "1"], "an object with b/c, n"),
            (&["a"], "an array of 2 items"),
            (&["d"], "null"),
            (&[], "an object with a, d"),
            // Nothing is there: the whole.
            (&["a", "2"], "an object with a, d"),
            (&["d", "x"], "an object with a, d"),
        ] {
            assert_eq!(found(json, path).as_deref(), Some(expected), "{path:?}");
        }
    }

    #[test]
    fn what_is_not_json_anywhere_has_none() {
        for json in [
            "",
            "<html>",
            r#"{"a": 1"#,
            r#"{"a": 1} x"#,
            r#"{"a": 1, "b": x}"#,
        ] {
            assert_eq!(found(json, &["a"]), None, "{json}");
        }
    }

    #[test]
    fn names_are_few_short_and_escaped() {
        let names = (10..30).map(|name| format!(r#""{name}": 0,"#));
        let json = format!(
            r#"{{{}"0\u001b{}": 0}}"#,
            String::from_iter(names),
            "x".repeat(100)
        );
        let expected = format!(
            "an object with 0\\u{{1b}}{}…, 10, 11, 12, 13, 14, 15, 16, …",
            "x".repeat(53)
        );
        assert_eq!(found(&json, &[]), Some(expected));
    }
}
