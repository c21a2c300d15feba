//! The shortest valid data of a definition, for examples and as the start of the
//! search for witnesses.
//!
//! It has only required fields, as short as the constraints allow. There is no
//! sample if a schema contradicts itself (a handle of two bytes), requires itself
//! without end, or if the smallest sample is too large to show.

mod container;
#[cfg(feature = "cli")]
mod speaking;
pub(crate) mod string;

pub(crate) use container::with_type;
#[cfg(feature = "cli")]
pub(crate) use speaking::{Speaker, example_mime_type, is_mime_pattern};

use std::collections::BTreeMap;

use crate::{
    compiler::{
        ir::{DefinitionId, DefinitionKind, Ir, Target, Type, TypeKind},
        schema,
    },
    data::{Blob, Bytes, CidLink, Data, Fields, MAX_NESTING},
};

/// The link in samples.
const LINK: &str = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

/// The CID of the bytes of a blob.
const RAW_LINK: &str = "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity";
/// The most bytes of a string or of bytes.
pub(crate) const MAX_BYTES: u64 = 1 << 22;
/// The most values in a sample. A schema of a few lines can require more than fits
/// into memory.
const MAX_VALUES: usize = 100_000;
/// A `$type` that no lexicon defines.
pub(crate) const UNHEARD_OF: &str = "com.example.unheard.of";

/// Makes samples of definitions.
#[derive(Debug)]
pub(crate) struct Sampler<'i> {
    ir: &'i Ir,
    /// Samples of definitions that have been made.
    made: BTreeMap<DefinitionId, Data>,
    /// The definitions whose samples are being made.
    open: Vec<DefinitionId>,
    /// The number of values that can still be made.
    left: usize,
    /// The fewest items of an array, even if it allows fewer.
    fewest: u64,
}

impl<'i> Sampler<'i> {
    /// A sampler for the definitions of `ir`.
    pub(crate) fn new(ir: &'i Ir) -> Self {
        Self {
            ir,
            made: BTreeMap::new(),
            open: Vec::new(),
            left: MAX_VALUES,
            fewest: 0,
        }
    }

    /// A sampler for parameters, in which an empty array is the same as none.
    pub(crate) fn of_parameters(ir: &'i Ir) -> Self {
        Self {
            fewest: 1,
            ..Self::new(ir)
        }
    }

    /// A sample of a definition.
    pub(crate) fn definition(&mut self, id: DefinitionId) -> Option<Data> {
        if let Some(data) = self.made.get(&id) {
            let data = data.clone();
            self.spend(container::weight(&data))?;
            return Some(data);
        }
        // The shortest value of a type does not hold another one of it.
        if self.open.contains(&id) || self.open.len() >= MAX_NESTING {
            return None;
        }
        let ir = self.ir;
        let nsid = ir.module(id).nsid.as_str();
        self.open.push(id);
        let data = match &ir.definition(id).kind {
            DefinitionKind::Record(record) => self
                .object(&record.object)
                .map(|data| container::with_type(data, nsid)),
            DefinitionKind::Object(object) => self.object(object),
            DefinitionKind::Type { r#type, .. } => self.value(r#type),
            DefinitionKind::Token { .. } => Some(Data::from(ir.full_name(id).as_str())),
            DefinitionKind::Endpoint(_)
            | DefinitionKind::PermissionSet(_)
            | DefinitionKind::Space(_)
            | DefinitionKind::Opaque(_) => None,
        };
        self.open.pop();
        if let Some(data) = &data {
            self.made.insert(id, data.clone());
        }
        data
    }

    /// A sample of a type.
    pub(crate) fn value(&mut self, r#type: &'i Type) -> Option<Data> {
        self.kind(&r#type.kind)
    }

    /// A sample of a type.
    pub(crate) fn kind(&mut self, kind: &'i TypeKind) -> Option<Data> {
        self.spend(1)?;
        match kind {
            TypeKind::Boolean(it) => Some(it.constant.unwrap_or(true).into()),
            TypeKind::Integer(it) => integer(it).map(Data::from),
            TypeKind::String(it) => string::shortest(&it.schema).map(Data::from),
            TypeKind::Bytes(it) => bytes(it.min_length.unwrap_or(0)),
            TypeKind::CidLink => link().map(Data::from),
            TypeKind::Blob(it) => {
                let accept = it.accept.as_deref().unwrap_or_default();
                let mime_type = if it.accept.is_some() {
                    mime_type(accept.first()?)
                } else {
                    mime_type("*/*")
                };
                blob(&mime_type, it.max_size.unwrap_or(1).min(1))
            }
            TypeKind::Unknown | TypeKind::Opaque(_) => Some(Fields::new().into()),
            TypeKind::Array(it) => self.array(it),
            TypeKind::Object(it) => self.object(it),
            TypeKind::Union(it) => self.union(it),
            TypeKind::Ref(target) => self.target(target),
        }
    }

    /// A sample of what a reference refers to.
    pub(crate) fn target(&mut self, target: &Target) -> Option<Data> {
        match target {
            Target::Definition { id, .. } => self.definition(*id),
            // Anything will do.
            Target::External { .. } | Target::Missing { .. } => Some(Fields::new().into()),
        }
    }

    /// Resets the number of values that can be made.
    pub(crate) fn refill(&mut self) {
        self.left = MAX_VALUES;
    }

    fn spend(&mut self, values: usize) -> Option<()> {
        self.left = self.left.checked_sub(values)?;
        Some(())
    }
}

/// The valid integer that is closest to zero.
fn integer(it: &schema::Integer) -> Option<i64> {
    let allows = |&value: &i64| {
        it.minimum.is_none_or(|least| least <= value)
            && it.maximum.is_none_or(|most| value <= most)
            && it.constant.is_none_or(|constant| constant == value)
            && (it.values.is_empty() || it.values.contains(&value))
    };
    let bounds = [Some(0), it.constant, it.minimum, it.maximum];
    let mut candidates = bounds
        .into_iter()
        .flatten()
        .chain(it.values.iter().copied());
    candidates.find(allows)
}

/// Bytes of this length.
pub(crate) fn bytes(length: u64) -> Option<Data> {
    let length = usize::try_from(length).ok()?;
    (length as u64 <= MAX_BYTES).then(|| Bytes::from(vec![0; length]).into())
}

/// A reference to a blob. `None` for a size that no blob has.
pub(crate) fn blob(mime_type: &str, size: u64) -> Option<Data> {
    let link = CidLink::new(RAW_LINK).ok()?;
    (size > 0).then(|| Blob::new(link, mime_type, size).into())
}

/// A MIME type of a pattern such as `image/*`.
pub(crate) fn mime_type(pattern: &str) -> String {
    match pattern.strip_suffix('*') {
        Some("" | "*/") => "application/octet-stream".to_owned(),
        Some(prefix) => format!("{prefix}x-any"),
        None => pattern.to_owned(),
    }
}

fn link() -> Option<CidLink> {
    CidLink::new(LINK).ok()
}

#[cfg(test)]
mod tests;
