//! JSON Schema of generated types (feature `schemars`): what they are on the wire.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::{data::Nullable, syntax::Format, validate::Constraints};

mod runtime;

/// The schema of an object, to which [`schema!`](crate::schema) adds its fields.
pub struct ObjectSchema<'g> {
    generator: &'g mut SchemaGenerator,
    properties: Map<String, Value>,
    required: Vec<Value>,
}

impl<'g> ObjectSchema<'g> {
    /// An object without fields.
    pub fn new(generator: &'g mut SchemaGenerator) -> Self {
        Self {
            generator,
            properties: Map::new(),
            required: Vec::new(),
        }
    }

    /// Adds the `$type` of a record.
    #[must_use]
    pub fn type_name(mut self, nsid: &str) -> Self {
        let schema = json_schema!({"type": "string", "const": nsid});
        self.property("$type", schema, "");
        self.must_have("$type")
    }

    /// Adds a required field.
    #[must_use]
    pub fn required<S, T: JsonSchema>(
        mut self,
        name: &str,
        description: &str,
        constraints: &Constraints<'_>,
        _field: fn(&S) -> &T,
    ) -> Self {
        self.field::<T>(name, description, constraints);
        self.must_have(name)
    }

    /// Adds an optional field.
    #[must_use]
    pub fn optional<S, T: JsonSchema>(
        mut self,
        name: &str,
        description: &str,
        constraints: &Constraints<'_>,
        _field: fn(&S) -> &Option<T>,
    ) -> Self {
        self.field::<T>(name, description, constraints);
        self
    }

    /// Adds a nullable, optional field.
    #[must_use]
    pub fn nullable<S, T: JsonSchema>(
        mut self,
        name: &str,
        description: &str,
        constraints: &Constraints<'_>,
        _field: fn(&S) -> &Nullable<T>,
    ) -> Self {
        self.field::<Option<T>>(name, description, constraints);
        self
    }

    fn field<T: JsonSchema>(
        &mut self,
        name: &str,
        description: &str,
        constraints: &Constraints<'_>,
    ) {
        let mut schema = self.generator.subschema_for::<T>();
        constrain(&mut schema, constraints);
        if constraints.object {
            // The schema of data of any kind says nothing. This is what `schemars`
            // calls an `Option`.
            let may_be_null = T::schema_name().starts_with("Nullable_");
            let types = if may_be_null {
                json!(["object", "null"])
            } else {
                json!("object")
            };
            schema.insert("type".to_owned(), types);
        }
        self.property(name, schema, description);
    }

    fn property(&mut self, name: &str, mut schema: Schema, description: &str) {
        describe(&mut schema, description);
        self.properties.insert(name.to_owned(), schema.into());
    }

    fn must_have(mut self, name: &str) -> Self {
        self.required.push(name.into());
        self
    }

    /// The schema. Fields that the lexicon does not name are allowed.
    #[must_use]
    pub fn finish(self, description: &str) -> Schema {
        let mut schema = json_schema!({"type": "object"});
        if !self.properties.is_empty() {
            schema.insert("properties".to_owned(), self.properties.into());
        }
        if !self.required.is_empty() {
            schema.insert("required".to_owned(), self.required.into());
        }
        describe(&mut schema, description);
        schema
    }
}

/// The schema of a union, to which [`schema!`](crate::schema) adds its members.
pub struct UnionSchema<'g> {
    generator: &'g mut SchemaGenerator,
    members: Vec<Value>,
    names: Vec<Value>,
}

impl<'g> UnionSchema<'g> {
    /// A union without members.
    pub fn new(generator: &'g mut SchemaGenerator) -> Self {
        Self {
            generator,
            members: Vec::new(),
            names: Vec::new(),
        }
    }

    /// Adds a member, which has a `$type`.
    #[must_use]
    pub fn member<U, T: JsonSchema>(mut self, name: &str, _variant: fn(Box<T>) -> U) -> Self {
        let schema = self.generator.subschema_for::<T>();
        self.members.push(json!({
            "allOf": [schema],
            "properties": {"$type": {"type": "string", "const": name}},
            "required": ["$type"],
        }));
        self.names.push(name.into());
        self
    }

