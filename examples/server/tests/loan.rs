//! The service and a client.

use example_server::{
    desk,
    lexicons::com::example::shelf::{
        borrow_book::{self, BorrowBook},
        return_book::{self, ReturnBook},
    },
};
use lexgen::{AtUri, xrpc::Client};
use tokio::net::TcpListener;

#[tokio::test]
async fn a_book_is_lent_to_one_reader_at_a_time() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let stranger = Client::new(&format!("http://{}", listener.local_addr()?))?;
    tokio::spawn(async { axum::serve(listener, desk()).await });

    let book = AtUri::new("at://did:web:a.example/com.example.shelf.book/1")?;
    let wish = borrow_book::Input::new(book);
    let refused = stranger.procedure::<BorrowBook>(&wish).await.unwrap_err();
    assert_eq!(refused.status().map(|status| status.as_u16()), Some(401));

    let client = stranger.with_bearer("card:did:web:alice.example")?;
    let loan = client.procedure::<BorrowBook>(&wish).await?;
    assert_eq!(loan.loan.authority(), Some("did:web:alice.example"));

    let refused = client.procedure::<BorrowBook>(&wish).await.unwrap_err();
    assert!(matches!(
        refused.xrpc(),
        Some(borrow_book::Error::AlreadyOnLoan(_))
    ));

    let slip = return_book::Slip::new(loan.loan);
    client.procedure::<ReturnBook>(&slip).await?;
    client.procedure::<BorrowBook>(&wish).await?;
    Ok(())
}
