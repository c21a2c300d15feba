//! Parameters as query strings.
//! [Specification](https://atproto.com/specs/xrpc#lexicon-http-endpoints).

use serde::{Serialize, de::DeserializeOwned};

use super::{EncodeError, QueryError, query_reader::Query};

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
/// Booleans are `true` and `false`, integers are decimal digits with or without `-`,
/// and a parameter that is no array is given once. Percent-encoded bytes that are not
/// UTF-8 become U+FFFD, as the [URL standard](https://url.spec.whatwg.org) says.
///
/// Needs the feature `xrpc`.
///
/// # Errors
/// If a parameter is missing or does not match its type; the error names it.
pub fn from_query<P: DeserializeOwned>(query: &str) -> Result<P, QueryError> {
    P::deserialize(Query::new(query))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Extra, syntax::Did};

    #[derive(Clone, PartialEq)]
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
    fn a_parameter_of_another_type_is_named() {
        for (query, expected) in [
            ("q=a&limit=ten", "/limit: expected an integer, found `ten`"),
            ("q=a&limit=", "/limit: expected an integer, found ``"),
            ("q=a&limit=%zz", "/limit: expected an integer, found `%zz`"),
            (
                "q=a&limit=%ff",
                "/limit: expected an integer, found `\u{fffd}`",
            ),
            (
                "q=a&limit=9223372036854775808",
                "/limit: expected an integer, found `9223372036854775808`",
            ),
            (
                "q=a&limit=1&limit=1",
                "/limit: given 2 times, expected once",
            ),
            ("q=a&q=b&q=c", "/q: given 3 times, expected once"),
            (
                "q=a&reverse=on",
                "/reverse: expected `true` or `false`, found `on`",
            ),
            (
                "q=a&reverse=1",
                "/reverse: expected `true` or `false`, found `1`",
            ),
            (
                "q=a&days=1&days=x",
                "/days/1: expected an integer, found `x`",
            ),
            ("limit=5", "missing parameter `q`"),
        ] {
            let error = from_query::<Params>(query).unwrap_err();
            assert_eq!(error.to_string(), expected, "{query}");
        }
    }

    #[test]
    fn what_an_error_repeats_is_short_and_visible() {
        let long = "x".repeat(100_000);
        let query = format!("q=a&reverse=%1b%0a{long}");
        let text = from_query::<Params>(&query).unwrap_err().to_string();
        assert!(
            text.starts_with("/reverse: expected `true` or `false`, found `"),
            "{text}"
        );
        assert!(text.len() < 200, "{text}");
        assert!(!text.contains(['\u{1b}', '\n']), "{text}");
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