    /// The schema. An open union has other members too.
    #[must_use]
    pub fn finish(mut self, is_open: bool, description: &str) -> Schema {
        if is_open {
            let mut name = Map::from_iter([("type".to_owned(), json!("string"))]);
            if !self.names.is_empty() {
                name.insert("not".to_owned(), json!({"enum": self.names}));
            }
            self.members.push(json!({
                "type": "object",
                "properties": {"$type": name},
                "required": ["$type"],
            }));
        }
        let mut schema = json_schema!({"oneOf": self.members});
        describe(&mut schema, description);
        schema
    }
}

/// The schema of a string with listed values.
#[must_use]
pub fn values_schema(is_open: bool, values: &[&str], description: &str) -> Schema {
    let mut schema = if is_open {
        json_schema!({"type": "string", "examples": values})
    } else {
        json_schema!({"type": "string", "enum": values})
    };
    describe(&mut schema, description);
    schema
}

/// The schema of the errors of an endpoint.
#[must_use]
pub fn errors_schema(names: &[&str], description: &str) -> Schema {
    let mut schema = json_schema!({
        "type": "object",
        "properties": {
            "error": {"type": "string", "examples": names},
            "message": {"type": "string"},
        },
        "required": ["error"],
    });
    describe(&mut schema, description);
    schema
}

/// The schema of a newtype.
#[must_use]
pub fn newtype_schema<T: JsonSchema, N>(
    generator: &mut SchemaGenerator,
    _newtype: fn(T) -> N,
    constraints: &Constraints<'_>,
    description: &str,
) -> Schema {
    let mut schema = T::json_schema(generator);
    constrain(&mut schema, constraints);
    describe(&mut schema, description);
    schema
}

fn describe(schema: &mut Schema, description: &str) {
    if !description.is_empty() {
        schema.insert("description".to_owned(), description.into());
    }
}

/// Adds the constraints that JSON Schema has. It counts code points, which are at
/// most as many as bytes and at least as many as graphemes.
fn constrain(schema: &mut Schema, constraints: &Constraints<'_>) {
    let kinds = Kinds::of(schema);
    let mut add = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            schema.insert(key.to_owned(), value);
        }
    };
    add("minimum", constraints.minimum.map(Value::from));
    add("maximum", constraints.maximum.map(Value::from));
    add(
        "format",
        constraints.format.map(|it| format_name(it).into()),
    );
    if kinds.string {
        let bytes = constraints.min_length.map(|bytes| bytes.div_ceil(4));
        let least = bytes.max(constraints.min_graphemes);
        add("minLength", least.map(Value::from));
        add("maxLength", constraints.max_length.map(Value::from));
    }
    if kinds.array {
        add("minItems", constraints.min_length.map(Value::from));
        add("maxItems", constraints.max_length.map(Value::from));
    }
    let integers = constraints.integers.iter().copied().map(Value::from);
    let strings = constraints.strings.iter().copied().map(Value::from);
    let constants = [
        constraints.integer.map(Value::from),
        constraints.string.map(Value::from),
        constraints.boolean.map(Value::from),
    ];
    let mut allowed = Vec::from_iter(constants.into_iter().flatten());
    if allowed.is_empty() {
        allowed.extend(integers.chain(strings));
    }
    if !allowed.is_empty() {
        allowed.extend(kinds.null.then_some(Value::Null));
        add("enum", Some(allowed.into()));
    }
    if let (Some(constraints), Some(items)) = (constraints.items, schema.get_mut("items"))
        && let Ok(items) = <&mut Schema>::try_from(items)
    {
        constrain(items, constraints);
    }
}

/// Which types a schema allows.
struct Kinds {
    string: bool,
    array: bool,
    null: bool,
}

