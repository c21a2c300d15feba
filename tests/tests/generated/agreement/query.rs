//! A service and `lexgen validate --params` agree on query strings.

use lexgen::{
    __internal::dynamic::{Schema, Subject},
    Validate, Violations,
    xrpc::{QueryError, from_query},
};
use serde::de::DeserializeOwned;

use super::{Random, decoding_refuses, lexicons};
use crate::lexicons::com::example::shelf::{
    export_catalogue, get_cover, search_books, subscribe_desk,
};

type Case = fn(&str) -> Result<Result<(), Violations>, QueryError>;

fn case<P: DeserializeOwned + Validate>(query: &str) -> Result<Result<(), Violations>, QueryError> {
    from_query::<P>(query).map(|params| params.validate())
}

/// Endpoints, and a query string that each of them takes.
const ENDPOINTS: [(&str, &str, Case); 4] = [
    (
        "com.example.shelf.searchBooks",
        "q=tea",
        case::<search_books::Params>,
    ),
    (
        "com.example.shelf.exportCatalogue",
        "",
        case::<export_catalogue::Params>,
    ),
    (
        "com.example.shelf.getCover",
        "did=did:web:a.example&cid=bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
        case::<get_cover::Params>,
    ),
    (
        "com.example.shelf.subscribeDesk",
        "",
        case::<subscribe_desk::Params>,
    ),
];

/// Names of parameters, of all of these endpoints and of none.
const NAMES: [&str; 17] = [
    "q",
    "genres",
    "years",
    "owners",
    "flags",
    "availableOnly",
    "sort",
    "language",
    "limit",
    "cursor",
    "since",
    "did",
    "cid",
    "unknown",
    "",
    "%24type",
    "a%2Fb~c",
];

/// What integers and booleans are, are not, and almost are; formats and encodings.
const TEXTS: [&str; 56] = [
    "",
    "0",
    "1",
    "5",
    "-5",
    "05",
    "00",
    "-0",
    "-00",
    "-",
    "--5",
    "+5",
    "%2B5",
    "%205",
    "5%20",
    "5+",
    "%095",
    "5%0A",
    "1e1",
    "5.0",
    "5.",
    ".5",
    "0x5",
    "1_000",
    "1,000",
    "%D9%A5",
    "Infinity",
    "NaN",
    "null",
    "100",
    "101",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "true",
    "false",
    "True",
    "TRUE",
    "on",
    "off",
    "yes",
    "t",
    "true%20",
    "%74rue",
    "en",
    "pt-BR",
    "x_y",
    "did:web:b.example",
    "did%3Aweb%3Ab.example",
    "did:nothing",
    "2026-01-02T03:04:05Z",
    "%zz",
    "%ff",
    "newest",
];

/// Asserts that both say the same, at the same place; whether it is valid.
fn compare(schema: &Schema<'_>, case: Case, query: &str) -> bool {
    let dynamic = schema.validate(&schema.read_query(query));
    match case(query) {
        Ok(typed) => {
            assert_eq!(typed, dynamic, "{query}");
            typed.is_ok()
        }
        Err(error) => {
            let violations = dynamic.as_ref().err().into_iter().flatten();
            let told = violations
                .filter(|violation| decoding_refuses(violation.code))
                .any(|violation| {
                    let path = violation.path.to_string();
                    error.path == path || path == format!("/{}", missing(&error))
                });
            assert!(told, "only a service says `{error}`: {query}: {dynamic:?}");
            false
        }
    }
}

/// The name of a missing parameter.
fn missing(error: &QueryError) -> &str {
    let name = error.message.strip_prefix("missing parameter `");
    name.and_then(|name| name.strip_suffix('`')).unwrap_or("?")
}

#[test]
fn a_service_and_the_command_agree_on_query_strings() {
    let ir = lexicons();
    let mut random = Random(0xbeef);
    let mut counts = [0; 2];
    for (nsid, start, case) in ENDPOINTS {
        let schema = Schema::find(&ir, nsid, Subject::Params).unwrap();
        let mut count = |query: &str| {
            counts[usize::from(compare(&schema, case, query.trim_start_matches('&')))] += 1;
        };
        for name in NAMES {
            for text in TEXTS {
                count(&format!("{start}&{name}={text}"));
                count(&format!("{start}&{name}={text}&{name}={text}"));
                count(&format!("{name}={text}"));
                count(&format!("{start}&{name}=1&{name}={text}"));
                count(&format!("{start}&{name}=true&{name}={text}"));
            }
            count(&format!("{start}&{name}"));
        }
        for _ in 0..2000 {
            let mut query = start.to_owned();
            for _ in 0..random.below(6) {
                let (name, text) = (random.pick(&NAMES), random.pick(&TEXTS));
                query.push_str(&format!("&{name}={text}"));
            }
            count(&query);
        }
    }
    let [invalid, valid] = counts;
    println!("{valid} valid, {invalid} invalid");
    assert!(valid > 3000 && invalid > 3000);
}
