//! Typed records have the CIDs of the PDS, so they are stored byte for byte.

use lexgen::{Data, Nullable, Record, RecordKey, Validate, data::cid_of};
use lexgen_tests_pds::com::{
    atproto::repo::{
        get_record::{self, GetRecord},
        put_record::{self, PutRecord},
    },
    example::shelf::book::{Book, BookContents, Chapters, Series},
};

use crate::world::World;

pub async fn a_record_has_the_cid_we_say(world: &World) {
    let niaj = world.account("niaj").await;
    let created_at = "1985-04-12T23:20:50.123Z".parse().unwrap();
    let mut book = Book::new("Solaris ☄", vec!["Stanisław Lem".to_owned()], created_at);
    // Known to have none, which differs from unknown.
    book.subtitle = Nullable::Null;
    book.first_published = Some(1961);
    book.series = Some(Series::new("Kosmos"));
    book.contents = Some(BookContents::Chapters(Box::new(Chapters::new(vec![
        "I".to_owned(),
    ]))));
    book.extra
        .insert("aNewerField", vec![Data::null(), Data::from(-1)]);
    book.validate().unwrap();

    let key = RecordKey::new("solaris").unwrap();
    let input = put_record::Input::new(put_record::InputRequired {
        repo: niaj.repo(),
        collection: Book::collection(),
        rkey: key.clone(),
        record: Data::encode(&book).unwrap(),
    });
    let stored = niaj.caller.procedure::<PutRecord>(&input).await.unwrap();
    assert_eq!(stored.cid, cid_of(&book).unwrap());

    let mut params = get_record::Params::new(niaj.repo(), Book::collection(), key);
    params.cid = Some(stored.cid.clone());
    let output = world.stranger().query::<GetRecord>(&params).await.unwrap();
    assert_eq!(cid_of(&output.value).unwrap(), stored.cid);
    assert_eq!(output.value.into_decoded::<Book>().unwrap(), book);
}
