//! A lending library: borrows and returns books.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    extract::{FromRequestParts, State},
    http::{header::AUTHORIZATION, request::Parts},
};
use lexgen::{
    AtUri, Datetime, Did, ErrorDetail,
    xrpc::{
        Failure, OrInternal, XrpcResult,
        server::{Reply, Service, Xrpc},
    },
};
use tokio::sync::Mutex;

use lexicons::com::example::shelf::{
    borrow_book::{self, BorrowBook},
    return_book::{self, ReturnBook},
};

pub mod serve;
mod websockets;

/// The types of the service's own namespace.
pub mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}

/// The state that all calls share.
type Loans = Arc<Mutex<Ledger>>;

/// The books on loan, by the URI of the loan.
#[derive(Default)]
struct Ledger {
    books: BTreeMap<String, AtUri>,
    lent: u64,
}

/// The service: serve it with `axum`, or merge it with other routes.
pub fn desk() -> Router {
    Service::new(Loans::default())
        .on_internal(|nsid, error| eprintln!("{nsid}: {error:?}"))
        .handle(BorrowBook, borrow)
        .handle(ReturnBook, return_book)
        .into_router()
}

/// The input has been validated: `days` is from 1 to 365.
async fn borrow(
    State(loans): State<Loans>,
    reader: Reader,
    Xrpc { input, .. }: Xrpc<BorrowBook>,
) -> XrpcResult<BorrowBook, Reply<BorrowBook>> {
    let mut ledger = loans.lock().await;
    if ledger.books.values().any(|book| *book == input.book) {
        let detail = ErrorDetail::new("somebody else reads it");
        return Err(borrow_book::Error::AlreadyOnLoan(detail).into());
    }
    ledger.lent += 1;
    let rev = ledger.lent;
    let loan = format!("at://{}/com.example.shelf.loan/{rev}", reader.did);
    ledger.books.insert(loan.clone(), input.book);
    let due = Datetime::new("2027-01-01T00:00:00.000Z").or_internal()?;
    let output = borrow_book::Output::new(AtUri::new(&loan).or_internal()?, due);
    Ok(Reply::new(output).with_header("cache-control", "private, no-store"))
}

async fn return_book(
    State(loans): State<Loans>,
    _: Reader,
    Xrpc { input, .. }: Xrpc<ReturnBook>,
) -> XrpcResult<ReturnBook> {
    let mut ledger = loans.lock().await;
    match ledger.books.remove(input.loan.as_str()) {
        Some(_) => Ok(()),
        None => Err(return_book::Error::NotOnLoan(ErrorDetail::default()).into()),
    }
}

/// Who calls: an extractor, which handlers take as an argument.
struct Reader {
    did: Did,
}

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = Failure;

    async fn from_request_parts(head: &mut Parts, _: &S) -> Result<Self, Failure> {
        let header = head.headers.get(AUTHORIZATION);
        let header = header.and_then(|value| value.to_str().ok()?.split_once(' '));
        let token = match header {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("Bearer") => token.trim(),
            _ => return Err(Failure::authentication_required("log in first")),
        };
        let did = reader_of(token).ok_or_else(|| {
            Failure::authentication_required("this library card is not valid")
                .with_header("www-authenticate", r#"Bearer error="invalid_token""#)
        })?;
        Ok(Self { did })
    }
}

/// The account that a token is for. Here the token is a card such as
/// `card:did:web:alice.example`; a real service checks a signature.
fn reader_of(token: &str) -> Option<Did> {
    Did::new(token.strip_prefix("card:")?).ok()
}
