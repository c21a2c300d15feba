//! Queries, procedures and subscriptions: a marker type and its companions.

use super::{
    AssociatedTypes, ModuleWriter, docs::Docs, imports::ident, item::Item, named::named_docs,
    table::Table,
};
use crate::compiler::{
    ir::{Body, Endpoint, Method, Type},
    rust::Quoted,
};

impl ModuleWriter<'_> {
    /// The marker, `Params`, `Input`, `Output` or `Message`, and `Error`.
    pub(super) fn endpoint(&mut self, rust_name: &str, endpoint: &Endpoint) {
        self.marker(rust_name, endpoint);
        if let Some(params) = &endpoint.params {
            let docs = Docs::default()
                .description(params.description.as_deref())
                .or_text(|| format!("The parameters of [`{rust_name}`]."));
            self.object(params, docs);
        }
        let bodies = [
            (
                "Input",
                "request body",
                endpoint.input.as_ref().and_then(|it| it.schema.as_ref()),
            ),
            (
                "Output",
                "response body",
                endpoint.output.as_ref().and_then(|it| it.schema.as_ref()),
            ),
            ("Message", "messages", endpoint.message.as_ref()),
        ];
        for (name, role, schema) in bodies {
            if let Some(schema) = schema {
                let name = self.module.companion(name);
                self.companion(&name, schema, || format!("The {role} of [`{rust_name}`]."));
            }
        }
        self.errors(rust_name, endpoint);
        self.implementation(rust_name, endpoint);
    }

    fn marker(&mut self, rust_name: &str, endpoint: &Endpoint) {
        let name = ident(rust_name);
        let nsid = self.module.nsid.as_str();
        let description = endpoint.description.as_deref();
        let kind = match endpoint.method {
            Method::Query => "Query",
            Method::Procedure => "Procedure",
            Method::Subscription => "Subscription",
        };
        let docs = Docs::default()
            .description(description)
            .text(format!("{kind} `{nsid}`."));
        let derives = ["Clone", "Copy", "Debug"].map(|name| self.imports.prelude(name));
        let mut item = Item::of_docs(&docs);
        item.deprecation(description);
        item.line(format_args!("#[derive({})]", derives.join(", ")));
        item.line(format_args!("pub struct {name};"));
        self.items.push(item);
    }

    /// A body's type under its fixed name.
    fn companion(&mut self, name: &str, schema: &Type, text: impl FnOnce() -> String) {
        let docs = named_docs(schema, text);
        match schema {
            Type::Object(object) => self.object(object, docs),
            Type::Union(union) => self.union(union, docs),
            other => self.alias(name, other, docs),
        }
    }

    fn errors(&mut self, rust_name: &str, endpoint: &Endpoint) {
        let companion = self.module.companion("Error");
        let name = ident(&companion);
        if endpoint.errors.is_empty() {
            return self.no_errors(rust_name, &name);
        }
        let detail = self.imports.runtime("ErrorDetail");
        let other = self.imports.runtime("XrpcError");
        let mut item = Item::default();
        item.unbreakable(format_args!("/// The errors that [`{rust_name}`] names."));
        item.line(self.derives(&[]));
        item.line("#[non_exhaustive]");
        item.block(format_args!("pub enum {name}"), |item| {
            for error in &endpoint.errors {
                let description = error.description.as_deref();
                item.docs(&Docs::default().description(description));
                item.deprecation(description);
                item.line(format_args!("{}({detail}),", ident(&error.rust_name)));
            }
            item.line("/// An error that this version of the lexicon does not name.");
            item.line(format_args!("Other({other}),"));
        });
        self.items.push(item);
        let rows = (endpoint.errors.iter())
            .map(|error| format!("{} = {}", ident(&error.rust_name), Quoted(&error.name)))
            .collect();
        self.tables.push(Table {
            macro_name: "errors",
            heading: name.into_owned(),
            rows,
        });
    }

    /// What an enum of errors is called where there are none, so that the first
    /// one is no other type.
    fn no_errors(&mut self, rust_name: &str, name: &str) {
        let unnamed = self.imports.runtime("UnnamedError");
        let endpoint = ident(rust_name);
        let mut item = Item::default();
        item.unbreakable(format_args!(
            "/// The errors of [`{rust_name}`], which names none."
        ));
        item.line(format_args!("pub type {name} = {unnamed}<{endpoint}>;"));
        self.items.push(item);
    }

    fn implementation(&mut self, rust_name: &str, endpoint: &Endpoint) {
        let name = ident(rust_name);
        let nsid = Quoted(self.module.nsid.as_str());
        let method = match endpoint.method {
            Method::Query => "Query",
            Method::Procedure => "Procedure",
            Method::Subscription => "Subscription",
        };
        let (option, some) = (self.imports.prelude("Option"), self.imports.prelude("Some"));
        let types = AssociatedTypes::of(endpoint);
        let [params, input, output, error] =
            [types.params, types.input, types.output, types.error].map(|it| self.spelt(&it));
        let runtime = &self.options.runtime;
        let mut item = Item::default();
        item.block(
            format_args!("impl {runtime}::Endpoint for {name}"),
            |item| {
                item.unbreakable(format_args!("const NSID: &'static str = {nsid};"));
                item.line(format_args!(
                    "const METHOD: {runtime}::Method = {runtime}::Method::{method};"
                ));
                for (name, body) in [("INPUT", &endpoint.input), ("OUTPUT", &endpoint.output)] {
                    if let Some(Body { encoding, .. }) = body {
                        let encoding = Quoted(encoding);
                        item.line(format_args!(
                            "const {name}_ENCODING: {option}<&'static str> = {some}({encoding});"
                        ));
                    }
                }
                let defaults = defaults(endpoint);
                if !defaults.is_empty() {
                    let head = "const DEFAULTS: &'static [(&'static str, &'static str)] = &[";
                    item.list(head, &defaults, "];");
                }
                item.line(format_args!("type Params = {params};"));
                item.line(format_args!("type Input = {input};"));
                item.line(format_args!("type Output = {output};"));
                item.line(format_args!("type Error = {error};"));
            },
        );
        self.implementations.push(item);
    }
}

/// The parameters' defaults, as a query string spells them.
fn defaults(endpoint: &Endpoint) -> Vec<String> {
    let fields = endpoint.params.iter().flat_map(|it| &it.fields);
    fields
        .filter_map(|field| {
            let value = match &field.r#type {
                Type::Boolean(it) => it.default?.to_string(),
                Type::Integer(it) => it.default?.to_string(),
                Type::String(text) => text.schema.default.clone()?,
                _ => return None,
            };
            Some(format!("({}, {})", Quoted(&field.name), Quoted(&value)))
        })
        .collect()
}
