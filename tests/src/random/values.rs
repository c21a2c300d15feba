//! Random values of a lexicon, including ones that it does not list: unknown
//! fields, unknown members, unknown enum values.

use super::Random;

use lexgen::__internal::{
    ir::{DefinitionKind, Ir, Object, Target, Text, Type, TypeKind, Union},
    schema::StringType,
};
use lexgen::{Blob, Bytes, Cid, CidLink, Data, Fields, syntax::Format};

/// Below this depth only required fields are generated, so that recursion ends.
const DEEP: usize = 6;
/// Below this depth nothing is generated: a type may require itself.
const DEEPEST: usize = 20;

/// Generates values. The same seed gives the same ones.
#[derive(Debug)]
pub struct Arbitrary<'a> {
    ir: &'a Ir,
    random: Random,
    depth: usize,
}

impl<'a> Arbitrary<'a> {
    /// Starts from a seed.
    #[must_use]
    pub fn new(ir: &'a Ir, seed: u64) -> Self {
        Self {
            ir,
            random: Random::new(seed),
            depth: 0,
        }
    }

    fn below(&mut self, limit: usize) -> usize {
        self.random.below(limit)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.random.chance(percent)
    }

    fn pick<'t, T: ?Sized>(&mut self, from: &[&'t T]) -> &'t T {
        from[self.below(from.len())]
    }

    /// An object, with unknown fields.
    pub fn object(&mut self, object: &Object) -> Fields {
        let mut fields = Fields::new();
        self.depth += 1;
        for field in &object.fields {
            if !field.required && (self.depth > DEEP || self.chance(40)) {
                continue;
            }
            let value = match field.nullable && self.chance(30) {
                true => Data::null(),
                false => self.value(&field.r#type),
            };
            fields.insert(field.name.as_str(), value);
        }
        for name in ["zz-unknown", "\u{1F4DA} \"quoted\\", ""] {
            if self.chance(20) {
                fields.insert(name, self.anything(3));
            }
        }
        self.depth -= 1;
        fields
    }

    /// A value of a type.
    pub fn value(&mut self, r#type: &Type) -> Data {
        if self.depth > DEEPEST {
            return Data::null();
        }
        match &r#type.kind {
            TypeKind::Boolean(it) => {
                let random = self.chance(50);
                Data::from(it.constant.unwrap_or(random))
            }
            TypeKind::Integer(it) => {
                let random = self.integer(it.minimum, it.maximum);
                let listed = it.values.get(self.below(it.values.len())).copied();
                Data::from(it.constant.or(listed).unwrap_or(random))
            }
            TypeKind::String(text) => Data::from(self.text(text)),
            TypeKind::Bytes(it) => {
                let length = self.length(it.min_length, it.max_length);
                let bytes: Vec<u8> = (0..length).map(|_| self.below(256) as u8).collect();
                Data::from(Bytes::from(bytes))
            }
            TypeKind::CidLink => Data::from(self.link(0x71)),
            TypeKind::Blob(it) => {
                let accept = it.accept.as_deref().and_then(|accept| accept.first());
                let mime_type = accept
                    .map_or("text/plain", String::as_str)
                    .replace('*', "png");
                let size = it
                    .max_size
                    .unwrap_or(1 << 40)
                    .min(self.below(1 << 30) as u64);
                Data::from(Blob::new(self.link(0x55), mime_type, size.max(1)))
            }
            TypeKind::Opaque(_) => self.anything(2),
            TypeKind::Unknown => {
                let mut fields = Fields::new();
                fields.insert("any", self.anything(3));
                Data::from(fields)
            }
            TypeKind::Array(array) => {
                let length = match self.depth > DEEP {
                    true => array.min_length.unwrap_or(0),
                    false => self
                        .length(array.min_length, array.max_length)
                        .min(array.min_length.unwrap_or(0).max(3)),
                };
                self.depth += 1;
                let items: Vec<Data> = (0..length).map(|_| self.value(&array.items)).collect();
                self.depth -= 1;
                Data::from(items)
            }
            TypeKind::Object(object) => Data::from(self.object(object)),
            TypeKind::Union(union) => self.member(union),
            TypeKind::Ref(target) => self.target(target),
        }
    }

    fn target(&mut self, target: &Target) -> Data {
        match target {
            Target::Definition { id, name } => match &self.ir.definition(*id).kind {
                DefinitionKind::Object(object) => Data::from(self.object(object)),
                DefinitionKind::Record(record) => {
                    let mut fields = self.object(&record.object);
                    fields.insert("$type", name.as_str());
                    Data::from(fields)
                }
                DefinitionKind::Type { r#type, .. } => self.value(r#type),
                _ => Data::from(name.as_str()),
            },
            Target::External { .. } | Target::Missing { .. } => self.anything(2),
        }
    }

    /// A member of a union, sometimes an unknown one if the union is open.
    fn member(&mut self, union: &Union) -> Data {
        let unknown = !union.closed && (union.members.is_empty() || self.chance(20));
        let (name, data) = match unknown {
            true => (
                "com.example.unheard.of#member".to_owned(),
                self.anything_inside(3),
            ),
            false => {
                let target = &union.members[self.below(union.members.len())].target;
                (target.name().to_string(), self.target(target))
            }
        };
        let mut fields = data.into_object().unwrap_or_default();
        fields.insert("$type", name);
        Data::from(fields)
    }

    fn text(&mut self, text: &Text) -> String {
        let schema = &text.schema;
        if let Some(constant) = &schema.constant {
            return constant.clone();
        }
        if let Some(values) = &text.values
            && (values.closed || self.chance(70))
        {
            return values.variants[self.below(values.variants.len())]
                .name
                .clone();
        }
        if let Some(format) = schema.format {
            return self.formatted(format);
        }
        let least = schema.min_length.max(schema.min_graphemes).unwrap_or(0);
        let most = schema
            .max_length
            .unwrap_or(1000)
            .min(schema.max_graphemes.unwrap_or(1000));
        if self.chance(20) && least == 0 && most > 20 {
            return "é\u{1F469}\u{200D}\u{1F4BB} \"\\\n".to_owned();
        }
        if self.chance(20)
            && let Some(text) = self.accented(schema)
        {
            return text;
        }
        let length = self.length(Some(least), Some(most));
        (0..length)
            .map(|_| char::from(b'a' + self.below(26) as u8))
            .collect()
    }

    /// A text with more bytes than graphemes.
    fn accented(&mut self, schema: &StringType) -> Option<String> {
        let count = self.length(schema.min_graphemes, schema.max_graphemes);
        let letters = ["a", "é", "e\u{301}", "\u{1F469}\u{200D}\u{1F4BB}"];
        let text: String = (0..count).map(|_| self.pick(&letters)).collect();
        let bytes = text.len() as u64;
        let fits = schema.min_length.is_none_or(|least| least <= bytes)
            && schema.max_length.is_none_or(|most| bytes <= most);
        fits.then_some(text)
    }

    fn formatted(&mut self, format: Format) -> String {
        self.pick(format.examples()).to_owned()
    }

    fn integer(&mut self, least: Option<i64>, most: Option<i64>) -> i64 {
        let least = least.unwrap_or(-(1 << 40));
        let most = most.unwrap_or(1 << 40).max(least);
        match self.below(4) {
            0 => least,
            1 => most,
            _ => {
                let span = most.abs_diff(least).min(1 << 30);
                least.saturating_add_unsigned(self.below(span as usize + 1) as u64)
            }
        }
    }

    /// A length within bounds, often equal to one of them.
    fn length(&mut self, least: Option<u64>, most: Option<u64>) -> u64 {
        let least = least.unwrap_or(0);
        let most = most.unwrap_or(least + 12).max(least).min(least + 12);
        match self.below(5) {
            0 => least,
            1 => most,
            _ => least + self.below((most - least) as usize + 1) as u64,
        }
    }

    fn link(&mut self, codec: u8) -> CidLink {
        let mut bytes = vec![1, codec, 0x12, 0x20];
        bytes.extend((0..32).map(|_| self.below(256) as u8));
        let cid = Cid::from_bytes(&bytes).expect("a CID of version 1");
        CidLink::try_from(cid).expect("a CID in base32")
    }

    /// Data of any kind.
    fn anything(&mut self, depth: usize) -> Data {
        match self.below(if depth == 0 { 6 } else { 8 }) {
            0 => Data::null(),
            1 => Data::from(self.chance(50)),
            2 => Data::from(self.integer(None, None)),
            3 => Data::from("text"),
            4 => Data::from(self.link(0x71)),
            5 => Data::from(Bytes::from(vec![self.below(256) as u8])),
            6 => (0..self.below(3))
                .map(|_| self.anything(depth - 1))
                .collect(),
            _ => self.anything_inside(depth - 1),
        }
    }

    fn anything_inside(&mut self, depth: usize) -> Data {
        let names = ["a", "b", "longer name"];
        let fields =
            (0..self.below(3)).map(|place| (names[place].to_owned(), self.anything(depth)));
        fields.collect()
    }
}
