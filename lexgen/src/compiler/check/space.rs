//! The rules of [space types](https://github.com/bluesky-social/proposals/tree/main/0016-permissioned-data#space-type-declarations).

use super::{context::Context, permission::translations, record};
use crate::{
    compiler::{diagnostic::rules, schema::Space, source::json::Object},
    syntax::Nsid,
};

pub(super) fn check<'j>(cx: &mut Context<'j>, space: &'j Object<'j>) -> Option<Space> {
    let help = "most types of spaces use `\"key\": \"any\"`";
    let key = record::key(cx, space, "a space", help);
    let help = "add a `name` of a few words, which account holders see";
    cx.require(space, "name", "a space", help);
    let name = cx.text(space, "name");
    if let Some(name) = &name {
        self::name(cx, name);
    }
    Some(Space {
        description: cx.text(space, "description"),
        name_lang: translations(cx, space, "name:lang"),
        collections: collections(cx, space)?,
        key: key?,
        name: name?,
    })
}

fn name(cx: &mut Context<'_>, name: &str) {
    let length = name.encode_utf16().count();
    let message = match length {
        0 => "the name of the space is empty".to_owned(),
        length if length > Space::MAX_NAME => {
            let most = Space::MAX_NAME;
            format!("the name of the space has {length} characters, more than {most}")
        }
        _ => return,
    };
    cx.report_field("name", &rules::SPACE_NAME, message)
        .label("expected 1 to 64 characters")
        .help("account holders see the name when an app asks for access: use a few words");
}

fn collections<'j>(cx: &mut Context<'j>, space: &'j Object<'j>) -> Option<Vec<Nsid>> {
    let help = "list the record types to expect: `\"collections\": [\"com.example.thing\"]`, or \
                `[]`";
    let help = match space.get("collection") {
        Some(_) => "rename `collection` to `collections`",
        None => help,
    };
    cx.require(space, "collections", "a space", help);
    let listed = cx.unique_strings(space, "collections")?;
    let mut collections = Vec::with_capacity(listed.len());
    for (index, name) in listed {
        if let Ok(nsid) = Nsid::new(name) {
            collections.push(nsid);
            continue;
        }
        let report = cx
            .report_field(
                "collections",
                &rules::INVALID_NSID,
                format!("invalid NSID `{name}`"),
            )
            .item(index)
            .label("not an NSID");
        if name == "*" {
            report.help("list the record types that clients should expect; others are not refused");
        } else if name.contains('*') {
            report.help("list each NSID");
        }
    }
    Some(collections)
}
