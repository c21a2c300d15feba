//! Names of documents that tell their type: nouns for records, verbs for endpoints.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::{Definition, MAIN, Method};

/// Verbs of endpoints that change nothing.
const READS: [&str; 7] = ["get", "list", "search", "query", "find", "fetch", "read"];

/// Verbs of endpoints that change something.
const WRITES: [&str; 11] = [
    "create", "update", "delete", "upsert", "put", "add", "remove", "set", "insert", "post", "send",
];

/// Verbs that are nouns too, such as in `listItem`.
const NOUNS: [&str; 8] = [
    "list", "search", "query", "find", "read", "set", "post", "update",
];

/// Nouns that end like a plural and are none, or have no singular.
const NO_PLURALS: [&str; 7] = [
    "series",
    "news",
    "settings",
    "preferences",
    "species",
    "stats",
    "analytics",
];

/// The name of a document whose `main` this is.
pub(super) fn check(cx: &mut Context<'_>, name: &str, definition: &Definition) {
    if name != MAIN {
        return;
    }
    let id = cx.document.id.as_str();
    let last = id.rsplit('.').next().unwrap_or_default();
    let Some((expected, help)) = problem(definition, last) else {
        return;
    };
    let message = format!(
        "`{last}` is an unusual name for a {}: {expected}",
        definition.kind()
    );
    cx.report(&rules::UNCONVENTIONAL_NAME, message)
        .on_key()
        .label(format!("in `{id}`"))
        .help(help);
}

/// What is expected of the name, and what to do.
fn problem(definition: &Definition, name: &str) -> Option<(&'static str, String)> {
    let verb = first_word(name);
    let rest = &name[verb.len()..];
    let is_one_word = rest.is_empty();
    let endpoint = match definition {
        Definition::Record(_) => {
            let is_verb = READS.contains(&verb) || WRITES.contains(&verb);
            if !is_one_word && is_verb && !NOUNS.contains(&verb) {
                let help = "name the record after what it is, such as `post`".to_owned();
                return Some(("records are nouns", help));
            }
            // Which word it is, nobody can tell from the letters: `cookies`, `boxes`.
            let help = "use the singular if it is a plural: a record is one of them";
            let is_plural = looks_plural(name);
            return is_plural.then(|| ("records are singular", help.to_owned()));
        }
        Definition::PermissionSet(_) => {
            let help = "start the name with `auth`, as in `authBasic`".to_owned();
            let is_usual = verb == "auth";
            return (!is_usual).then_some(("permission sets start with `auth`", help));
        }
        Definition::Endpoint(endpoint) => endpoint,
        Definition::Space(_)
        | Definition::Token(_)
        | Definition::Type(_)
        | Definition::Opaque(_) => return None,
    };
    match endpoint.method {
        Method::Query if WRITES.contains(&verb) => {
            let help =
                "make it a procedure if it changes something; otherwise use a verb such as `get`";
            Some(("this verb is used for procedures", help.to_owned()))
        }
        Method::Procedure if READS.contains(&verb) => {
            let help =
                "make it a query if it changes nothing; otherwise use a verb such as `update`";
            Some(("this verb is used for queries", help.to_owned()))
        }
        Method::Query | Method::Procedure if is_one_word => {
            let help = "use a verb and a noun, as in `getPost` or `createPost`".to_owned();
            Some(("endpoints have a verb and a noun", help))
        }
        Method::Subscription if verb != "subscribe" || is_one_word => {
            let help = "use `subscribe` and a plural, as in `subscribeLabels`".to_owned();
            Some(("subscriptions start with `subscribe`", help))
        }
        Method::Query | Method::Procedure | Method::Subscription => None,
    }
}

/// `get` of `getPost`.
fn first_word(name: &str) -> &str {
    let end = name.find(|c: char| !c.is_ascii_lowercase());
    end.map_or(name, |end| &name[..end])
}

/// Whether a name ends like a plural.
fn looks_plural(name: &str) -> bool {
    let folded = name.to_ascii_lowercase();
    if NO_PLURALS.iter().any(|noun| folded.ends_with(noun)) || folded.len() < 4 {
        return false;
    }
    let is_singular = ["ss", "us", "is", "as", "os"];
    name.ends_with('s') && !is_singular.iter().any(|end| folded.ends_with(end))
}
