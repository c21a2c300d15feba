//! What a lexicon demands of a value beyond its type: printed into tables by the
//! generator, and applied to data by `dynamic`.

use super::{Array, DefinitionKind, Ir, Target, Type, TypeKind};
use crate::{
    compiler::schema::{Blob, Boolean, Integer, StringType},
    validate::{Constraints, Validator, string},
};

impl Ir {
    /// The constraints of a type. A reference has those of a type without Rust
    /// code of its own, or of a token, if it refers to one; other definitions
    /// have constraints of their own.
    pub(crate) fn constraints<'i>(&'i self, r#type: &'i Type) -> Constraints<'i, String> {
        match self.aliased(r#type) {
            TypeKind::Ref(Target::Definition { id, name })
                if matches!(self.definition(*id).kind, DefinitionKind::Token { .. }) =>
            {
                token(name)
            }
            kind => kind.constraints(),
        }
    }

    /// The type for which a type is an alias, or the type itself.
    pub(crate) fn aliased<'i>(&'i self, r#type: &'i Type) -> &'i TypeKind {
        let mut kind = &r#type.kind;
        while let TypeKind::Ref(Target::Definition { id, .. }) = kind
            && let DefinitionKind::Type {
                r#type: aliased,
                newtype: false,
            } = &self.definition(*id).kind
        {
            kind = &aliased.kind;
        }
        kind
    }
}

impl TypeKind {
    /// The constraints of this type alone.
    pub(crate) fn constraints(&self) -> Constraints<'_, String> {
        match self {
            Self::Boolean(boolean) => boolean.constraints(),
            Self::Integer(integer) => integer.constraints(),
            Self::String(string) => string.schema.constraints(),
            Self::Bytes(bytes) => lengths(bytes.min_length, bytes.max_length),
            Self::Blob(blob) => blob.constraints(),
            Self::Array(array) => array.constraints(),
            Self::Unknown => Constraints {
                object: true,
                ..Constraints::EMPTY
            },
            Self::CidLink | Self::Opaque(_) | Self::Object(_) | Self::Union(_) | Self::Ref(_) => {
                Constraints::EMPTY
            }
        }
    }
}

impl Boolean {
    fn constraints(&self) -> Constraints<'_, String> {
        Constraints {
            boolean: self.constant,
            ..Constraints::EMPTY
        }
    }
}

impl Integer {
    fn constraints(&self) -> Constraints<'_, String> {
        Constraints {
            minimum: self.minimum,
            maximum: self.maximum,
            integers: &self.values,
            integer: self.constant,
            ..Constraints::EMPTY
        }
    }
}

impl StringType {
    /// Whether the format is all that is demanded of a string, if there is one.
    pub(crate) fn has_only_a_format(&self) -> bool {
        let Self {
            min_length,
            max_length,
            min_graphemes,
            max_graphemes,
            values,
            constant,
            ..
        } = self;
        let bounds = [min_length, max_length, min_graphemes, max_graphemes];
        bounds.iter().all(|bound| bound.is_none()) && values.is_empty() && constant.is_none()
    }

    /// The constraints of a string.
    pub(crate) fn constraints(&self) -> Constraints<'_, String> {
        Constraints {
            min_graphemes: self.min_graphemes,
            max_graphemes: self.max_graphemes,
            strings: &self.values,
            string: self.constant.as_deref(),
            format: self.format,
            ..lengths(self.min_length, self.max_length)
        }
    }

    /// Whether a string is valid.
    pub(crate) fn allows(&self, text: &str) -> bool {
        (self.values.is_empty() || self.values.iter().any(|value| value == text))
            && self.allows_unlisted(text)
    }

    /// Whether a string is valid, apart from the list of values.
    pub(crate) fn allows_unlisted(&self, text: &str) -> bool {
        let constraints = Constraints {
            strings: &[],
            ..self.constraints()
        };
        let mut validator = Validator::default();
        string(text, &constraints, &mut validator);
        validator.finish().is_ok()
    }
}

impl Array {
    /// The constraints of an array, without those of its items.
    pub(crate) fn constraints(&self) -> Constraints<'_, String> {
        lengths(self.min_length, self.max_length)
    }
}

impl Blob {
    /// The constraints of a blob.
    pub(crate) fn constraints(&self) -> Constraints<'_, String> {
        Constraints {
            accept: self.accept.as_deref(),
            max_size: self.max_size,
            ..Constraints::EMPTY
        }
    }
}

/// The constraint of a token: its data is its own name.
pub(crate) fn token(name: &str) -> Constraints<'_, String> {
    Constraints {
        string: Some(name),
        ..Constraints::EMPTY
    }
}

fn lengths<'i>(min_length: Option<u64>, max_length: Option<u64>) -> Constraints<'i, String> {
    Constraints {
        min_length,
        max_length,
        ..Constraints::EMPTY
    }
}
