//! A lending library: borrows and returns books.

use std::{collections::BTreeMap, sync::Arc};

use axum::Router;
use lexgen::{
    AtUri, Datetime, ErrorDetail,
    xrpc::{
        Failure,
        server::{Call, Service},
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
        .handle(borrow)
        .handle(return_book)
        .into_router()
}

/// The input has been validated: `days` is from 1 to 365.
async fn borrow(
    loans: Loans,
    call: Call<BorrowBook>,
) -> Result<borrow_book::Output, Failure<borrow_book::Error>> {
    let mut ledger = loans.lock().await;
    if ledger.books.values().any(|book| *book == call.input.book) {
        let detail = ErrorDetail::new("somebody else reads it");
        return Err(borrow_book::Error::AlreadyOnLoan(detail).into());
    }
    ledger.lent += 1;
    let loan = format!(
        "at://did:web:desk.example/com.example.shelf.loan/{}",
        ledger.lent
    );
    ledger.books.insert(loan.clone(), call.input.book);
    let fault = |_| Failure::internal_server_error("the desk cannot write");
    let loan = AtUri::new(&loan).map_err(fault)?;
    let due = Datetime::new("2027-01-01T00:00:00.000Z").map_err(fault)?;
    Ok(borrow_book::Output::new(loan, due))
}

async fn return_book(
    loans: Loans,
    call: Call<ReturnBook>,
) -> Result<(), Failure<return_book::Error>> {
    let mut ledger = loans.lock().await;
    match ledger.books.remove(call.input.loan.as_str()) {
        Some(_) => Ok(()),
        None => Err(return_book::Error::NotOnLoan(ErrorDetail::default()).into()),
    }
}
