//! Which rule looks at what.

use super::{
    bodies, closed, conventional_name, cursor, defaults, deprecation, descriptions, empty_list,
    format_length, graphemes, handle_in_record, in_record, interoperability, known_values, large,
    listed, main_in_defs, mime, name_style, nsid, nullable, permission_set, reference_form,
    subscription, unlimited, unused,
};
use crate::compiler::{
    diagnostic::Diagnostic,
    lint::context::Context,
    schema::{Definition, Method, Node, Object, Path, Type, TypeKind},
};

/// Applies every rule to a document.
pub(in crate::compiler::lint) fn check(mut cx: Context<'_>) -> Vec<Diagnostic> {
    descriptions::text(&mut cx, "description");
    nsid::check(&mut cx);
    interoperability::revision(&mut cx);
    interoperability::nulls(&mut cx);
    for (name, it) in &cx.document.defs {
        cx.go_to(&Path::of(name));
        definition(&mut cx, name, it);
        it.walk(name, &mut |path, node| {
            cx.go_to(path);
            part(&mut cx, node);
        });
    }
    cx.finish()
}

fn definition<'a>(cx: &mut Context<'a>, name: &'a str, definition: &Definition) {
    name_style::definition(cx, name);
    main_in_defs::check(cx, name);
    unused::check(cx, name, definition);
    descriptions::definition(cx, definition);
    conventional_name::check(cx, name, definition);
    match definition {
        Definition::Endpoint(it) => {
            if it.method != Method::Subscription {
                bodies::output(cx, it.output.as_ref(), definition.kind());
            }
            if it.method == Method::Query {
                cursor::check(cx, it);
            }
            cursor::types(cx, it);
            subscription::sequence(cx, it);
            empty_list::check(cx, &["errors"]);
        }
        Definition::PermissionSet(it) => {
            permission_set::check(cx, it);
            listed::permissions(cx, name, it);
        }
        Definition::Space(it) => listed::space(cx, it),
        Definition::Record(_) | Definition::Token(_) => {}
        Definition::Opaque(_) => return,
        // Visited as a part.
        Definition::Type(_) => return,
    }
    interoperability::nulls(cx);
    descriptions::text(cx, "description");
    deprecation::check(cx, definition.description());
}

fn part(cx: &mut Context<'_>, node: Node<'_>) {
    interoperability::nulls(cx);
    match node {
        Node::Params(it) => {
            interoperability::params(cx);
            empty_list::check(cx, &["required"]);
            defaults::on_required(cx, &it.required, &it.properties);
        }
        Node::Body(it) => {
            descriptions::text(cx, "description");
            bodies::encoding(cx, it);
            interoperability::encoding(cx, it);
        }
        Node::Error(it) => {
            descriptions::text(cx, "description");
            descriptions::error(cx, it);
            name_style::error(cx, it);
        }
        Node::Record(it) => object(cx, it),
        Node::Type(it) => field_type(cx, it),
    }
}

fn object(cx: &mut Context<'_>, object: &Object) {
    nullable::check(cx, object);
    empty_list::check(cx, &["required", "nullable"]);
    defaults::on_required(cx, &object.required, &object.properties);
}

fn field_type(cx: &mut Context<'_>, it: &Type) {
    name_style::field(cx);
    descriptions::text(cx, "description");
    deprecation::check(cx, it.description.as_deref());
    match &it.kind {
        TypeKind::Boolean(it) => defaults::boolean(cx, it),
        TypeKind::String(it) => {
            unlimited::string(cx, it);
            large::string(cx, it);
            graphemes::check(cx, it);
            format_length::check(cx, it);
            known_values::check(cx, it);
            closed::string(cx, it);
            handle_in_record::check(cx, it);
            handle_in_record::parameter(cx, it);
            empty_list::check(cx, &["knownValues"]);
        }
        TypeKind::Bytes(it) => {
            unlimited::bytes(cx, it);
            large::bytes(cx, it);
        }
        TypeKind::Blob(_) => mime::accept(cx),
        TypeKind::Array(it) => {
            unlimited::array(cx, it);
            interoperability::array(cx);
        }
        TypeKind::Object(it) => {
            object(cx, it);
            interoperability::object(cx);
        }
        TypeKind::Ref(_) => reference_form::single(cx),
        TypeKind::Union(it) => {
            reference_form::union(cx);
            closed::union(cx, it);
            subscription::check(cx, it);
        }
        TypeKind::CidLink => in_record::cid_link(cx),
        TypeKind::Unknown => in_record::unknown(cx),
        TypeKind::Integer(_) | TypeKind::Opaque(_) => {}
    }
}
