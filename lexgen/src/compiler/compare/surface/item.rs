//! Structs, enums and endpoints of the surface.

use super::{
    Argument, Constant, Enum, EnumOf, Field, Marker, Record, Shape, Struct, Variant,
    collect::Collector,
};
use crate::compiler::{
    generate::{
        AssociatedTypes, DefaultConstant, RustType, additional_derives, has_default, is_deprecated,
        payload, variants,
    },
    ir::{self, Body, Endpoint, Method, Object, Text, Type, Union},
    schema::{Path, Step},
};

/// What the marker of an endpoint derives.
pub(super) const MARKER_DERIVES: [&str; 3] = ["Clone", "Copy", "Debug"];
/// What the errors of an endpoint that names none implement of what is derived.
pub(super) const UNNAMED_DERIVES: [&str; 4] = ["Clone", "Debug", "PartialEq", "Eq"];

impl<'a> Collector<'a> {
    pub(super) fn record(&mut self, record: &'a ir::Record, place: &Path) {
        let description = record.description.as_deref();
        let description = description.or(record.object.description.as_deref());
        let says = Record {
            nsid: self.module.nsid.as_str().to_owned(),
            key: record.key.to_string(),
        };
        let object = place.with(Step::Record);
        self.structure(&record.object, description, Some(says), (place, &object));
    }

    pub(super) fn object(&mut self, object: &'a Object, place: &Path) {
        let description = object.description.as_deref();
        self.structure(object, description, None, (place, place));
    }

    /// The places are those of the item and of the object that has the
    /// properties.
    fn structure(
        &mut self,
        object: &'a Object,
        description: Option<&str>,
        record: Option<Record>,
        (item, holder): (&Path, &Path),
    ) {
        let place = |name: &str| holder.with(Step::Property(name.to_owned()));
        let fields = object.fields.iter().map(|field| Field {
            name: field.rust_name.clone(),
            r#type: self.named(&RustType::field(self.ir, field)),
            deprecated: is_deprecated(field.r#type.description()),
            place: place(&field.name),
        });
        let fields = fields.collect();
        let required = object.fields.iter().filter(|field| field.required);
        let arguments = required.map(|field| Argument {
            name: field.rust_name.clone(),
            r#type: self.named(&RustType::argument(self.ir, field)),
            place: place(&field.name),
        });
        let arguments: Vec<Argument> = arguments.collect();
        let constants = object.fields.iter().filter_map(|field| {
            let constant = DefaultConstant::of(field)?;
            Some(Constant {
                r#type: self.named(&constant.r#type),
                value: format!("{:?}", constant.value),
                name: constant.name,
                place: place(&field.name).with(Step::Keyword("default")),
            })
        });
        let constants = constants.collect();
        let is_default = has_default(object);
        let shape = Shape::Struct(Struct {
            fields,
            new: (!is_default).then_some(arguments),
            constants,
            record,
        });
        let additional: &[&str] = if is_default { &["Default"] } else { &[] };
        let deprecated = is_deprecated(description);
        self.add(&object.rust_name, item, deprecated, Some(additional), shape);
        for field in &object.fields {
            self.inline(&field.r#type, &place(&field.name));
        }
    }

    pub(super) fn union(&mut self, union: &'a Union, place: &Path) {
        let mut all: Vec<Variant> = variants(union)
            .map(|member| Variant {
                name: member.rust_name.clone(),
                wire: Some(member.target.name().to_string()),
                holds: Some(self.named(&payload(self.ir, member))),
                deprecated: false,
            })
            .collect();
        if !union.closed {
            let rest = RustType::Box(RustType::Runtime("TypedObject").into());
            all.push(self.other(&rest));
        }
        let shape = Shape::Enum(Enum {
            of: EnumOf::Members,
            exhaustive: union.closed,
            variants: all,
        });
        self.add(&union.rust_name, place, false, Some(&[]), shape);
    }

    /// The enum of a string that lists values.
    pub(super) fn values(&mut self, text: &'a Text, place: &Path) {
        let Some(values) = &text.values else {
            return;
        };
        let listed = values.variants.iter().map(|variant| Variant {
            name: variant.rust_name.clone(),
            wire: Some(variant.name.clone()),
            holds: None,
            deprecated: false,
        });
        let mut all: Vec<Variant> = listed.collect();
        if !values.closed {
            all.push(self.other(&RustType::Plain("String")));
        }
        let shape = Shape::Enum(Enum {
            of: EnumOf::Values,
            exhaustive: values.closed,
            variants: all,
        });
        let additional = additional_derives(values.closed);
        self.add(&values.rust_name, place, false, Some(additional), shape);
    }

    pub(super) fn endpoint(&mut self, name: &str, endpoint: &'a Endpoint, place: &Path) {
        let types = AssociatedTypes::of(endpoint);
        let encoding = |body: &Option<Body>| body.as_ref().map(|body| body.encoding.clone());
        let marker = Shape::Marker(Marker {
            nsid: self.module.nsid.as_str().to_owned(),
            method: match endpoint.method {
                Method::Query => "Query",
                Method::Procedure => "Procedure",
                Method::Subscription => "Subscription",
            },
            input_encoding: encoding(&endpoint.input),
            output_encoding: encoding(&endpoint.output),
            params: self.named(&types.params),
            input: self.named(&types.input),
            output: self.named(&types.output),
            error: self.named(&types.error),
        });
        let deprecated = is_deprecated(endpoint.description.as_deref());
        self.add(name, place, deprecated, None, marker);
        if let Some(params) = &endpoint.params {
            self.object(params, &place.with(Step::Parameters));
        }
        let schema = |body: &'a Option<Body>| body.as_ref()?.schema.as_ref();
        for (name, part, schema) in [
            ("Input", Step::Input, schema(&endpoint.input)),
            ("Output", Step::Output, schema(&endpoint.output)),
            ("Message", Step::Message, endpoint.message.as_ref()),
        ] {
            let place = place.with(part).with(Step::Schema);
            match schema {
                None => {}
                Some(Type::Object(object)) => self.object(object, &place),
                Some(Type::Union(union)) => self.union(union, &place),
                Some(other) => self.alias(name, other, &place),
            }
        }
        self.errors(endpoint, &place.with(Step::Keyword("errors")));
    }

    fn errors(&mut self, endpoint: &Endpoint, place: &Path) {
        let detail = self.named(&RustType::Runtime("ErrorDetail"));
        let named = endpoint.errors.iter().map(|error| Variant {
            name: error.rust_name.clone(),
            wire: Some(error.name.clone()),
            holds: Some(detail.clone()),
            deprecated: is_deprecated(error.description.as_deref()),
        });
        let mut all: Vec<Variant> = named.collect();
        all.push(self.other(&RustType::Runtime("XrpcError")));
        let shape = Shape::Enum(Enum {
            of: EnumOf::Errors,
            exhaustive: false,
            variants: all,
        });
        self.add("Error", place, false, Some(&[]), shape);
    }

    /// The variant for what a lexicon does not list.
    fn other(&self, holds: &RustType<'_>) -> Variant {
        Variant {
            name: "Other".to_owned(),
            wire: None,
            holds: Some(self.named(holds)),
            deprecated: false,
        }
    }
}
