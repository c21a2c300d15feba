//! A unit struct becomes the endpoint or the record; other items are next to it.

use lexgen::{Datetime, Endpoint, Method, Record, Validate};
use lexgen_macros::lexicon;

use super::read;

#[lexicon("com.atproto.server.createSession")]
struct CreateSession;

/// Finds a book. This line of the user is kept.
#[lexicon("com.example.shelf.searchBooks")]
pub(crate) struct SearchBooks;

#[lexicon("com.example.shelf.review")]
struct Review;

/// Any name is allowed.
#[lexicon("com.atproto.server.createSession")]
struct Login;

#[lexicon("com.example.shelf.section")]
struct Part;

/// Uses of deprecated items are warnings, but the attribute itself causes none:
/// this file would not compile with a warning.
mod deprecated {
    #![deny(deprecated)]

    #[super::lexicon("com.example.awkward.prose")]
    struct Prose;
}

#[test]
fn a_procedure_has_its_companions_next_to_it() {
    let input = CreateSessionInput::new("alice.example", "hunter2");
    assert_eq!(
        serde_json::to_string(&input).expect("JSON"),
        r#"{"identifier":"alice.example","password":"hunter2"}"#
    );
    let output: <CreateSession as Endpoint>::Output = read(
        r#"{"accessJwt":"a","refreshJwt":"r","handle":"a.example","did":"did:plc:a","status":"suspended"}"#,
    );
    assert_eq!(output.status, Some(CreateSessionOutputStatus::Suspended));
    let error: <CreateSession as Endpoint>::Error = read(r#"{"error":"Other"}"#);
    assert!(matches!(error, CreateSessionError::Other(_)));
    assert_eq!(CreateSession::METHOD, Method::Procedure);
}

#[test]
fn a_query_has_parameters() {
    let mut params = SearchBooksParams::new("tea");
    params.sort = Some(SearchBooksParamsSort::Newest);
    let _: &<SearchBooks as Endpoint>::Params = &params;
    assert_eq!(SearchBooks::METHOD, Method::Query);
    // A definition other than `main`.
    assert_eq!(SearchBooksFacet::new("novel", 3).count, 3);
}

#[test]
fn a_record_is_the_struct() {
    let subject: ReviewBookRef = read(
        r#"{"uri":"at://did:plc:a/com.example.shelf.book/3jui7kd54zh2y",
            "cid":"bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"}"#,
    );
    let mut review = Review::new(subject, "Warm.", Datetime::now());
    review.embed = Some(ReviewEmbed::Quotation(Box::new(ReviewQuotation::new(
        "Tea.",
    ))));
    let json = serde_json::to_string(&review).expect("JSON");
    assert!(
        json.starts_with(r#"{"$type":"com.example.shelf.review","#),
        "{json}"
    );
    assert_eq!(read::<Review>(&json), review);
    assert_eq!(Review::NSID, "com.example.shelf.review");
}

#[test]
fn another_name_names_the_companions_too() {
    assert_eq!(Login::NSID, "com.atproto.server.createSession");
    assert_eq!(
        LoginInput::new("alice.example", "hunter2").password,
        "hunter2"
    );
    assert_eq!(
        read::<LoginOutputStatus>(r#""takendown""#),
        LoginOutputStatus::Takendown
    );
}

/// An object refers to itself by the user's name, and constraints are checked.
#[test]
fn an_object_is_the_struct() {
    let mut cellar = Part::new("x".repeat(700));
    cellar.parent = Some(Box::new(Part::new("House")));
    let violations = cellar.validate().expect_err("the name is too long");
    assert!(
        violations.to_string().starts_with("/name: "),
        "{violations}"
    );
}

#[test]
fn a_struct_may_stand_in_a_function() {
    #[lexicon("com.atproto.server.createSession")]
    struct Session;

    assert_eq!(Session::NSID, "com.atproto.server.createSession");
    assert_eq!(SessionInput::new("a", "b").password, "b");
}
