//! Habits from other languages (JSON Schema, OpenAPI, GraphQL): keywords that
//! lexicons do not have, or have elsewhere, and what to write instead.

use super::fields::get;
use crate::compiler::{
    schema::Kind,
    source::json::{Json, Object},
};

/// What has keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Document,
    Body,
    Message,
    Error,
    Type(Kind),
}

/// A keyword where it has no meaning.
pub(super) struct Stray<'s, 'j> {
    pub(super) owner: Owner,
    /// What the keyword is in.
    pub(super) object: &'s Object<'j>,
    pub(super) key: &'s str,
    pub(super) value: &'s Json<'j>,
    /// The property that has the type, if it is the type of one.
    pub(super) property: Option<&'s str>,
}

/// What to do about a keyword of another language.
pub(super) struct Habit {
    pub(super) help: String,
    /// Whether nothing is lost without it.
    pub(super) is_harmless: bool,
}

impl Stray<'_, '_> {
    /// Help for a keyword that no type has.
    pub(super) fn foreign(&self) -> Option<Habit> {
        use Kind::*;
        use Owner::{Body, Document, Error, Type};
        let harmless = |help: &str| {
            Some(Habit {
                help: help.to_owned(),
                is_harmless: true,
            })
        };
        let help = match (self.owner, self.key) {
            (_, "$schema") => {
                "remove it: it would be published with the lexicon, and change its CID; `lexgen \
                 init` connects the schema to editors by the path of the files"
                    .to_owned()
            }
            (_, "$comment" | "comment" | "comments" | "//" | "_comment") => {
                return harmless("use `description`, which is documentation in every language");
            }
            (_, "example" | "examples") => return harmless("show examples in `description`"),
            (_, "deprecated") => {
                "start `description` with `Deprecated:`, which tools understand".to_owned()
            }
            (_, "summary" | "doc" | "docs" | "documentation" | "desc") => self.rename("description"),
            (Type(PermissionSet | Space), key) if self.translated().is_some() => {
                self.translation(key)
            }
            (Document, "title" | "detail") => self.of_permission_set(self.key),
            (Document, key) if key.starts_with("title:") || key.starts_with("detail:") => {
                self.of_permission_set("title:lang")
            }
            (Document, "definitions" | "$defs" | "schemas" | "types") => self.rename("defs"),
            (Document, "$id" | "nsid" | "name") => self.rename("id"),
            (Document, "version") => {
                "remove it: `lexicon` is the version of the language, and documents have none"
                    .to_owned()
            }
            (Document, _) if self.is_definition() => {
                format!("move it into `defs`: `\"defs\": {{ \"{}\": … }}`", self.key)
            }
            (_, "definitions" | "$defs") => {
                "move the definitions to the `defs` of the document, and refer to them as `#name`"
                    .to_owned()
            }
            (_, "$ref") => match self.value.as_str().and_then(referred) {
                Some(reference) => {
                    format!("write `\"type\": \"ref\", \"ref\": \"{reference}\"`")
                }
                None => "write `\"type\": \"ref\", \"ref\": \"#name\"`".to_owned(),
            },
            (Type(Union), "types" | "oneOf" | "anyOf" | "members" | "variants" | "union") => {
                self.rename("refs")
            }
            (_, "oneOf" | "anyOf") => {
                "write `\"type\": \"union\", \"refs\": [\"#one\", \"#other\"]`, with a definition for \
                 each object"
                    .to_owned()
            }
            (_, "allOf" | "extends" | "implements") => {
                "lexicons have no inheritance: repeat the properties, or refer to the other object \
                 in a property"
                    .to_owned()
            }
            (Type(String), "pattern" | "regex") => {
                "lexicons have no regular expressions: use a `format` or an `enum`, or say in \
                 `description` what programs must check"
                    .to_owned()
            }
            (Type(Array), "minItems") => self.rename("minLength"),
            (Type(Array), "maxItems") => self.rename("maxLength"),
            (Type(Array), "item" | "elements" | "of") => self.rename("items"),
            (Type(Object), "additionalProperties") => match self.value {
                Json::Object(_) => "an object has no values by name: use an `array` of objects with \
                                    the name as a property, or `unknown`"
                    .to_owned(),
                Json::Bool(true) => return harmless("remove it: this is so for every object"),
                _ => "remove it: an object can always have other properties, which are kept"
                    .to_owned(),
            },
            (Type(Object), "fields" | "props" | "attributes" | "members") => {
                self.rename("properties")
            }
            (Type(Object), "optional") => {
                "remove it: a property is optional unless `required` lists it".to_owned()
            }
            (_, "optional") => match self.value {
                Json::Bool(false) => self.list("required"),
                Json::Bool(true) => {
                    return harmless("remove it: a property is optional unless `required` lists it");
                }
                _ => "remove it: a property is optional unless `required` of its object lists it"
                    .to_owned(),
            },
            (Type(Integer), "min" | "gte") => self.rename("minimum"),
            (Type(Integer), "max" | "lte") => self.rename("maximum"),
            (Type(Integer), "exclusiveMinimum" | "gt") => self.next_to("minimum", 1),
            (Type(Integer), "exclusiveMaximum" | "lt") => self.next_to("maximum", -1),
            (Type(String), "min" | "minChars") => {
                "write `minGraphemes` for what people count, `minLength` for bytes of UTF-8"
                    .to_owned()
            }
            (Type(Bytes | Array), "min" | "minSize") => self.rename("minLength"),
            (Type(String), "max" | "maxChars" | "maxCharacters") => {
                "write `maxGraphemes` for what people count, `maxLength` for bytes of UTF-8"
                    .to_owned()
            }
            (Type(String | Bytes | Array), "max" | "maxBytes") => self.rename("maxLength"),
            (Type(String | Bytes | Array), "length" | "size") => {
                "write `minLength` and `maxLength`".to_owned()
            }
            (Type(String | Integer), "values" | "options" | "choices" | "enumValues" | "oneof") => {
                "write `enum` for a closed set, or `knownValues` of a string for an open one"
                    .to_owned()
            }
            (Type(Blob), "maxBytes" | "maxFileSize" | "size") => self.rename("maxSize"),
            (Type(Blob), "mimeType" | "mimeTypes" | "mime" | "contentType" | "types") => {
                self.rename("accept")
            }
            (
                Type(Query | Procedure | Subscription),
                "params" | "args" | "arguments" | "query",
            ) => self.rename("parameters"),
            (Type(Record), "schema" | "object" | "value") => self.rename("record"),
            (Type(Record | Space), "rkey" | "keyType") => self.rename("key"),
            (Type(Procedure), "body" | "request" | "requestBody") => self.rename("input"),
            (Type(Query | Procedure), "response" | "responses" | "returns" | "result") => {
                self.rename("output")
            }
            (Body, "mimeType" | "contentType" | "content-type" | "mediaType") => {
                self.rename("encoding")
            }
            (Body, "type" | "properties" | "required" | "ref" | "refs") => {
                "move it into `schema`: `\"schema\": { \"type\": … }`".to_owned()
            }
            (Error, "code" | "error" | "id" | "type") => self.rename("name"),
            (Error, "message") => self.rename("description"),
            _ if is_constraint(self.key) => {
                "lexicons have no such constraint: say in `description` what programs must check"
                    .to_owned()
            }
            _ => return None,
        };
        Some(Habit {
            help,
            is_harmless: false,
        })
    }

