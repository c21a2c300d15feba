//! Who uses a document or a definition.

use super::{
    super::model::{Cut, User, Users, UsersPage},
    README, href,
    text::{Writer, link},
};

/// A page of users.
pub(in super::super) fn users_page(page: &UsersPage) -> String {
    let mut out = Writer::default();
    out.paragraph(&format!("[All lexicons]({README}.md)"));
    out.paragraph(&format!("# Users of {}", link(&page.document)));
    users(&page.all, &mut out);
    for (definition, of_definition) in &page.definitions {
        out.paragraph(&format!("## {}", link(definition)));
        users(of_definition, &mut out);
    }
    out.finish()
}

/// The users of a document or a definition.
pub(super) fn users(users: &Users, out: &mut Writer) {
    direct(&users.direct, out);
    if !users.reached_from.is_empty() {
        let total = users.reached_from.total;
        out.paragraph(&match total {
            1 => "Reached from 1 endpoint or record:".to_owned(),
            _ if users.reached_from.is_at_least => {
                format!("Reached from at least {total} endpoints and records:")
            }
            _ => format!("Reached from {total} endpoints and records:"),
        });
        let shown = users.reached_from.shown.iter();
        out.list(shown.map(|reach| {
            format!(
                "{} *{}*, {}",
                link(&reach.link),
                reach.kind,
                reach.directions.join(", ")
            )
        }));
        rest(&users.reached_from, out);
    }
}

/// Those that refer to it themselves.
pub(super) fn direct(direct: &Cut<User>, out: &mut Writer) {
    out.list(direct.shown.iter().map(|user| {
        let label = user.relation.label();
        let label = label.map(|label| format!(" *{label}*")).unwrap_or_default();
        let places: Vec<String> = user.places.shown.iter().map(link).collect();
        let within = if places.is_empty() { "" } else { ": " };
        let more = match user.places.hidden() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let places = places.join(", ");
        format!("{}{label}{within}{places}{more}", link(&user.definition))
    }));
    rest(direct, out);
}

/// How many are not listed, and the page with all of them.
fn rest<T>(cut: &Cut<T>, out: &mut Writer) {
    match (&cut.page, cut.hidden()) {
        (_, 0) => {}
        (Some(page), more) => out.paragraph(&format!("[{more} more]({})", href(page))),
        (None, more) => out.paragraph(&format!("and {more} more")),
    }
}
