//! Invalid or unknown items in a page of results are kept.

use lexgen::Validate;
use serde_json::{Value, json};

use super::{
    lexicons::com::example::shelf::{book::BookContents, search_books::Output},
    read, written,
};

fn hit(place: usize) -> Value {
    json!({
        "book": {
            "uri": format!("at://did:plc:z72i7hdynmk6r22z27h6tvur/com.example.shelf.book/{place}"),
            "cid": "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
            "owner": "did:plc:z72i7hdynmk6r22z27h6tvur",
            "record": {
                "$type": "com.example.shelf.book",
                "title": format!("Volume {place}"),
                "authors": ["A. Author"],
                "createdAt": "2024-01-02T03:04:05Z",
                "contents": {
                    "$type": "com.example.shelf.book#plates",
                    "count": place
                }
            },
            "availability": { "onLoan": false, "dueBack": null },
            "indexedAt": "2024-01-02T03:04:05.678Z"
        },
        "score": place
    })
}

#[test]
fn one_bad_value_does_not_sink_a_page() {
    let mut hits: Vec<Value> = (0..100).map(hit).collect();
    hits[10]["book"]["indexedAt"] = json!("last Tuesday");
    hits[20]["book"]["owner"] = json!("nobody");
    hits[30]["book"]["record"]["contents"] =
        json!({ "$type": "com.example.shelf.book#audio", "minutes": 90, "voice": { "a": [1] } });
    hits[40]["highlight"] = json!({ "$bytes": "AQID" });
    hits[50]["book"]["record"]["mood"] = json!(["calm", null]);
    let page = json!({ "hits": hits, "tookMs": 3 });

    let output: Output = read(&page.to_string());
    assert_eq!(output.hits.len(), 100);
    assert!(!output.hits[10].book.indexed_at.is_valid());
    assert!(matches!(
        &output.hits[30].book.record.contents,
        Some(BookContents::Other(_))
    ));
    assert_eq!(read::<Value>(&written(&output)), page);

    let violations = output.validate().expect_err("two values are malformed");
    let found: Vec<_> = violations
        .iter()
        .map(|it| (it.path.as_str(), it.code.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("/hits/10/book/indexedAt", "malformed"),
            ("/hits/20/book/owner", "malformed")
        ]
    );
}
