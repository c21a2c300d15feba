//! Several writes in one commit: unions in input and output.

use lexgen::{Data, Record, RecordKey, data::cid_of};
use lexgen_tests_pds::com::{
    atproto::repo::apply_writes::{
        self, ApplyWrites, Create, Delete, InputWritesItem, OutputResultsItem, Update,
    },
    example::shelf::note::Note,
};

use crate::world::{Account, World, note, refusal};

fn create(key: &str, note: &Note) -> InputWritesItem {
    let mut create = Create::new(Note::collection(), Data::encode(note).unwrap());
    create.rkey = Some(RecordKey::new(key).unwrap());
    InputWritesItem::Create(Box::new(create))
}

fn input(account: &Account, writes: Vec<InputWritesItem>) -> apply_writes::Input {
    apply_writes::Input::new(account.repo(), writes)
}

pub async fn several_writes_are_one_commit(world: &World) {
    let olivia = world.account("olivia").await;
    let (first, second) = (note("first"), note("second"));
    let both = input(&olivia, vec![create("a", &first), create("b", &second)]);
    let output = olivia.caller.procedure::<ApplyWrites>(&both).await.unwrap();
    let before = output.commit.unwrap();
    let [
        OutputResultsItem::CreateResult(a),
        OutputResultsItem::CreateResult(b),
    ] = &*output.results.unwrap()
    else {
        panic!("other results");
    };
    assert_eq!(
        (&a.cid, &b.cid),
        (&cid_of(&first).unwrap(), &cid_of(&second).unwrap())
    );
    assert_eq!(b.uri.record_key(), Some("b"));

    let key = |key| RecordKey::new(key).unwrap();
    let edited = note("edited");
    let update = Update::new(Note::collection(), key("a"), Data::encode(&edited).unwrap());
    let delete = Delete::new(Note::collection(), key("b"));
    let mut more = input(
        &olivia,
        vec![
            InputWritesItem::Update(Box::new(update)),
            InputWritesItem::Delete(Box::new(delete)),
        ],
    );
    more.swap_commit = Some(before.cid.clone());
    let output = olivia.caller.procedure::<ApplyWrites>(&more).await.unwrap();
    assert!(output.commit.unwrap().rev > before.rev);
    let [
        OutputResultsItem::UpdateResult(a),
        OutputResultsItem::DeleteResult(_),
    ] = &*output.results.unwrap()
    else {
        panic!("other results");
    };
    assert_eq!(a.cid, cid_of(&edited).unwrap());

    // The repository has changed.
    let (_, error) = refusal(olivia.caller.procedure::<ApplyWrites>(&more).await);
    assert!(
        matches!(error, apply_writes::Error::InvalidSwap(_)),
        "{error:?}"
    );
}
