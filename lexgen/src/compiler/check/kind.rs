//! The types that `type` can name, and where each is allowed.

use super::{context::Context, suggest};
use crate::compiler::{
    diagnostic::rules,
    schema::Kind,
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
            Self::Parameter => matches!(kind, Boolean | Integer | String | Unknown | Array),
            Self::ParameterItems => matches!(kind, Boolean | Integer | String | Unknown),
            Self::Record => kind == Object,
            Self::Body => matches!(kind, Object | Ref | Union),
            Self::Message => kind == Union,
            Self::Parameters => kind == Params,
            Self::Permission => kind == Kind::Permission,
        }
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
        Some(other) => {
            cx.wrong_type("type", "a string", other);
            return None;
        }
    };
    let Some(kind) = Kind::from_name(name) else {
        unknown_type(cx, name, at);
        return None;
    };
    if !at.allows(kind) {
        not_allowed(cx, object, kind, at);
        return None;
    }
    if kind.is_primary() && !cx.is_main() {
        cx.report(
            &rules::PRIMARY_NOT_MAIN,
            format!("a `{name}` must be named `main`"),
        )
        .on_key()
        .label("not `main`")
        .help("name the definition `main`, or move it to a document of its own");
        return None;
    }
    Some(kind)
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
        Position::Definition if has("record") => Some(Kind::Record),
        _ => None,
    };
    let report = cx
        .report(
            &rules::MISSING_FIELD,
            format!("missing `type` in {}", at.description()),
        )
        .on_key()
        .label("`type` is required");
    if let Some(guess) = guess {
        report.help(format!("add `\"type\": \"{guess}\"`"));
    }
}

fn unknown_type(cx: &mut Context<'_>, name: &str, at: Position) {
    let help = suggest::type_name(name, at.choices().map(Kind::as_str))
        .or_else(|| suggest::type_name(name, Kind::ALL.into_iter().map(Kind::as_str)));
    let report = cx
        .report_field(
            "type",
            &rules::UNKNOWN_TYPE,
            format!("unknown type `{name}`"),
        )
        .label("not a type of the language");
    match help {
        Some(help) => report.help(help),
        None => report.help(at.help()),
    };
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
        (Position::Message, Kind::Ref | Kind::Object) => {
            "use a `union` with one entry in `refs`".into()
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
