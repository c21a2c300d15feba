//! Queries, procedures and subscriptions: a marker type and its companions.

use std::borrow::Cow;

use super::{Companion, Derive, Docs, Endpoint, RustType, Sentence, Shape, definitions::Builder};
use crate::{
    compiler::{
        ir::{self, Body, Type, TypeKind},
        rust::Ident,
        schema::{Method, Step, deprecation},
    },
    xrpc::Subprotocol,
};

/// What the marker of an endpoint derives. Nobody copies a marker, and `Clone` and `Copy`
/// of all of them would take 3 % of the time of `cargo check`.
const MARKER_DERIVES: [&str; 1] = ["Debug"];

impl<'i> Builder<'i> {
    /// The marker, `Params`, `Input`, `Output` or `Message`, and `Error`.
    pub(super) fn endpoint(&mut self, name: &Ident<'i>, endpoint: &'i ir::Endpoint) {
        self.marker(name, endpoint);
        if let Some(params) = &endpoint.params {
            let description = params.description.as_deref();
            let docs = Docs::default()
                .description(description)
                .or(Sentence::Companion(Companion::Params, name.clone()));
            self.within(Step::Parameters, |builder| {
                builder.object(params, description, docs);
            });
        }
        for (companion, step) in [
            (Companion::Input, Step::Input),
            (Companion::Output, Step::Output),
            (Companion::Message, Step::Message),
        ] {
            let (description, Some(schema)) = body_of(endpoint, companion) else {
                continue;
            };
            self.within(step, |builder| {
                builder.within(Step::Schema, |builder| {
                    builder.companion(companion, name, description, schema);
                });
            });
        }
        self.errors(name, endpoint);
    }

    fn marker(&mut self, name: &Ident<'i>, endpoint: &'i ir::Endpoint) {
        let nsid = &self.module.nsid;
        let description = endpoint.description.as_deref();
        let mut docs = Docs::default()
            .description(description)
            .sentence(Sentence::Endpoint(endpoint.method, nsid));
        for companion in [Companion::Input, Companion::Output, Companion::Message] {
            // A type of its own has the description.
            if let (description, None) = body_of(endpoint, companion) {
                docs = docs.body(companion, description);
            }
        }
        let encoding = |body: &'i Option<Body>| body.as_ref().map(|it| it.encoding.as_str());
        let own = |companion| RustType::Own(self.companion_name(companion));
        let body = |companion, body: &Option<Body>| match body {
            None => RustType::Plain("()"),
            Some(body) if body.schema.is_some() => own(companion),
            Some(body) if is_json(&body.encoding) => RustType::Runtime("Data"),
            Some(_) => RustType::Runtime("Binary"),
        };
        let shape = Shape::Endpoint(Endpoint {
            nsid: nsid.as_str(),
            method: endpoint.method,
            input_encoding: encoding(&endpoint.input),
            output_encoding: encoding(&endpoint.output),
            subprotocol: endpoint
                .subprotocol
                .filter(|subprotocol| *subprotocol != Subprotocol::default()),
            defaults: defaults(endpoint),
            params: match endpoint.params {
                Some(_) => own(Companion::Params),
                None => RustType::Plain("()"),
            },
            input: body(Companion::Input, &endpoint.input),
            output: match (&endpoint.message, endpoint.method) {
                (Some(_), _) => own(Companion::Message),
                (None, Method::Subscription) => RustType::Runtime("Data"),
                (None, _) => body(Companion::Output, &endpoint.output),
            },
            error: own(Companion::Errors),
        });
        let item = self.add(name.clone(), docs, shape);
        item.deprecated = deprecation(description);
        item.derives = MARKER_DERIVES.map(Derive::Standard).into();
    }
}

/// The description and the type of a body or of messages.
fn body_of(endpoint: &ir::Endpoint, companion: Companion) -> (Option<&str>, Option<&Type>) {
    let body = match companion {
        Companion::Input => &endpoint.input,
        Companion::Output => &endpoint.output,
        _ => {
            let description = endpoint.message_description.as_deref();
            return (description, endpoint.message.as_ref());
        }
    };
    let body = body.as_ref();
    let description = body.and_then(|body| body.description.as_deref());
    (description, body.and_then(|body| body.schema.as_ref()))
}

/// The parameters' defaults, as a query string spells them.
fn defaults(endpoint: &ir::Endpoint) -> Vec<(&str, Cow<'_, str>)> {
    let fields = endpoint.params.iter().flat_map(|params| &params.fields);
    let defaults = fields.filter_map(|field| {
        let value = match &field.r#type.kind {
            TypeKind::Boolean(boolean) => boolean.default?.to_string().into(),
            TypeKind::Integer(integer) => integer.default?.to_string().into(),
            TypeKind::String(text) => text.schema.default.as_deref()?.into(),
            _ => return None,
        };
        Some((field.name.as_str(), value))
    });
    defaults.collect()
}

fn is_json(encoding: &str) -> bool {
    let essence = encoding.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

impl Companion {
    pub(crate) const ALL: [Self; 5] = [
        Self::Params,
        Self::Input,
        Self::Output,
        Self::Message,
        Self::Errors,
    ];

    /// The name of its type, before a prefix.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Params => "Params",
            Self::Input => "Input",
            Self::Output => "Output",
            Self::Message => "Message",
            Self::Errors | Self::NoErrors => "Error",
        }
    }
}
