//! What subscriptions send.

use super::{context::Context, rules};
use crate::compiler::schema::{Subscription, Type};

pub(super) fn check(cx: &mut Context<'_>, subscription: &Subscription) {
    let schema = subscription
        .message
        .as_ref()
        .and_then(|it| it.schema.as_ref());
    let Some(Type::Union(messages)) = schema else {
        return;
    };
    cx.within(["message", "schema"], |cx| {
        if messages.refs.is_empty() {
            cx.report_field(
                "refs",
                &rules::SUBSCRIPTION_WITHOUT_MESSAGES,
                "the subscription sends no messages",
            )
            .label("is empty")
            .help("define an object for each kind of message and list them here");
        }
        for (index, message) in cx.strings("refs") {
            let document = message.split('#').next().unwrap_or_default();
            if !document.is_empty() && document != cx.document.id.as_str() {
                cx.report_field(
                    "refs",
                    &rules::MESSAGE_NOT_LOCAL,
                    format!("the message `{message}` is defined in another document"),
                )
                .down(&index.to_string())
                .label("not local")
                .help("define it in this document; a frame names its message as `#name`");
            }
        }
    });
}
