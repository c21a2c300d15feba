//! Data that shows what a definition is for: with text that is not empty, and with the
//! optional fields that are short.
//!
//! It depends on the lexicons alone. Where a value cannot be made in this way, it is the
//! shortest one.

use super::{Sampler, UNHEARD_OF, container::weight, mime_type, string::shortest, with_type};
use crate::{
    compiler::{
        ir::{
            Array, DefinitionId, DefinitionKind, Field, Ir, Object, Target, Type, TypeKind, Union,
        },
        schema::{Blob, Boolean, Integer, StringType, deprecation},
    },
    data::{Data, Fields, View},
    syntax::Format,
};

/// The most values in an example.
const MAX_VALUES: usize = 400;
/// The most values in an optional field.
const MAX_OPTIONAL: usize = 10;
/// The most levels of an example.
const MAX_LEVELS: usize = 16;
/// The most values that are tried. Definitions with optional fields that refer to each
/// other have more combinations than can ever be tried.
const MAX_TRIED: usize = 4_000;

/// Makes examples.
#[derive(Debug)]
pub(crate) struct Speaker<'i> {
    ir: &'i Ir,
    shortest: Sampler<'i>,
    /// The definitions whose examples are being made.
    open: Vec<DefinitionId>,
    /// The number of values that the example can still have.
    left: usize,
    /// The number of values that can still be tried, also for what is not shown.
    untried: usize,
}

impl<'i> Speaker<'i> {
    pub(crate) fn new(ir: &'i Ir) -> Self {
        Self {
            ir,
            shortest: Sampler::new(ir),
            open: Vec::new(),
            left: MAX_VALUES,
            untried: MAX_TRIED,
        }
    }

    /// An example of a definition. `None` if there is none that is short enough to show.
    pub(crate) fn definition(&mut self, id: DefinitionId) -> Option<Data> {
        let name = self.ir.definition(id).name.as_str();
        shown(self.defined(id, name, 0))
    }

    /// An example of an object.
    pub(crate) fn object(&mut self, object: &'i Object) -> Option<Data> {
        shown(self.fields(object, 0))
    }

    /// An example of a type.
    pub(crate) fn value(&mut self, r#type: &'i Type) -> Option<Data> {
        shown(match &r#type.kind {
            TypeKind::Object(object) => self.fields(object, 0),
            TypeKind::Ref(Target::Definition { id, .. }) => self.defined(*id, "", 0),
            _ => self.typed("", r#type, 0),
        })
    }