    /// Help for a keyword that other types have.
    pub(super) fn misplaced(&self) -> Option<String> {
        use Kind::*;
        use Owner::Type;
        const LENGTHS: &str = "`minLength` and `maxLength`";
        const ITEMS: &str = "move it into `items`";
        let help = match (self.owner, self.key) {
            (Type(Params), "nullable") => "remove it: parameters cannot be `null`".to_owned(),
            (Type(Space), "collection") => self.rename("collections"),
            (Type(Record), "properties" | "required" | "nullable") => {
                "move it into `record`: `\"record\": { \"type\": \"object\", … }`".to_owned()
            }
            (Type(Query | Procedure | Subscription), "properties" | "required") => {
                "move it into `parameters`: `\"parameters\": { \"type\": \"params\", … }`"
                    .to_owned()
            }
            (_, "required" | "nullable") if self.value == &Json::Bool(true) => self.list(self.key),
            (_, "required") => {
                "remove it: `required` is a list of properties in their object, and \
                                others are optional"
                    .to_owned()
            }
            (_, "nullable") => {
                "remove it: `nullable` is a list of properties in their object, and \
                                others cannot be `null`"
                    .to_owned()
            }
            (Type(Query), "input") => {
                "a query has no body: use `parameters`, or make it a `procedure`".to_owned()
            }
            (Type(Subscription), "input" | "output") => {
                "a subscription takes `parameters`, and sends `message`".to_owned()
            }
            (Type(Query | Procedure), "message") => self.rename("output"),
            (Type(String), "minimum" | "maximum") => {
                format!("a string has {LENGTHS} in bytes, `minGraphemes` and `maxGraphemes`")
            }
            (Type(Bytes), "minimum" | "maximum") => format!("bytes have {LENGTHS}"),
            (Type(Array), "minimum" | "maximum") => {
                format!("an array has {LENGTHS}; for its values, {ITEMS}")
            }
            (Type(Integer), "minLength" | "maxLength" | "minGraphemes" | "maxGraphemes") => {
                "an integer has `minimum` and `maximum`".to_owned()
            }
            (Type(Blob), "maxLength" | "maximum") => self.rename("maxSize"),
            (Type(String | Bytes | Array), "maxSize") => self.rename("maxLength"),
            (
                Type(Array),
                "minGraphemes" | "maxGraphemes" | "enum" | "knownValues" | "format" | "accept"
                | "ref" | "refs" | "properties",
            ) => ITEMS.to_owned(),
            (Type(_), "format") => "only a `string` has a format".to_owned(),
            (Type(Integer), "knownValues") => {
                "use `enum` for a closed set, or list the values in `description`".to_owned()
            }
            (Type(Boolean), "enum") => match self.value {
                Json::Array(items) if get(self.object, "const").is_none() => match &items[..] {
                    [Json::Bool(only)] => format!("write `\"const\": {only}`"),
                    _ => "remove it: `true` and `false` are all the values there are".to_owned(),
                },
                _ => self.rename("const"),
            },
            (Type(Union), "ref") => self.member(),
            (Type(Ref), "refs") => match get(self.object, "ref") {
                Some(_) => {
                    "remove one of them: a `ref` has one type; for several, use a `union` with \
                     `refs`"
                        .to_owned()
                }
                None => "for several types, write `\"type\": \"union\"`".to_owned(),
            },
            (Type(Object), "closed") => {
                "remove it: an object can always have other properties, which are kept".to_owned()
            }
            (Type(Object), "items") => "for a list, use an `array`".to_owned(),
            (Type(_), "default" | "const") => {
                "only a `boolean`, an `integer` and a `string` have one".to_owned()
            }
            (_, "title" | "title:lang" | "detail" | "detail:lang" | "name") => {
                self.rename("description")
            }
            _ => return None,
        };
        Some(help)
    }

