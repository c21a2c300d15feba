//! The types that `type` can name, and where each is allowed.

use super::{context::Context, habits, suggest, unknown};
use crate::compiler::{
    diagnostic::rules,
    schema::{Kind, MAIN, Reference},
    source::json::{Json, Object},
};

/// A place for a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    Definition,
    Property,
    Items,
    Parameter,
    ParameterItems,
    Record,
    Body,
    Message,
    Parameters,
    Permission,
}

impl Position {
    fn allows(self, kind: Kind) -> bool {
        use Kind::*;
        match self {
            Self::Definition => !matches!(kind, Ref | Union | Unknown | Params | Permission),
            Self::Property | Self::Items => {
                !kind.is_primary() && !matches!(kind, Token | Params | Permission)
            }
            Self::Parameter => matches!(kind, Boolean | Integer | String | Array),
            Self::ParameterItems => matches!(kind, Boolean | Integer | String),
            Self::Record => kind == Object,
            Self::Body => matches!(kind, Object | Ref | Union),
            Self::Message => kind == Union,
            Self::Parameters => kind == Params,
            Self::Permission => kind == Kind::Permission,
        }
    }

    /// Whether data of any kind can be there.
    pub(super) fn holds_any_data(self) -> bool {
        matches!(self, Self::Property | Self::Items | Self::Body)
    }

    /// The types it allows, for a suggestion.
    pub(crate) fn choices(self) -> impl Iterator<Item = Kind> {
        let kinds = Kind::ALL.into_iter();
        kinds.filter(move |kind| self.allows(*kind))
    }

    fn help(self) -> String {
        format!(
            "the types allowed here are {}",
            suggest::quoted(self.choices())
        )
    }

    fn description(self) -> &'static str {
        match self {
            Self::Definition => "a named definition",
            Self::Property => "a property",
            Self::Items => "the items of an array",
            Self::Parameter => "a parameter",
            Self::ParameterItems => "the items of an array of parameters",
            Self::Record => "`record`",
            Self::Body => "the schema of a body",
            Self::Message => "the schema of a message",
            Self::Parameters => "`parameters`",
            Self::Permission => "an entry of `permissions`",
        }
    }
}

/// Reads `type` and checks that it is allowed here.
pub(super) fn kind(cx: &mut Context<'_>, object: &Object<'_>, at: Position) -> Option<Kind> {
    let name = match object.get("type") {
        None | Some(Json::Null) => {
            missing_type(cx, object, at);
            return None;
        }
        Some(Json::String(name)) => name.as_ref(),
        Some(Json::Array(names)) => {
            several_types(cx, names, at);
            return None;
        }
        Some(other) => {
            cx.wrong_type("type", "a string", other);
            return None;
        }
    };
    let Some(kind) = Kind::from_name(name) else {
        let errors = cx.errors();
        unknown_type(cx, name, at);
        if cx.errors() == errors && !at.holds_any_data() {
            cx.make_opaque(name);
        }
        return None;
    };
    if !at.allows(kind) {
        not_allowed(cx, object, kind, at);
        return None;
    }
    if kind.is_primary() && !cx.is_main() {
        let has_main = cx.definitions().any(|(name, _)| name == MAIN);
        cx.report(
            &rules::PRIMARY_NOT_MAIN,
            format!("a `{name}` must be named `main`"),
        )
        .on_key()
        .label("not `main`")
        .help(if has_main {
            "move it to a document of its own"
        } else {
            "name the definition `main`, or move it to a document of its own"
        });
        return None;
    }
    Some(kind)
}

/// Reports a `type` of JSON Schema that lists several.
fn several_types(cx: &mut Context<'_>, names: &[Json<'_>], at: Position) {
    let property = cx.property();
    let report = cx
        .report_field(
            "type",
            &rules::WRONG_JSON_TYPE,
            "`type`: expected a string, found an array",
        )
        .label("a value has one type");
    let mut others = names.iter().filter(|name| name.as_str() != Some("null"));
    let is_nullable = names.iter().any(|name| name.as_str() == Some("null"));
    match (others.next(), others.next(), property) {
        (Some(Json::String(one)), None, Some(property))
            if is_nullable && at == Position::Property =>
        {
            report.help(format!(
                "write `\"type\": \"{one}\"`, and list the property in its object: \
                 `\"nullable\": [\"{property}\"]`"
            ))
        }
        (Some(Json::String(one)), None, _) => report.help(format!("write `\"type\": \"{one}\"`")),
        _ if at.allows(Kind::Union) => report.help(
            "for one of several, use a `union` of objects with a property each (`unknown` takes \
             objects only)",
        ),
        _ => report.help(at.help()),
    };
}

