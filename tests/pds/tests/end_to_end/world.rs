//! Shared by all chapters.

use std::fmt::Debug;

use lexgen::{
    AtIdentifier, Datetime, Did, Handle,
    xrpc::{CallError, ClientError, ClientErrorKind, client::Tokens},
};
use lexgen_tests_pds::{
    Caller, Pds,
    com::{
        atproto::server::create_account::{self, CreateAccount},
        example::shelf::note::Note,
    },
};

/// The password of all accounts.
pub const PASSWORD: &str = "correct horse battery staple";

/// The PDS that all chapters share.
pub struct World {
    pub pds: Pds,
}

/// An account and its session.
pub struct Account {
    pub did: Did,
    pub handle: Handle,
    pub tokens: Tokens,
    pub caller: Caller,
}

impl World {
    /// A caller without an account.
    pub fn stranger(&self) -> Caller {
        Caller::new(&self.pds.url)
    }

    /// A new account `<name>.test`. Chapters use different names.
    pub async fn account(&self, name: &str) -> Account {
        let stranger = self.stranger();
        let output = stranger.procedure::<CreateAccount>(&newcomer(name)).await;
        let output = output.expect("an account");
        Account {
            caller: stranger.with_token(&output.access_jwt),
            tokens: Tokens {
                access: output.access_jwt,
                refresh: output.refresh_jwt,
            },
            did: output.did,
            handle: output.handle,
        }
    }
}

impl Account {
    /// The DID, for endpoints that also accept a handle.
    pub fn repo(&self) -> AtIdentifier {
        self.did.clone().into()
    }
}

pub fn handle(name: &str) -> Handle {
    Handle::new(format!("{name}.test")).expect("a handle")
}

/// The input that creates the account `<name>.test`.
pub fn newcomer(name: &str) -> create_account::Input {
    let mut input = create_account::Input::new(handle(name));
    input.email = Some(format!("{name}@mail.test"));
    input.password = Some(PASSWORD.to_owned());
    input
}

pub fn note(text: &str) -> Note {
    Note::new(text, Datetime::now())
}

/// The status and the error of a failed call.
pub fn refusal<T: Debug, E: Debug>(outcome: Result<T, ClientError<E>>) -> (u16, E) {
    match outcome.map_err(ClientError::into_kind) {
        Err(ClientErrorKind::Call(CallError::Xrpc { status, error, .. })) => {
            (status.as_u16(), error)
        }
        other => panic!("not refused: {other:?}"),
    }
}
