//! Messages of subscriptions.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::{Definition, Endpoint, Object, Reference, Step, TypeKind, Union};

/// A union that is a subscription's message.
pub(super) fn check(cx: &mut Context<'_>, messages: &Union) {
    if !cx.is_message() {
        return;
    }
    if messages.refs.is_empty() {
        cx.report_field(
            "refs",
            &rules::SUBSCRIPTION_WITHOUT_MESSAGES,
            "the subscription has no message types",
        )
        .label("empty")
        .help("define an object for each type of message and list it here");
    }
    for ((index, written), target) in cx.strings("refs").into_iter().zip(&messages.refs) {
        if target
            .document
            .as_ref()
            .is_some_and(|nsid| *nsid != cx.document.id)
        {
            let message = format!("the message `{written}` is defined in another document");
            cx.report(&rules::MESSAGE_NOT_LOCAL, message)
                .down(Step::Member(index))
                .label("not in this document")
                .help("define it in this document: a frame identifies its message as `#name`");
        }
    }
}

/// The message that tells about the connection itself, and has no place in the
/// sequence.
const INFO: &str = "info";

/// A client resumes after the `seq` of the last message, so each one has it.
pub(super) fn sequence(cx: &mut Context<'_>, subscription: &Endpoint) {
    let parameters = subscription.parameters.as_ref();
    let cursor = parameters.and_then(|params| params.properties.get("cursor"));
    // A cursor of another type is not the number of a message.
    let takes_cursor = cursor.is_some_and(|own| matches!(own.kind, TypeKind::Integer(_)));
    let message = subscription.message.as_ref();
    let schema = message.and_then(|message| message.schema.as_ref());
    let Some(TypeKind::Union(messages)) = schema.map(|schema| &schema.kind) else {
        return;
    };
    for (index, reference) in messages.refs.iter().enumerate().filter(|_| takes_cursor) {
        let has_sequence = |object: &Object| {
            let seq = object.properties.get("seq").map(|seq| &seq.kind);
            matches!(seq, Some(TypeKind::Integer(_)))
        };
        let object = local(cx, reference);
        if object.is_none_or(has_sequence) || reference.definition == INFO {
            continue;
        }
        let message = format!(
            "the message `{}` has no integer `seq`",
            reference.definition
        );
        cx.report(&rules::MESSAGE_WITHOUT_SEQ, message)
            .down(Step::Message)
            .down(Step::Schema)
            .down(Step::Member(index))
            .label("no `cursor` leads to it")
            .help("add a required `seq`, which increases from message to message");
    }
}

/// The object of this document that a reference leads to.
fn local<'a>(cx: &Context<'a>, reference: &Reference) -> Option<&'a Object> {
    let document = cx.document;
    let is_own = reference
        .document
        .as_ref()
        .is_none_or(|nsid| *nsid == document.id);
    let definition = document
        .defs
        .get(&reference.definition)
        .filter(|_| is_own)?;
    match definition {
        Definition::Type(own) => match &own.kind {
            TypeKind::Object(object) => Some(object),
            _ => None,
        },
        _ => None,
    }
}
