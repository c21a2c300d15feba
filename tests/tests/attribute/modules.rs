//! A module with the types of one document.

use lexgen::{Datetime, Endpoint};
use lexgen_macros::lexicon;

use super::read;

/// Items of the user and generated items in one module.
#[lexicon("com.atproto.server.createSession")]
mod create_session {
    /// The name of this application.
    pub const CLIENT: &str = "lexgen-tests";

    impl Input {
        /// With the code from the mail.
        pub fn with_code(mut self, code: &str) -> Self {
            self.auth_factor_token = Some(code.to_owned());
            self
        }
    }
}

#[lexicon("com.example.shelf.getBook")]
pub(crate) mod get_book {}

#[test]
fn types_are_in_the_module_next_to_those_of_the_user() {
    let input = create_session::Input::new("alice.example", "hunter2").with_code("12345");
    assert_eq!(
        serde_json::to_string(&input).expect("JSON"),
        r#"{"identifier":"alice.example","password":"hunter2","authFactorToken":"12345"}"#
    );
    assert_eq!(
        create_session::CreateSession::NSID,
        "com.atproto.server.createSession"
    );
    let error: create_session::Error = read(r#"{"error":"AccountTakedown"}"#);
    assert!(matches!(error, create_session::Error::AccountTakedown(_)));
    assert_eq!(create_session::CLIENT, "lexgen-tests");
}

/// Referenced documents are included, in modules that mirror their NSIDs.
#[test]
fn referred_documents_stand_inside() {
    use get_book::com::example::shelf::{book::Book, defs};

    let book: Book = read(
        r#"{"$type":"com.example.shelf.book","title":"Tea","authors":["A"],
            "createdAt":"2024-05-01T12:00:00.000Z"}"#,
    );
    let view = defs::BookView::new(defs::BookViewRequired {
        uri: "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/com.example.shelf.book/3jui7kd54zh2y"
            .parse()
            .expect("a URI"),
        cid: "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"
            .parse()
            .expect("a CID"),
        owner: "did:plc:ewvi7nxzyoun6zhxrhs64oiz".parse().expect("a DID"),
        record: book,
        availability: defs::BookViewAvailability::new(false, None),
        indexed_at: Datetime::now(),
    });
    let output: <get_book::GetBook as Endpoint>::Output = view;
    assert_eq!(output.record.title, "Tea");
}

#[test]
fn a_module_may_stand_in_a_function() {
    #[lexicon("com.example.shelf.searchBooks")]
    mod search_books {}

    assert_eq!(search_books::Params::new("tea").q, "tea");
}

/// Items of the user with names of the prelude do not conflict.
mod crowded {
    #![allow(dead_code)]

    pub(crate) struct Option;
    pub(crate) struct String;
    pub(crate) struct Vec;

    #[lexgen_macros::lexicon("com.example.shelf.searchBooks")]
    pub(crate) mod search_books {
        use super::{Option, String, Vec};

        pub(crate) type Own = (Option, String, Vec);
    }
}

#[test]
fn names_of_the_user_do_not_change_what_is_generated() {
    let mut params = crowded::search_books::Params::new("tea");
    params.cursor = Some("2".to_owned());
    assert_eq!(params.cursor.as_deref(), Some("2"));
    let _: crowded::search_books::Own = (crowded::Option, crowded::String, crowded::Vec);
}

#[no_implicit_prelude]
mod bare {
    #[::lexgen_macros::lexicon("com.example.shelf.searchBooks")]
    pub(crate) mod search_books {}

    #[::lexgen_macros::lexicon("com.example.shelf.review")]
    pub(crate) struct Review;
}

#[test]
fn no_prelude_is_needed() {
    assert_eq!(bare::search_books::Params::new("tea").q, "tea");
    let quotation = bare::ReviewQuotation::new("It was a dark night.");
    assert_eq!(quotation.text, "It was a dark night.");
}
