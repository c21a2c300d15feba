//! Values that a schema allows: with only the required fields, and with all.

use lexgen::__internal::{
    dynamic::Subject,
    ir::{Definition, DefinitionKind, Ir, Object, Target, Text, Type, TypeKind},
};
use serde_json::{Map, Value, json};

const LINK: &str = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

/// One value with only the required fields, and several with all fields, with
/// different members of unions.
pub(super) fn of(ir: &Ir, name: &str, subject: Subject) -> Vec<Value> {
    (0..4)
        .map(|turn| {
            let sampler = Sampler { ir, turn };
            sampler.subject(name, subject)
        })
        .collect()
}

#[derive(Clone, Copy)]
struct Sampler<'i> {
    ir: &'i Ir,
    /// 0 means only required fields.
    turn: usize,
}

/// The depth below which only required fields are generated.
const DEEP: usize = 3;

impl Sampler<'_> {
    fn subject(self, name: &str, subject: Subject) -> Value {
        let (nsid, definition) = name.split_once('#').unwrap_or((name, "main"));
        let module = self.ir.modules.iter().find(|it| it.nsid.as_str() == nsid);
        let module = module.expect("the document");
        let definition = module.definitions.iter().find(|it| it.name == definition);
        let definition = definition.expect("the definition");
        let DefinitionKind::Endpoint(endpoint) = &definition.kind else {
            return self.definition(name, definition, 0);
        };
        let body =
            |body: &Option<lexgen::__internal::ir::Body>| body.clone().and_then(|it| it.schema);
        let schema = match subject {
            Subject::Params => {
                return self.object(endpoint.params.as_ref().expect("parameters"), 0);
            }
            Subject::Input => body(&endpoint.input),
            Subject::Output => body(&endpoint.output),
            Subject::Message => endpoint.message.clone(),
            Subject::Value | Subject::ErrorBody => {
                return json!({"error": "Busy", "message": "later"});
            }
        };
        self.value(&schema.expect("a schema"), 0)
    }

    fn definition(self, name: &str, definition: &Definition, depth: usize) -> Value {
        match &definition.kind {
            DefinitionKind::Record(record) => {
                let mut value = self.object(&record.object, depth);
                value["$type"] = name.into();
                value
            }
            DefinitionKind::Object(object) => self.object(object, depth),
            DefinitionKind::Type { r#type, .. } => self.value(r#type, depth),
            DefinitionKind::Token { .. } => name.into(),
            DefinitionKind::Endpoint(_)
            | DefinitionKind::PermissionSet(_)
            | DefinitionKind::Space(_)
            | DefinitionKind::Opaque(_) => {
                unreachable!("{name} is no type")
            }
        }
    }

    fn object(self, object: &Object, depth: usize) -> Value {
        let fields = object.fields.iter().filter(|field| {
            field.required || (self.turn > 0 && depth < DEEP && !field.name.starts_with('$'))
        });
        let value = |field: &lexgen::__internal::ir::Field| match (field.nullable, self.turn) {
            (true, 0 | 2) => Value::Null,
            (true, _) if depth >= DEEP => Value::Null,
            _ => self.value(&field.r#type, depth + 1),
        };
        fields
            .map(|field| (field.name.clone(), value(field)))
            .collect::<Map<_, _>>()
            .into()
    }

    fn value(self, r#type: &Type, depth: usize) -> Value {
        match &r#type.kind {
            TypeKind::Boolean(it) => it.constant.unwrap_or(true).into(),
            TypeKind::Integer(it) => {
                let usual = it.minimum.unwrap_or(0).max(it.maximum.unwrap_or(3).min(3));
                let listed = it.constant.or(it.values.first().copied());
                listed.unwrap_or(usual).into()
            }
            TypeKind::String(it) => self.text(it).into(),
            TypeKind::Bytes(it) => {
                let bytes = it.min_length.unwrap_or(0);
                let text: String = (0..(bytes * 4).div_ceil(3)).map(|_| 'A').collect();
                json!({"$bytes": text})
            }
            TypeKind::CidLink => json!({"$link": LINK}),
            TypeKind::Blob(it) => {
                let accept = it.accept.as_ref().and_then(|it| it.first());
                let mime = accept
                    .map_or("text/plain", String::as_str)
                    .replace('*', "x");
                match self.turn {
                    3 => json!({"cid": LINK, "mimeType": mime}),
                    _ => {
                        json!({"$type": "blob", "ref": {"$link": LINK}, "mimeType": mime, "size": 3})
                    }
                }
            }
            TypeKind::Unknown | TypeKind::Opaque(_) => {
                json!({"$type": "com.example.any", "a": [1, null, {"b": ""}]})
            }
            TypeKind::Array(it) => {
                let least = it.min_length.unwrap_or(0);
                let most = it.max_length.unwrap_or(u64::MAX);
                let wanted = if self.turn == 0 || depth >= DEEP {
                    0
                } else {
                    2
                };
                (0..least.max(wanted).min(most))
                    .map(|_| self.value(&it.items, depth + 1))
                    .collect()
            }
            TypeKind::Object(it) => self.object(it, depth),
            TypeKind::Union(it) => {
                let known: Vec<_> = it.members.iter().map(|member| &member.target).collect();
                if known.is_empty() || (!it.closed && (depth >= DEEP || self.turn == 0)) {
                    return json!({"$type": "com.example.unheard", "a": 1});
                }
                let target = known[(self.turn + depth) % known.len()];
                let mut value = self.target(target, depth);
                value["$type"] = target.name().as_str().into();
                value
            }
            TypeKind::Ref(target) => self.target(target, depth),
        }
    }

    fn target(self, target: &Target, depth: usize) -> Value {
        let Target::Definition { name, id } = target else {
            unreachable!("{} is not here", target.name());
        };
        self.definition(name, self.ir.definition(*id), depth)
    }

    fn text(self, text: &Text) -> String {
        use lexgen::syntax::Format::*;
        let schema = &text.schema;
        let listed = schema.constant.as_ref();
        let values = text
            .values
            .as_ref()
            .map(|it| &it.variants[self.turn % it.variants.len()].name);
        if let Some(value) = listed.or(values) {
            return value.clone();
        }
        let usual = match schema.format {
            Some(AtIdentifier | Handle) => "alice.example.com",
            Some(AtUri) => "at://alice.example.com/com.example.note/self",
            Some(Cid) => LINK,
            Some(Datetime) => "2024-01-02T03:04:05.678Z",
            Some(Did) => "did:plc:ewvi7nxzyoun6zhxrhs64oiz",
            Some(Language) => "en-GB",
            Some(Nsid) => "com.example.note",
            Some(RecordKey) => "self",
            Some(SpaceRef) => "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/space/com.example.room/self",
            Some(Tid) => "3jzfcijpj2z2a",
            Some(Uri) => "https://example.com/a?b#c",
            None => {
                let least = schema.min_length.max(schema.min_graphemes).unwrap_or(0);
                let most = schema
                    .max_length
                    .unwrap_or(9)
                    .min(schema.max_graphemes.unwrap_or(9));
                let count = most.min(3).max(least);
                return (0..count).map(|_| '3').collect();
            }
        };
        usual.to_owned()
    }
}
