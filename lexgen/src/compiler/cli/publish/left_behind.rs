//! Lexicons of the project that are not published with those that refer to them.

use super::{Run, write};
use crate::compiler::network::{Account, Latest, Request, Resolver};

impl Run<'_> {
    /// Says to which lexicons of the project the chosen ones refer that others do not find
    /// as they are here.
    pub(super) async fn say_left_behind(
        &self,
        resolver: &Resolver,
        (account, latest): (&Account, &Latest),
    ) {
        let requests = self.beside.iter().map(|(_, own)| Request {
            account: Some(account.did.clone()),
            pinned: Some(latest.rev.clone()),
            ..Request::new(own.nsid.clone())
        });
        let requests: Vec<Request> = requests.collect();
        let outcomes = resolver.resolve_all(&requests, |_, _| {}).await;
        // What cannot be resolved must not stop what can be published.
        let outcomes = outcomes.unwrap_or_default();
        for ((by, own), outcome) in self.beside.iter().zip(outcomes) {
            let why = match outcome {
                Ok(found) if found.cid.to_string() == own.cid.as_str() => continue,
                Ok(_) => "is not as it is published",
                Err(failure) if write::is_absent(&failure) => "this account has not published",
                Err(_) => "cannot be resolved",
            };
            let (by, to) = (by.as_str(), own.nsid.as_str());
            let text = format!("`{by}` refers to `{to}`, which {why}: name it as well");
            self.terminal.warned("Incomplete", &text);
        }
    }
}
