//! The rules of [`object`](https://atproto.com/specs/lexicon#object), and of
//! properties in general.

use std::collections::BTreeMap;

use super::{context::Context, field_type, fields::get, kind::Position, report::Report, suggest};
use crate::compiler::{
    diagnostic::rules,
    schema::{Kind, Object as ObjectType, Step, Type},
    source::json::{Json, Object},
};

pub(super) fn check<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> ObjectType {
    let help = "add `\"properties\": {}`, even if there are none";
    cx.require(object, "properties", "an object", help);
    let properties = properties(cx, object, Position::Property);
    ObjectType {
        required: names(cx, object, "required", &properties),
        nullable: names(cx, object, "nullable", &properties),
        properties: properties.sound,
    }
}

/// The properties of an object.
pub(super) struct Properties<'j> {
    /// Every name, sorted; also of those that have been refused. `None` where
    /// nothing is known of them, which has been reported.
    names: Option<Vec<&'j str>>,
    /// The valid ones.
    pub(super) sound: BTreeMap<String, Type>,
}

pub(super) fn properties<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    position: Position,
) -> Properties<'j> {
    let Some(map) = cx.object(object, "properties") else {
        // Parameters may have none without saying so.
        let has_none = get(object, "properties").is_none() && position == Position::Parameter;
        return Properties {
            names: has_none.then(Vec::new),
            sound: BTreeMap::new(),
        };
    };
    let mut names: Vec<_> = map.keys().collect();
    names.sort_unstable();
    let mut sound = BTreeMap::new();
    for (name, value) in map.iter() {
        cx.within(Step::Property(name), |cx| {
            if is_keyword_of_object(name, value) {
                let message = format!("`{name}` of an object is among its `properties`");
                cx.report(&rules::WRONG_JSON_TYPE, message)
                    .on_key()
                    .label("taken for a property")
                    .help(format!(
                        "move it out of `properties`: `\"properties\": {{ … }}, \"{name}\": …`"
                    ));
                return None;
            }
            property_name(cx, name);
            let property = cx.as_object(value, "property")?;
            let property = field_type::check(cx, property, position)?;
            sound.insert(name.to_owned(), property)
        });
    }
    Properties {
        names: Some(names),
        sound,
    }
}

/// Whether a member of `properties` belongs to the object: no property is written so.
fn is_keyword_of_object(name: &str, value: &Json<'_>) -> bool {
    match name {
        "required" | "nullable" => matches!(value, Json::Array(_) | Json::Bool(_)),
        "description" => {
            let text = value.as_str();
            text.is_some_and(|text| Kind::from_name(text).is_none() && !text.starts_with('#'))
        }
        _ => false,
    }
}

/// Reports a name that the data model reserves, also in lexicons.
pub(super) fn reserved<'c>(cx: &'c mut Context<'_>, name: &str, what: &str) -> Report<'c> {
    let meaning = match name {
        "$type" => "the name of a type",
        "$link" => "a CID",
        _ => "base64",
    };
    cx.report(
        &rules::RESERVED_NAME,
        format!("reserved {what} name `{name}`"),
    )
    .on_key()
    .label("has a meaning in every object")
    .note(format!(
        "a lexicon is published as a record, in which `{name}` must be {meaning} and not a {what}"
    ))
}

fn property_name(cx: &mut Context<'_>, name: &str) {
    match name {
        "$type" | "$link" | "$bytes" => {
            let help = match name {
                "$type" => "remove it: every object can have a `$type`, which names its definition",
                "$link" => "for a link, use the type `cid-link` instead of the object",
                _ => "for bytes, use the type `bytes` instead of the object",
            };
            reserved(cx, name, "property").help(help);
        }
        "" => {
            cx.report(&rules::UNUSUAL_NAME, "empty property name")
                .on_key()
                .label("some implementations reject this");
        }
        _ if name.starts_with('$') => {
            cx.report(
                &rules::UNUSUAL_NAME,
                format!("`{name}` starts with `$`, which the protocol reserves"),
            )
            .on_key()
            .label("may get a meaning later");
        }
        _ => {}
    }
}

/// A list of names of properties.
pub(super) fn names<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    list: &'static str,
    properties: &Properties<'j>,
) -> Vec<String> {
    if let Some(value @ Json::Bool(_)) = get(object, list) {
        let found = value.description();
        let message = format!("`{list}`: expected an array of strings, found {found}");
        let help = match cx.property() {
            Some(name) => format!(
                "`{list}` lists properties of this object; if the object itself is meant, write \
                 `\"{list}\": [\"{name}\"]` in the object that has it"
            ),
            None => format!("list the names of properties: `\"{list}\": [\"name\"]`"),
        };
        cx.report_field(list, &rules::WRONG_JSON_TYPE, message)
            .label("expected an array of strings")
            .help(help);
        return Vec::new();
    }
    let names = cx.unique_strings(object, list).unwrap_or_default();
    let Some(known) = &properties.names else {
        return Vec::new();
    };
    let mut existing = Vec::with_capacity(names.len());
    for &(index, name) in &names {
        if known.binary_search(&name).is_ok() {
            existing.push(name.to_owned());
            continue;
        }
        // Looking for near names costs time, which only the first few are worth.
        let near = match cx.errors() {
            0..20 => suggest::nearest(name, known.iter().copied()),
            _ => None,
        };
        let help = match near {
            Some(near) if names.iter().any(|(_, listed)| *listed == near) => {
                format!("if `{near}` is meant, which is listed already, remove this one")
            }
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add the property, or remove it from `{list}`"),
        };
        cx.report_field(
            list,
            &rules::UNDEFINED_PROPERTY,
            format!("`{list}` contains `{name}`, which is not in `properties`"),
        )
        .item(index)
        .label("unknown property")
        .help(help);
    }
    existing
}
