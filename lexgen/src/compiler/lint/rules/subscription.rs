//! Messages of subscriptions.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::schema::{Step, Union};

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
