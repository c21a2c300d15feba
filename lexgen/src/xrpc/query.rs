//! Parameters as query strings.
//! [Specification](https://atproto.com/specs/xrpc#lexicon-http-endpoints).

use serde::{
    Serialize,
    de::{DeserializeOwned, Deserializer, Visitor},
    forward_to_deserialize_any,
};

use super::EncodeError;

/// Writes parameters as a query string, without `?`: arrays repeat their name,
/// booleans are `true` or `false`, integers decimal. Absent parameters are
/// omitted, so that the service applies its defaults.
///
/// Needs the feature `xrpc`.
///
/// # Errors
/// If query strings have no form for an unknown field, such as an object.
pub fn to_query<P: Serialize>(params: &P) -> Result<String, EncodeError> {
    serde_html_form::to_string(params).map_err(EncodeError::params)
}

/// Reads parameters from a query string, without `?`. Unknown parameters are
/// kept if the type keeps them.
///
/// Needs the feature `xrpc`.
///
/// # Errors
/// If a parameter is missing or does not match its type.
pub fn from_query<P: DeserializeOwned>(query: &str) -> Result<P, serde_html_form::de::Error> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    P::deserialize(Query(serde_html_form::Deserializer::new(pairs)))
}

/// A query string, from which `()` can also be read, for endpoints without
/// parameters.
struct Query<'de>(serde_html_form::Deserializer<'de>);

impl<'de> Deserializer<'de> for Query<'de> {
    type Error = serde_html_form::de::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.0.deserialize_map(visitor)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Extra, syntax::Did};

    #[derive(Clone, Debug, PartialEq)]
    struct Params {
        q: String,
        actors: Option<Vec<Did>>,
        limit: Option<i64>,
        reverse: Option<bool>,
        days: Option<Vec<i64>>,
        extra: Extra,
    }

    crate::object! {
        Params {
            required q = "q";
            optional actors = "actors", lenient;
            optional limit = "limit", lenient;
            optional reverse = "reverse";
            optional days = "days", lenient;
        }
    }

    const QUERY: &str = "q=tea+%26+c%C3%A4ke&actors=did%3Aweb%3Aa.example&actors=did%3Aweb%3Ab.example&limit=-5&reverse=true&days=1";

    #[test]
    fn parameters_come_back_as_they_went() {
        let params: Params = from_query(QUERY).unwrap();
        assert_eq!(params.q, "tea & cäke");
        assert_eq!(params.actors.as_ref().map(Vec::len), Some(2));
        assert_eq!((params.limit, params.reverse), (Some(-5), Some(true)));
        assert_eq!(params.days, Some(vec![1]));
        assert_eq!(to_query(&params).unwrap(), QUERY);
    }

    #[test]
    fn what_is_not_known_stays() {
        let params: Params = from_query("q=&new=1&new=2&old=x").unwrap();
        assert_eq!(to_query(&params).unwrap(), "q=&new=1&new=2&old=x");
    }

    #[test]
    fn texts_of_another_type_are_refused() {
        for query in [
            "q=a&limit=ten",
            "q=a&reverse=1",
            "limit=5",
            "q=a&q=b",
            "q=a&days=1&days=x",
        ] {
            assert!(from_query::<Params>(query).is_err(), "{query}");
        }
    }

    #[test]
    fn no_parameters_are_read_from_anything() {
        assert_eq!(from_query::<()>("a=b"), Ok(()));
        assert_eq!(from_query::<()>(""), Ok(()));
        assert_eq!(to_query(&()).unwrap(), "");
    }

    /// So many that comparing each with each would take minutes.
    #[test]
    fn many_parameters_take_no_longer_than_few_for_their_number() {
        const MANY: usize = 200_000;
        let repeated = "&days=1".repeat(MANY);
        let unknown: String = (0..MANY).map(|number| format!("&x{number}=1")).collect();
        let query = format!("q=a{repeated}{unknown}");
        let params: Params = from_query(&query).unwrap();
        assert_eq!(params.days.as_ref().map(Vec::len), Some(MANY));
        assert_eq!(params.extra.len(), MANY);
        assert_eq!(to_query(&params).unwrap().len(), query.len());
    }
}