fn missing_type(cx: &mut Context<'_>, object: &Object<'_>, at: Position) {
    let has = |name| object.get(name).is_some();
    let guess = match at {
        Position::Record => Some(Kind::Object),
        Position::Message => Some(Kind::Union),
        Position::Parameters => Some(Kind::Params),
        Position::Permission => Some(Kind::Permission),
        _ if has("properties") => Some(Kind::Object),
        _ if has("items") => Some(Kind::Array),
        _ if has("refs") => Some(Kind::Union),
        _ if has("ref") => Some(Kind::Ref),
        _ if has("format") || has("knownValues") || has("maxGraphemes") => Some(Kind::String),
        _ if has("$ref") => Some(Kind::Ref),
        _ if has("oneOf") || has("anyOf") => Some(Kind::Union),
        _ if has("enum") && is_text(object.get("enum")) => Some(Kind::String),
        Position::Definition if has("record") => Some(Kind::Record),
        _ => None,
    };
    let guess = guess.filter(|guess| at.allows(*guess));
    let referred = object.get("$ref").and_then(Json::as_str);
    let referred = referred.and_then(habits::referred);
    let report = cx
        .report(
            &rules::MISSING_FIELD,
            format!("missing `type` in {}", at.description()),
        )
        .on_key()
        .label("`type` is required");
    match guess {
        Some(Kind::Ref) if has("$ref") => {
            let name = referred.as_deref().unwrap_or("#name");
            report.help(format!("write `\"type\": \"ref\", \"ref\": \"{name}\"`"))
        }
        Some(Kind::Union) if !has("refs") => report.help(
            "write `\"type\": \"union\", \"refs\": [\"#one\", \"#other\"]`, with a definition for \
             each object",
        ),
        Some(Kind::Params) if !has("properties") => {
            report.help("write `{ \"type\": \"params\", \"properties\": { … } }`")
        }
        Some(guess) => report.help(format!("add `\"type\": \"{guess}\"`")),
        None if has("allOf") => report.help(
            "lexicons have no inheritance: write an `object` with all properties, or refer to the \
             other object in one of them",
        ),
        None => report.help(at.help()),
    };
}

/// Whether the first value of a list is text.
fn is_text(list: Option<&Json<'_>>) -> bool {
    matches!(list, Some(Json::Array(items)) if matches!(items.first(), Some(Json::String(_))))
}

/// Help for an array that is written as `string[]`, `[string]` or `array<string>`.
fn array_of(name: &str, at: Position) -> Option<String> {
    let items = name
        .strip_suffix("[]")
        .or_else(|| name.strip_prefix('[')?.strip_suffix(']'))
        .or_else(|| {
            let (generic, items) = name.strip_suffix('>')?.split_once('<')?;
            let lists = ["array", "list", "set", "vec"];
            lists
                .iter()
                .any(|list| generic.eq_ignore_ascii_case(list))
                .then_some(items)
        })?
        .trim();
    let items_at = match at {
        Position::Parameter => Position::ParameterItems,
        _ => Position::Items,
    };
    let items = match Kind::from_name(items).filter(|kind| items_at.allows(*kind)) {
        Some(Kind::Ref) => "\"ref\", \"ref\": \"#name\"".to_owned(),
        Some(Kind::Union) => "\"union\", \"refs\": [\"#one\"]".to_owned(),
        Some(kind) => format!("\"{kind}\""),
        None if items_at.allows(Kind::Ref) && is_reference(items) => {
            format!("\"ref\", \"ref\": \"{items}\"")
        }
        None => "…".to_owned(),
    };
    at.allows(Kind::Array)
        .then(|| format!("write `{{ \"type\": \"array\", \"items\": {{ \"type\": {items} }} }}`"))
}

/// Help for a reference in the place of a type.
fn reference(name: &str, at: Position) -> Option<String> {
    (at.allows(Kind::Ref) && is_reference(name))
        .then(|| format!("write `{{ \"type\": \"ref\", \"ref\": \"{name}\" }}`"))
}

