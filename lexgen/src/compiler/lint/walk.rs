//! Which rule looks at what.

use super::{
    Finding, bodies, closed, context::Context, cursor, defaults, deprecation, descriptions,
    empty_list, format_length, graphemes, handle_in_record, known_values, large, main_in_defs,
    mime, names, nullable, permission_set, reference_form, subscription, unlimited, unused,
    world::Roles,
};
use crate::compiler::schema::{Body, Definition, ErrorName, Object, Params, Type};

/// Every finding in a document.
pub(super) fn document(mut cx: Context<'_>) -> Vec<Finding> {
    let document = cx.document;
    descriptions::text(&mut cx, "description");
    for (name, it) in &document.defs {
        cx.within(["defs", name], |cx| {
            let roles = cx.world.roles(&document.id, name);
            cx.as_roles(roles, |cx| definition(cx, name, it));
        });
    }
    cx.finish()
}

fn definition(cx: &mut Context<'_>, name: &str, definition: &Definition) {
    names::definition(cx, name);
    main_in_defs::check(cx, name);
    unused::check(cx, name, definition);
    descriptions::definition(cx, definition);
    deprecation::definition(cx, definition);
    match definition {
        Definition::Record(it) => {
            descriptions::text(cx, "description");
            cx.as_roles(Roles::STORED, |cx| {
                cx.within(["record"], |cx| object(cx, &it.record));
            });
        }
        Definition::Query(it) => {
            descriptions::text(cx, "description");
            bodies::output(cx, it.output.as_ref(), "query");
            cursor::check(cx, it);
            params(cx, it.parameters.as_ref());
            body(cx, "output", it.output.as_ref(), Roles::ANSWERED);
            errors(cx, &it.errors);
        }
        Definition::Procedure(it) => {
            descriptions::text(cx, "description");
            bodies::output(cx, it.output.as_ref(), "procedure");
            params(cx, it.parameters.as_ref());
            body(cx, "input", it.input.as_ref(), Roles::SENT);
            body(cx, "output", it.output.as_ref(), Roles::ANSWERED);
            errors(cx, &it.errors);
        }
        Definition::Subscription(it) => {
            descriptions::text(cx, "description");
            subscription::check(cx, it);
            params(cx, it.parameters.as_ref());
            if let Some(schema) = it.message.as_ref().and_then(|it| it.schema.as_ref()) {
                cx.as_roles(Roles::ANSWERED, |cx| {
                    cx.within(["message", "schema"], |cx| field_type(cx, schema));
                });
            }
            errors(cx, &it.errors);
        }
        Definition::PermissionSet(it) => {
            descriptions::text(cx, "description");
            permission_set::check(cx, it);
        }
        Definition::Token(_) => descriptions::text(cx, "description"),
        Definition::Type(it) => field_type(cx, it),
    }
}

fn params(cx: &mut Context<'_>, params: Option<&Params>) {
    let Some(params) = params else { return };
    cx.as_roles(Roles::ASKED, |cx| {
        cx.within(["parameters"], |cx| {
            empty_list::check(cx, &["required"]);
            defaults::on_required(cx, &params.required, &params.properties);
            for (name, it) in &params.properties {
                cx.within(["properties", name], |cx| {
                    names::field(cx, name);
                    field_type(cx, it);
                });
            }
        });
    });
}

fn body(cx: &mut Context<'_>, part: &str, body: Option<&Body>, roles: Roles) {
    let Some(body) = body else { return };
    cx.within([part], |cx| {
        descriptions::text(cx, "description");
        bodies::encoding(cx, body);
        if let Some(schema) = &body.schema {
            cx.as_roles(roles, |cx| {
                cx.within(["schema"], |cx| field_type(cx, schema));
            });
        }
    });
}

fn errors(cx: &mut Context<'_>, errors: &[ErrorName]) {
    empty_list::check(cx, &["errors"]);
    for (index, error) in errors.iter().enumerate() {
        cx.within(["errors", &index.to_string()], |cx| {
            descriptions::text(cx, "description");
            descriptions::error(cx, error);
            names::error(cx, error);
        });
    }
}

fn object(cx: &mut Context<'_>, object: &Object) {
    nullable::check(cx, object);
    empty_list::check(cx, &["required", "nullable"]);
    defaults::on_required(cx, &object.required, &object.properties);
    for (name, it) in &object.properties {
        cx.within(["properties", name], |cx| {
            names::field(cx, name);
            field_type(cx, it);
        });
    }
}

fn field_type(cx: &mut Context<'_>, it: &Type) {
    descriptions::text(cx, "description");
    deprecation::field(cx, it);
    match it {
        Type::Boolean(it) => defaults::boolean(cx, it),
        Type::String(it) => {
            unlimited::string(cx, it);
            large::string(cx, it);
            graphemes::check(cx, it);
            format_length::check(cx, it);
            known_values::check(cx, it);
            closed::string(cx, it);
            handle_in_record::check(cx, it);
            empty_list::check(cx, &["knownValues"]);
        }
        Type::Bytes(it) => {
            unlimited::bytes(cx, it);
            large::bytes(cx, it);
        }
        Type::Blob(_) => mime::accept(cx),
        Type::Array(it) => {
            unlimited::array(cx, it);
            cx.within(["items"], |cx| field_type(cx, &it.items));
        }
        Type::Object(it) => object(cx, it),
        Type::Ref(_) => reference_form::single(cx),
        Type::Union(it) => {
            reference_form::union(cx);
            closed::union(cx, it);
        }
        Type::Integer(_) | Type::CidLink(_) | Type::Unknown(_) => {}
    }
}