    /// The keyword has another name here, unless that is there too.
    pub(super) fn rename(&self, to: &str) -> std::string::String {
        match get(self.object, to) {
            Some(_) => format!("remove it: `{to}` is there already"),
            None => format!("rename it to `{to}`"),
        }
    }

    /// An exclusive bound as an inclusive one.
    fn next_to(&self, to: &str, step: i64) -> std::string::String {
        match super::fields::as_integer(self.value).and_then(|bound| bound.checked_add(step)) {
            Some(bound) if get(self.object, to).is_none() => {
                format!("write `\"{to}\": {bound}`")
            }
            _ => format!("use `{to}`, which is inclusive"),
        }
    }

    /// The property belongs into a list of its object.
    fn list(&self, list: &str) -> std::string::String {
        match self.property {
            Some(name) => format!("list the property in its object: `\"{list}\": [\"{name}\"]`"),
            None => format!("`{list}` is a list of names of properties in their object"),
        }
    }

    /// `ref` of a union.
    fn member(&self) -> std::string::String {
        let reference = self.value.as_str().unwrap_or("#one");
        match get(self.object, "refs") {
            Some(Json::Array(items))
                if items.iter().any(|item| item.as_str() == Some(reference)) =>
            {
                "remove it: `refs` lists it".to_owned()
            }
            Some(_) => format!("add it to `refs`: `\"{reference}\"`"),
            None => format!("write it as a list: `\"refs\": [\"{reference}\"]`"),
        }
    }

    fn is_definition(&self) -> bool {
        let object = self.value.as_object();
        object.is_some_and(|object| matches!(object.get("type"), Some(Json::String(_))))
    }
}

/// What other languages limit and lexicons cannot.
fn is_constraint(key: &str) -> bool {
    matches!(
        key,
        "pattern"
            | "regex"
            | "minItems"
            | "maxItems"
            | "uniqueItems"
            | "unique"
            | "contains"
            | "prefixItems"
            | "additionalItems"
            | "minProperties"
            | "maxProperties"
            | "patternProperties"
            | "propertyNames"
            | "additionalProperties"
            | "unevaluatedProperties"
            | "dependencies"
            | "dependentRequired"
            | "dependentSchemas"
            | "exclusiveMinimum"
            | "exclusiveMaximum"
            | "multipleOf"
            | "not"
            | "if"
            | "then"
            | "else"
    )
}

/// The reference that is meant by a reference of JSON Schema.
pub(super) fn referred(text: &str) -> Option<std::string::String> {
    let parents = [
        "#/defs/",
        "#/$defs/",
        "#/definitions/",
        "#/components/schemas/",
    ];
    let mut names = parents
        .iter()
        .filter_map(|parent| text.strip_prefix(parent));
    let reference = match names.next() {
        Some(name) => format!("#{name}"),
        None => text.to_owned(),
    };
    crate::compiler::schema::Reference::parse(&reference).ok()?;
    (!reference.contains('/')).then_some(reference)
}