/// Whether a text that is not the name of a type is a reference.
fn is_reference(text: &str) -> bool {
    Reference::parse(text).is_ok()
}

fn unknown_type(cx: &mut Context<'_>, name: &str, at: Position) {
    const REFUSED: &str = "not a type of the language";
    let message = format!("unknown type `{name}`");
    if let Some(help) = array_of(name, at).or_else(|| reference(name, at)) {
        // No newer word is written like this.
        cx.report_field("type", &rules::UNKNOWN_TYPE, message)
            .label(REFUSED)
            .help(help);
        return;
    }
    let names = |kinds: Vec<Kind>| kinds.into_iter().map(Kind::as_str);
    let choices = names(at.choices().collect());
    let habit = suggest::type_of_others(name, &Vec::from_iter(at.choices()));
    if habit.is_none() {
        let allowed = suggest::misspelled(name, choices.clone());
        if let Some(near) = allowed.or_else(|| suggest::misspelled(name, names(Kind::ALL.to_vec())))
        {
            // Where the other word cannot be either, it explains only why the flag does not
            // help.
            let label = if allowed.is_some() || cx.allows_unknown() {
                unknown::taken_for(near)
            } else {
                REFUSED.to_owned()
            };
            let report = cx
                .report_field("type", &rules::UNKNOWN_TYPE, message)
                .label(label);
            match allowed {
                Some(near) => report.help(format!("did you mean `{near}`?")),
                // It would not be allowed here either.
                None => report.help(at.help()),
            };
            return;
        }
    }
    let meant = suggest::known_type(name);
    if meant.is_some() || (habit.is_some() && !cx.allows_unknown()) {
        // The name is no newer word, or most probably not: help says what to write.
        let label = match meant.filter(|_| cx.allows_unknown()) {
            Some(meant) => format!("taken for `{meant}`"),
            None => REFUSED.to_owned(),
        };
        cx.report_field("type", &rules::UNKNOWN_TYPE, message)
            .label(label)
            .help(habit.unwrap_or_else(|| at.help()));
        return;
    }
    let help = match suggest::nearest(name, choices) {
        Some(near) => format!("did you mean `{near}`?"),
        None => at.help(),
    };
    let allowed = match at {
        Position::Property | Position::Items | Position::Body => "treated as any data",
        _ => "the definition is opaque",
    };
    let labels = (REFUSED, allowed);
    cx.unknown_word(("type", name), &rules::UNKNOWN_TYPE, message, labels, &help);
}

fn not_allowed(cx: &mut Context<'_>, object: &Object<'_>, kind: Kind, at: Position) {
    let name = kind.as_str();
    let help = match (at, kind) {
        (Position::Definition, Kind::Ref) => {
            let target = match object.get("ref") {
                Some(Json::String(target)) => format!("`{target}`"),
                _ => "its target".into(),
            };
            format!("refer to {target} directly where this definition is used")
        }
        (Position::Definition, Kind::Union) => {
            "write the union where it is used, or define an `object` with a property that \
             contains it"
                .into()
        }
        (Position::Definition, Kind::Unknown) => {
            "define an `object` with empty `properties`, or write `unknown` where it is used".into()
        }
        (Position::Definition, Kind::Params) => {
            "move the parameters to the `parameters` of the endpoint".into()
        }
        (Position::Definition, Kind::Permission) => {
            "move the permission to the `permissions` of a permission set".into()
        }
        (Position::Property | Position::Items, Kind::Token) => {
            "use a `string` with the token's full name in `knownValues`".into()
        }
        (Position::Parameter | Position::ParameterItems, Kind::Unknown) => {
            "an `unknown` is an object, which no query string can contain; use a `string`".into()
        }
        (Position::Message, Kind::Ref | Kind::Object) => {
            "use a `union` with one entry in `refs`".into()
        }
        (Position::Parameter, Kind::Ref | Kind::Union | Kind::Object) => {
            "a query string has only simple values: use a `string`, such as an AT-URI, or a \
             `procedure` with an `input`"
                .into()
        }
        (Position::Body, Kind::Array) => {
            "use an `object` with a property that contains the array".into()
        }
        _ => at.help(),
    };
    cx.report_field(
        "type",
        &rules::TYPE_NOT_ALLOWED,
        format!("{} cannot be of type `{name}`", at.description()),
    )
    .label("not allowed here")
    .help(help);
}