    fn defined(&mut self, id: DefinitionId, name: &str, depth: usize) -> Option<Data> {
        if self.open.contains(&id) || self.open.len() >= MAX_LEVELS {
            return None;
        }
        let ir = self.ir;
        self.open.push(id);
        let data = match &ir.definition(id).kind {
            DefinitionKind::Record(record) => {
                let data = self.fields(&record.object, depth);
                data.map(|data| with_type(data, ir.module(id).nsid.as_str()))
            }
            DefinitionKind::Object(object) => self.fields(object, depth),
            DefinitionKind::Type { r#type, .. } => self.typed(name, r#type, depth),
            DefinitionKind::Token { .. } => Some(Data::from(ir.full_name(id).as_str())),
            DefinitionKind::Endpoint(_)
            | DefinitionKind::PermissionSet(_)
            | DefinitionKind::Space(_)
            | DefinitionKind::Opaque(_) => None,
        };
        self.open.pop();
        data
    }

    /// A value of the property `name`.
    fn typed(&mut self, name: &str, r#type: &'i Type, depth: usize) -> Option<Data> {
        self.untried = self.untried.checked_sub(1)?;
        self.left = self.left.checked_sub(1)?;
        let data = match &r#type.kind {
            TypeKind::Boolean(it) => Some(boolean(it).into()),
            TypeKind::Integer(it) => integer(it).map(Data::from),
            TypeKind::String(it) => text(name, &it.schema).map(Data::from),
            TypeKind::Bytes(it) => {
                let length = it.min_length.unwrap_or(0).max(8);
                super::bytes(length.min(it.max_length.unwrap_or(u64::MAX)))
            }
            TypeKind::Blob(it) => blob(it),
            TypeKind::Array(it) => self.array(name, it, depth),
            TypeKind::Object(it) => self.fields(it, depth + 1),
            TypeKind::Union(it) => self.union(name, it, depth),
            TypeKind::Ref(target) => self.target(name, target, depth),
            TypeKind::CidLink | TypeKind::Unknown | TypeKind::Opaque(_) => None,
        };
        data.or_else(|| self.shortest(|shortest| shortest.value(r#type)))
    }

    fn shortest(&mut self, make: impl FnOnce(&mut Sampler<'i>) -> Option<Data>) -> Option<Data> {
        let allowed = self.left.min(self.untried);
        self.shortest.left = allowed;
        let data = make(&mut self.shortest);
        self.untried -= allowed - self.shortest.left;
        let data = data?;
        self.left = self.left.checked_sub(weight(&data))?;
        Some(data)
    }

    fn fields(&mut self, object: &'i Object, depth: usize) -> Option<Data> {
        let mut fields = Vec::new();
        let has_required = object.fields.iter().any(|field| field.required);
        for field in &object.fields {
            let value = if field.required {
                match self.typed(&field.name, &field.r#type, depth) {
                    None if field.nullable => Data::null(),
                    value => value?,
                }
            } else {
                let is_shown = depth == 0 || (!has_required && fields.len() < 2);
                match is_shown.then(|| self.optional(field, depth)).flatten() {
                    Some(value) => value,
                    None => continue,
                }
            };
            fields.push((field.name.as_str(), value));
        }
        Some(fields.into_iter().collect::<Fields>().into())
    }

    /// The value of a field that can be absent, if it is short.
    fn optional(&mut self, field: &'i Field, depth: usize) -> Option<Data> {
        let description = field.r#type.description.as_deref();
        if deprecation(description).is_some() || self.left < MAX_VALUES / 2 {
            return None;
        }
        let left = self.left;
        let value = self.typed(&field.name, &field.r#type, depth + 1);
        // What is not shown costs nothing, but the search for it does.
        self.left = left.saturating_sub((left - self.left).min(MAX_OPTIONAL));
        value.filter(|value| weight(value) <= MAX_OPTIONAL)
    }

    fn array(&mut self, name: &str, array: &'i Array, depth: usize) -> Option<Data> {
        let length = array.min_length.unwrap_or(0).max(1);
        let length = length.min(array.max_length.unwrap_or(u64::MAX));
        let length = usize::try_from(length).ok().filter(|it| *it <= self.left)?;
        if length == 0 {
            return Some(Data::from(Vec::new()));
        }
        let name = name.strip_suffix('s').unwrap_or(name);
        let Some(item) = self.typed(name, &array.items, depth + 1) else {
            return (array.min_length.unwrap_or(0) == 0).then(|| Data::from(Vec::new()));
        };
        let more = weight(&item).checked_mul(length - 1)?;
        self.left = self.left.checked_sub(more)?;
        Some(Data::from(vec![item; length]))
    }

    fn union(&mut self, name: &str, union: &'i Union, depth: usize) -> Option<Data> {
        // One that the lexicons define says more than one that they do not.
        let is_missing = |target: &Target| !matches!(target, Target::Definition { .. });
        let (missing, known): (Vec<_>, Vec<_>) = (union.members.iter())
            .map(|member| &member.target)
            .partition(|target| is_missing(target));
        for target in known.into_iter().chain(missing) {
            if let Some(data) = self.target(name, target, depth + 1) {
                return Some(with_type(data, target.name()));
            }
        }
        let unheard_of = with_type(Fields::new().into(), UNHEARD_OF);
        (!union.closed).then_some(unheard_of)
    }

    fn target(&mut self, name: &str, target: &'i Target, depth: usize) -> Option<Data> {
        match target {
            Target::Definition { id, .. } => self.defined(*id, name, depth + 1),
            Target::External { .. } | Target::Missing { .. } => Some(Fields::new().into()),
        }
    }
}

/// Data that is not too long for an example.
fn shown(data: Option<Data>) -> Option<Data> {
    data.filter(|data| weight(data) <= MAX_VALUES && depth_of(data) <= MAX_LEVELS)
}

/// The number of levels of data.
fn depth_of(data: &Data) -> usize {
    let inside = match data.view() {
        View::Array(items) => items.iter().map(depth_of).max(),
        View::Object(fields) => fields.values().map(depth_of).max(),
        View::Null
        | View::Boolean(_)
        | View::Integer(_)
        | View::Number(_)
        | View::String(_)
        | View::Bytes(_)
        | View::Link(_)
        | View::Blob(_) => None,
    };
    1 + inside.unwrap_or(0)
}

fn boolean(it: &Boolean) -> bool {
    it.constant.or(it.default).unwrap_or(true)
}

fn integer(it: &Integer) -> Option<i64> {
    let allows = |&value: &i64| {
        it.minimum.is_none_or(|least| least <= value)
            && it.maximum.is_none_or(|most| value <= most)
            && it.constant.is_none_or(|constant| constant == value)
            && (it.values.is_empty() || it.values.contains(&value))
    };
    let candidates = [it.constant, it.default, it.values.first().copied(), Some(1)];
    candidates.into_iter().flatten().find(allows)
}

fn blob(it: &Blob) -> Option<Data> {
    let pattern = match &it.accept {
        Some(accept) => accept.first()?,
        None => "*/*",
    };
    let size = it.max_size.unwrap_or(u64::MAX).min(12_345);
    super::blob(&example_mime_type(pattern), size)
}

/// A MIME type that people know, of a pattern.
pub(crate) fn example_mime_type(pattern: &str) -> String {
    match pattern {
        "image/*" => "image/jpeg".to_owned(),
        "video/*" => "video/mp4".to_owned(),
        "audio/*" => "audio/mpeg".to_owned(),
        "text/*" => "text/plain".to_owned(),
        pattern => mime_type(pattern),
    }
}

/// Whether a MIME type is only a pattern.
pub(crate) fn is_mime_pattern(text: &str) -> bool {
    text.contains('*')
}

/// A text for the property `name`.
fn text(name: &str, schema: &StringType) -> Option<String> {
    let mut candidates: Vec<String> = Vec::new();
    candidates.extend(schema.constant.clone());
    candidates.extend(schema.values.first().cloned());
    candidates.extend(schema.default.clone());
    candidates.extend(schema.known_values.first().cloned());
    match schema.format {
        Some(Format::Did) => candidates.push("did:plc:z72i7hdynmk6r22z27h6tvur".to_owned()),
        Some(Format::Uri) => candidates.push("https://example.com/".to_owned()),
        Some(format) => candidates.extend(format.examples().iter().map(|&text| text.to_owned())),
        None => candidates.extend(free(name)),
    }
    let said = candidates.into_iter().find(|text| schema.allows(text));
    said.or_else(|| shortest(schema).filter(|text| text.len() <= MAX_VALUES))
}

/// Texts without a format.
fn free(name: &str) -> Vec<String> {
    let words = words(name);
    let lower = words.to_lowercase();
    let ends = |word: &str| lower == word || lower.ends_with(&format!(" {word}"));
    let mut texts = Vec::new();
    if ends("email") {
        texts.push("alice@example.com".to_owned());
    } else if ends("url") || ends("uri") {
        texts.push("https://example.com/".to_owned());
    }
    if !lower.is_empty() && lower.len() <= 40 {
        texts.push(format!("Example {lower}"));
        texts.push(lower);
    }
    texts.extend(["Example".to_owned(), "a".to_owned()]);
    texts
}

/// The words of a name in camel case, without characters that are no letters.
fn words(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars().filter(char::is_ascii_alphanumeric) {
        let is_new = c.is_ascii_uppercase() && !words.ends_with(|c: char| c.is_ascii_uppercase());
        if is_new && !words.is_empty() {
            words.push(' ');
        }
        words.push(c);
    }
    words
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::compiler::{
        check::check,
        dynamic::{Options, Schema, Subject, tests::world},
        ir,
        read::{Input, Limits, read},
    };

    fn example(main: &str) -> String {
        let lexicon =
            format!(r#"{{"lexicon": 1, "id": "com.example.it", "defs": {{"main": {main}}}}}"#);
        let ir = world([lexicon.as_str()]);
        let schema = Schema::find(&ir, "com.example.it", Subject::Value).expect("a schema");
        let data = schema.example().expect("an example");
        serde_json::to_string(&data).expect("JSON")
    }

    #[test]
    fn it_says_what_it_is_for() {
        let main = r#"{"type": "record", "key": "tid", "record": {
            "type": "object", "required": ["displayName"], "properties": {
                "displayName": {"type": "string", "maxLength": 30},
                "short": {"type": "string", "maxLength": 3},
                "kind": {"type": "string", "knownValues": ["a", "b"]},
                "limit": {"type": "integer", "minimum": 5, "default": 50},
                "langs": {"type": "array", "items": {"type": "string", "format": "language"}},
                "old": {"type": "string", "description": "Deprecated: use short"}
            }
        }}"#;
        let expected = r#"{"$type":"com.example.it","displayName":"Example display name","kind":"a","langs":["en"],"limit":50,"short":"a"}"#;
        let data: serde_json::Value = serde_json::from_str(&example(main)).expect("JSON");
        let expected: serde_json::Value = serde_json::from_str(expected).expect("JSON");
        assert_eq!(data, expected);
    }

    /// A lexicon of objects that all refer to the next ones.
    fn dense(definitions: usize, required: &str) -> String {
        let defs: Vec<_> = (0..definitions)
            .map(|index| {
                let refs: Vec<_> = (1..=4)
                    .map(|step| {
                        let next = (index + step) % definitions;
                        format!(r##""f{step}": {{"type": "ref", "ref": "#d{next}"}}"##)
                    })
                    .collect();
                let required = if index + 4 < definitions { required } else { "" };
                let refs = refs.join(", ");
                format!(
                    r#""d{index}": {{"type": "object", "required": [{required}], "properties": {{{refs}}}}}"#
                )
            })
            .collect();
        let defs = defs.join(", ");
        format!(r#"{{"lexicon": 1, "id": "com.example.dense", "defs": {{{defs}}}}}"#)
    }

    #[test]
    fn not_every_combination_is_tried() {
        for required in ["", r#""f1""#, r#""f1", "f2""#] {
            let ir = world([dense(120, required).as_str()]);
            for (id, _) in ir.definitions() {
                let mut speaker = Speaker::new(&ir);
                let example = speaker.definition(id);
                let levels = example.as_ref().map_or(0, depth_of);
                assert!(levels <= MAX_LEVELS, "{required}: {levels}");
            }
        }
    }

    /// Without the check that protects pages.
    #[test]
    fn every_example_of_real_lexicons_is_valid() {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let shared = package.join("../../shared/corpus");
        let folders = ["official", "official-2025-02", "next"].map(|name| shared.join(name));
        let mut made = 0;
        for folder in [package.join("../lexicons")].into_iter().chain(folders) {
            if !folder.is_dir() {
                continue;
            }
            let (sources, _) = read(&[Input::Path(folder)], &Limits::default());
            let checked = check(&sources);
            let options = ir::Options {
                allow_missing: true,
                ..ir::Options::default()
            };
            let (ir, _) = ir::resolve(&checked.documents, &checked.refused, &options);
            for (id, definition) in ir.definitions() {
                let Ok(schema) = Schema::of(&ir, id, Subject::Value) else {
                    continue;
                };
                let schema = schema.with_options(Options {
                    allow_unresolved: true,
                });
                let Some(data) = Speaker::new(&ir).definition(id) else {
                    continue;
                };
                assert_eq!(
                    schema.validate(&data),
                    Ok(()),
                    "{}: {data:?}",
                    definition.name
                );
                made += 1;
            }
        }
        assert!(made > 50, "{made}");
    }
}