impl Kinds {
    fn of(schema: &Schema) -> Self {
        let allows = |name: &str| match schema.get("type") {
            Some(Value::String(only)) => only == name,
            Some(Value::Array(several)) => several.iter().any(|it| it == name),
            _ => false,
        };
        Self {
            string: allows("string"),
            array: allows("array"),
            null: allows("null"),
        }
    }
}

/// The name of a format in JSON Schema.
fn format_name(format: Format) -> &'static str {
    match format {
        Format::Datetime => "date-time",
        other => other.name(),
    }
}

/// Implements `JsonSchema` of the crate `schemars` for a type, from a table like
/// those that implement serde's traits. Names are those on the wire.
///
/// Needs the feature `schemars`.
#[macro_export]
macro_rules! schema {
    (object $name:ident $($description:literal)? { $($rows:tt)* }) => {
        $crate::__schema! { $name, generator, $crate::__object_schema!(
            generator [] [$($description)?] $($rows)*
        ) }
    };
    (record $name:ident $($description:literal)? = $nsid:literal { $($rows:tt)* }) => {
        $crate::__schema! { $name, generator, $crate::__object_schema!(
            generator [.type_name($nsid)] [$($description)?] $($rows)*
        ) }
    };
    ($openness:ident union $name:ident $($description:literal)? {
        $($(#[$attribute:meta])* $variant:ident = $wire:literal;)*
    }) => {
        $crate::__schema! { $name, generator, {
            let schema = $crate::wire::UnionSchema::new(generator);
            $($(#[$attribute])* let schema = schema.member($wire, Self::$variant);)*
            schema.finish($crate::__is_open!($openness), ::core::concat!($($description)?))
        } }
    };
    ($openness:ident values $name:ident $($description:literal)? {
        $($variant:ident = $wire:literal;)*
    }) => {
        $crate::__schema! { $name, generator, {
            let _ = generator;
            $crate::wire::values_schema(
                $crate::__is_open!($openness),
                &[$($wire),*],
                ::core::concat!($($description)?),
            )
        } }
    };
    (errors $name:ident $($description:literal)? { $($variant:ident = $wire:literal;)* }) => {
        $crate::__schema! { $name, generator, {
            let _ = generator;
            $crate::wire::errors_schema(&[$($wire),*], ::core::concat!($($description)?))
        } }
    };
    (newtype $name:ident $($description:literal)? {
        $($attribute:ident $(($($value:tt)*))?),* $(;)?
    }) => {
        $crate::__schema! { $name, generator, $crate::wire::newtype_schema(
            generator,
            $name,
            $crate::__constraints!([] $($attribute $(($($value)*))?),*),
            ::core::concat!($($description)?),
        ) }
    };
}

/// The implementation of `JsonSchema`.
#[doc(hidden)]
#[macro_export]
macro_rules! __schema {
    ($name:ident, $generator:ident, $schema:expr) => {
        #[allow(deprecated)]
        impl $crate::__private::JsonSchema for $name {
            #[inline]
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(::core::stringify!($name).trim_start_matches("r#"))
            }

            // Types of several modules may have one name.
            #[inline]
            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(::core::concat!(
                    ::core::module_path!(),
                    "::",
                    ::core::stringify!($name)
                ))
            }

            #[inline]
            fn json_schema(
                $generator: &mut $crate::__private::SchemaGenerator,
            ) -> $crate::__private::Schema {
                $schema
            }
        }
    };
}

/// The schema of an object.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_schema {
    ($generator:ident [$($type:tt)*] [$($description:literal)?] $(
        $presence:ident $field:ident = $wire:literal $($about:literal)?
        $(, $attribute:ident $(($($value:tt)*))?)*;
    )*) => {
        $crate::wire::ObjectSchema::new($generator)
            $($type)*
            $(.$presence(
                $wire,
                ::core::concat!($($about)?),
                $crate::__constraints!([] $($attribute $(($($value)*))?),*),
                |object: &Self| &object.$field,
            ))*
            .finish(::core::concat!($($description)?))
    };
}

/// Whether a table is `open`.
#[doc(hidden)]
#[macro_export]
macro_rules! __is_open {
    (open) => {
        true
    };
    (closed) => {
        false
    };
}
