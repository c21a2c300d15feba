//! Records with values that are not in the data model, which a PDS stores: one of
//! them does not keep a page from being read.

use lexgen::{Data, Record, Validate};
use lexgen_tests_pds::com::{
    atproto::repo::{
        create_record::{self, CreateRecord},
        list_records::{self, ListRecords},
    },
    example::shelf::note::Note,
};
use serde_json::{Value, json};

use crate::world::{World, note, refusal};

const CID: &str = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

fn odd(value: &Value) -> Data {
    let mut note = note("odd");
    let value: Data = serde_json::from_value(value.clone()).unwrap();
    note.extra.insert("odd", value);
    Data::encode(&note).unwrap()
}

pub async fn a_page_with_them_is_read(world: &World) {
    let oscar = world.account("oscar").await;
    let kinds = [
        json!({ "$link": "nope" }),
        json!({ "$link": 1 }),
        json!({ "$link": CID, "more": 1 }),
        json!({ "$bytes": "?" }),
        json!({ "$bytes": null }),
        json!({ "$type": 1 }),
        json!({ "$type": "blob" }),
    ];
    let mut written = Vec::new();
    for kind in &kinds {
        let record = odd(kind);
        let input = create_record::Input::new(oscar.repo(), Note::collection(), record.clone());
        oscar
            .caller
            .procedure::<CreateRecord>(&input)
            .await
            .unwrap();
        written.push(record);
    }

    let mut params = list_records::Params::new(oscar.repo(), Note::collection());
    params.reverse = Some(true);
    let page = oscar.caller.query::<ListRecords>(&params).await.unwrap();
    let read: Vec<_> = page.records.iter().map(|item| item.value.clone()).collect();
    assert_eq!(read, written);

    let violations = page.validate().unwrap_err();
    let paths: Vec<_> = violations.iter().map(|found| found.path.as_str()).collect();
    let expected: Vec<_> = (0..kinds.len())
        .map(|index| format!("/records/{index}/value/odd"))
        .collect();
    assert_eq!(paths, expected);
    for (record, kind) in read.into_iter().zip(&kinds) {
        let note: Note = record.into_decoded().unwrap();
        let value = note.extra.get("odd").unwrap();
        assert_eq!(serde_json::to_value(value).unwrap(), *kind);
    }

    // This PDS refuses floats, so a page of it has none.
    let input = create_record::Input::new(oscar.repo(), Note::collection(), odd(&json!(1.5)));
    let (status, error) = refusal(oscar.caller.procedure::<CreateRecord>(&input).await);
    assert_eq!(status, 400, "{error:?}");
}
