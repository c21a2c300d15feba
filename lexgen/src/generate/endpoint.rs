//! Queries, procedures and subscriptions: a marker type and its companions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    AssociatedTypes, ModuleWriter,
    docs::{Docs, deprecation},
    imports::ident,
    named::named_docs,
    table::Table,
};
use crate::ir::{Body, Endpoint, Method, Type};

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
            .text(format!("{kind} `{nsid}`."))
            .outer();
        let deprecated = deprecation(description);
        let derives = ["Clone", "Copy", "Debug"].map(|name| self.imports.prelude(name));
        self.items.push(quote! {
            #docs
            #deprecated
            #[derive(#(#derives),*)]
            pub struct #name;
        });
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
        if endpoint.errors.is_empty() {
            return;
        }
        let detail = self.imports.runtime("ErrorDetail");
        let other = self.imports.runtime("XrpcError");
        let variants = endpoint.errors.iter().map(|error| {
            let variant = ident(&error.rust_name);
            let docs = Docs::default()
                .description(error.description.as_deref())
                .outer();
            let deprecated = deprecation(error.description.as_deref());
            quote!(#docs #deprecated #variant(#detail))
        });
        let doc = format!(" The errors that [`{rust_name}`] names.");
        let derives = self.derives(&[]);
        let name = ident(&self.module.companion("Error"));
        self.items.push(quote! {
            #[doc = #doc]
            #derives
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// An error that this version of the lexicon does not name.
                Other(#other),
            }
        });
        let rows = endpoint
            .errors
            .iter()
            .map(|error| {
                let (variant, wire) = (ident(&error.rust_name), &error.name);
                quote!(#variant = #wire)
            })
            .collect();
        self.tables.push(Table {
            macro_name: "errors",
            heading: quote!(#name),
            rows,
        });
    }

    fn implementation(&mut self, rust_name: &str, endpoint: &Endpoint) {
        let name = ident(rust_name);
        let nsid = self.module.nsid.as_str();
        let method = match endpoint.method {
            Method::Query => quote!(Query),
            Method::Procedure => quote!(Procedure),
            Method::Subscription => quote!(Subscription),
        };
        let (option, some) = (self.imports.prelude("Option"), self.imports.prelude("Some"));
        let encoding = |name: TokenStream, body: Option<&Body>| {
            body.map(|body| {
                let encoding = &body.encoding;
                quote!(const #name: #option<&'static str> = #some(#encoding);)
            })
        };
        let input_encoding = encoding(quote!(INPUT_ENCODING), endpoint.input.as_ref());
        let output_encoding = encoding(quote!(OUTPUT_ENCODING), endpoint.output.as_ref());
        let defaults = defaults(endpoint);
        let types = AssociatedTypes::of(endpoint);
        let [params, input, output, error] =
            [types.params, types.input, types.output, types.error].map(|it| self.spelt(&it));
        let runtime = &self.runtime;
        self.implementations.push(quote! {
            impl #runtime::Endpoint for #name {
                const NSID: &'static str = #nsid;
                const METHOD: #runtime::Method = #runtime::Method::#method;
                #input_encoding
                #output_encoding
                #defaults
                type Params = #params;
                type Input = #input;
                type Output = #output;
                type Error = #error;
            }
        });
    }
}

/// The parameters' defaults, as a query string spells them.
fn defaults(endpoint: &Endpoint) -> Option<TokenStream> {
    let fields = endpoint.params.iter().flat_map(|it| &it.fields);
    let defaults: Vec<TokenStream> = fields
        .filter_map(|field| {
            let value = match &field.r#type {
                Type::Boolean(it) => it.default?.to_string(),
                Type::Integer(it) => it.default?.to_string(),
                Type::String(text) => text.schema.default.clone()?,
                _ => return None,
            };
            let name = &field.name;
            Some(quote!((#name, #value)))
        })
        .collect();
    (!defaults.is_empty()).then(
        || quote!(const DEFAULTS: &'static [(&'static str, &'static str)] = &[#(#defaults),*];),
    )
}
