//! Endpoints: a marker and its implementation of the trait.

use super::{scope::Scope, writer::Writer};
use crate::compiler::{
    items::{Endpoint, Item},
    rust::{Ident, Quoted},
};

pub(super) fn marker(item: &Item<'_>, scope: &Scope<'_>, out: &mut Writer) {
    out.line(scope.derives(item));
    out.line(format_args!("{};", scope.head("struct", &item.name)));
}

pub(super) fn implementation(
    name: &Ident<'_>,
    it: &Endpoint<'_>,
    scope: &Scope<'_>,
    out: &mut Writer,
) {
    let runtime = scope.runtime();
    out.block(format_args!("impl {runtime}::Endpoint for {name}"), |out| {
        let (nsid, method) = (Quoted(it.nsid), it.method.name());
        out.unbreakable(format_args!("const NSID: &'static str = {nsid};"));
        out.line(format_args!(
            "const METHOD: {runtime}::Method = {runtime}::Method::{method};"
        ));
        let (option, some) = (scope.prelude("Option"), scope.prelude("Some"));
        for (name, encoding) in [("INPUT", it.input_encoding), ("OUTPUT", it.output_encoding)] {
            if let Some(encoding) = encoding {
                let encoding = Quoted(encoding);
                out.line(format_args!(
                    "const {name}_ENCODING: {option}<&'static str> = {some}({encoding});"
                ));
            }
        }
        if let Some(subprotocol) = it.subprotocol {
            let variant = format!("{subprotocol:?}");
            out.line(format_args!(
                "const SUBPROTOCOL: {runtime}::xrpc::Subprotocol = {runtime}::xrpc::Subprotocol::{variant};"
            ));
        }
        if !it.defaults.is_empty() {
            let entries = it.defaults.iter();
            let entries =
                entries.map(|(name, value)| format!("({}, {})", Quoted(name), Quoted(value)));
            let head = "const DEFAULTS: &'static [(&'static str, &'static str)] = &[";
            out.list(head, &entries.collect::<Vec<_>>(), "];");
        }
        for (name, r#type) in [
            ("Params", &it.params),
            ("Input", &it.input),
            ("Output", &it.output),
            ("Error", &it.error),
        ] {
            out.line(format_args!("type {name} = {};", scope.spelt(r#type)));
        }
    });
}
