//! Records, with the agent and as other programs write them.

use lexgen::{
    Data, Nullable, Record, RecordKey,
    agent::{Agent, AgentError, List, Swap, WriteResult, Writes},
};
use lexgen_tests_pds::com::{
    atproto::repo::{
        create_record::{self, CreateRecord},
        delete_record::{self, DeleteRecord},
        get_record::{self, GetRecord},
        list_records::{self, ListRecords},
        put_record::{self, PutRecord},
    },
    example::shelf::note::Note,
};

use crate::world::{PASSWORD, World, note, refusal};

pub async fn the_agent_writes_edits_and_deletes(world: &World) {
    let heidi = world.account("heidi").await;
    let agent = Agent::log_in(&world.pds.url, "heidi.test", PASSWORD)
        .await
        .unwrap();
    assert_eq!(*agent.did(), heidi.did);
    let first = agent.create(&note("first")).await.unwrap();
    let second = agent.create(&note("second")).await.unwrap();
    let rkey = first.rkey().unwrap();
    let stored = agent.get::<Note>(&rkey).await.unwrap().unwrap();
    assert_eq!((&stored.uri, &stored.cid), (&first.uri, &first.cid));
    assert_eq!(texts(agent.list()).await, ["second", "first"]);
    let reversed = agent.list().reversed().with_page_size(1);
    assert_eq!(texts(reversed).await, ["first", "second"]);

    let edited = example_records::edit(&agent, &rkey, |note| note.text.push('!')).await;
    let edited = edited.unwrap().unwrap();
    assert_eq!(edited.value.text, "first!");
    assert_ne!(edited.cid, first.cid);
    let late = note("late");
    let error = agent.put(&rkey, &late, Swap::Cid(first.cid.clone())).await;
    assert!(matches!(error, Err(AgentError::SwapFailed(_))), "{error:?}");
    let error = agent.put(&rkey, &late, Swap::Absent).await;
    assert!(matches!(error, Err(AgentError::SwapFailed(_))), "{error:?}");
    let error = agent.delete::<Note>(&rkey, Some(&first.cid)).await;
    assert!(matches!(error, Err(AgentError::SwapFailed(_))), "{error:?}");
    // Another account reads it by handle, and cannot write it.
    let wendy = world.account("wendy").await;
    let reader = Agent::log_in(&world.pds.url, wendy.handle.as_str(), PASSWORD)
        .await
        .unwrap();
    let seen = reader.get_of::<Note>(heidi.handle.clone(), &rkey).await;
    assert_eq!(seen.unwrap().unwrap().value.text, edited.value.text);
    assert_eq!(texts(reader.list_of(heidi.did.clone())).await.len(), 2);

    agent
        .delete::<Note>(&rkey, Some(&edited.cid))
        .await
        .unwrap();
    assert_eq!(agent.get::<Note>(&rkey).await.unwrap(), None);
    assert!(
        example_records::edit(&agent, &rkey, |_| {})
            .await
            .unwrap()
            .is_none()
    );

    let writes = Writes::new()
        .create(&note("third"))
        .update(&second.rkey().unwrap(), &note("second!"))
        .create_at(&rkey, &note("again"))
        .delete::<Note>(&rkey);
    let applied = agent.apply_writes(writes).await.unwrap();
    assert_eq!(applied.results.len(), 4);
    assert!(matches!(applied.results[3], WriteResult::Deleted));
    let stale = applied.commit.unwrap().cid;
    agent.create(&note("fourth")).await.unwrap();
    let writes = Writes::new().create(&note("fifth")).with_swap(&stale);
    let error = agent.apply_writes(writes).await.unwrap_err();
    assert!(matches!(error, AgentError::SwapFailed(_)), "{error}");
    assert_eq!(texts(agent.list()).await, ["fourth", "third", "second!"]);
}

async fn texts(mut list: List<Note>) -> Vec<String> {
    let mut texts = Vec::new();
    while let Some(listed) = list.next().await {
        texts.push(listed.unwrap().value.unwrap().text);
    }
    texts
}

pub async fn what_others_wrote_survives_an_edit(world: &World) {
    let ivan = world.account("ivan").await;
    let mut newer = note("from tomorrow");
    newer.extra.insert("mood", "serene");
    let input = create_record::Input::new(
        ivan.repo(),
        Note::collection(),
        Data::encode(&newer).unwrap(),
    );
    let created = ivan.caller.procedure::<CreateRecord>(&input).await.unwrap();
    assert!(matches!(
        created.validation_status,
        Some(create_record::OutputValidationStatus::Unknown)
    ));
    let key = RecordKey::new(created.uri.record_key().unwrap()).unwrap();

    let agent = Agent::log_in(&world.pds.url, "ivan.test", PASSWORD)
        .await
        .unwrap();
    let edited = example_records::edit(&agent, &key, |note| note.text = "edited".into());
    edited.await.unwrap().unwrap();
    let params = get_record::Params::new(ivan.repo(), Note::collection(), key.clone());
    let output = ivan.caller.query::<GetRecord>(&params).await.unwrap();
    let text = |name| output.value.get(name).and_then(Data::as_str);
    assert_eq!(
        (text("text"), text("mood")),
        (Some("edited"), Some("serene"))
    );

    // A client with the previous version cannot overwrite this one.
    let late = Data::encode(&note("late")).unwrap();
    let mut late = put_record::Input::new(put_record::InputRequired {
        repo: ivan.repo(),
        collection: Note::collection(),
        rkey: key.clone(),
        record: late,
    });
    late.swap_record = created.cid.into();
    let (status, error) = refusal(ivan.caller.procedure::<PutRecord>(&late).await);
    assert_eq!(status, 400);
    assert!(
        matches!(error, put_record::Error::InvalidSwap(_)),
        "{error:?}"
    );
    // `null` means that the record must not exist.
    late.swap_record = Nullable::Null;
    let (_, error) = refusal(ivan.caller.procedure::<PutRecord>(&late).await);
    assert!(
        matches!(error, put_record::Error::InvalidSwap(_)),
        "{error:?}"
    );
    late.swap_record = Nullable::Absent;
    let put = ivan.caller.procedure::<PutRecord>(&late).await.unwrap();
    assert_ne!(Some(put.cid), output.cid);

    let input = create_record::Input::new(
        ivan.repo(),
        Note::collection(),
        Data::encode(&note("another")).unwrap(),
    );
    ivan.caller.procedure::<CreateRecord>(&input).await.unwrap();
    let mut params = list_records::Params::new(ivan.repo(), Note::collection());
    params.limit = Some(1);
    params.reverse = Some(true);
    let mut texts = Vec::new();
    loop {
        let page = ivan.caller.query::<ListRecords>(&params).await.unwrap();
        assert!(page.records.len() <= 1);
        texts.extend(
            page.records
                .into_iter()
                .map(|it| it.value.into_decoded::<Note>().unwrap().text),
        );
        params.cursor = page.cursor;
        if params.cursor.is_none() {
            break;
        }
    }
    assert_eq!(texts, ["late", "another"]);

    let gone = delete_record::Input::new(ivan.repo(), Note::collection(), key.clone());
    ivan.caller.procedure::<DeleteRecord>(&gone).await.unwrap();
    let params = get_record::Params::new(ivan.repo(), Note::collection(), key);
    let (status, error) = refusal(ivan.caller.query::<GetRecord>(&params).await);
    assert_eq!(status, 400);
    assert!(
        matches!(error, get_record::Error::RecordNotFound(_)),
        "{error:?}"
    );
}

pub async fn what_is_no_record_is_refused(world: &World) {
    let judy = world.account("judy").await;
    let create = async |input: create_record::Input| {
        let (status, error) = refusal(judy.caller.procedure::<CreateRecord>(&input).await);
        assert_eq!((status, error.name()), (400, "InvalidRequest"));
        error.message().unwrap_or_default().to_owned()
    };
    let written = Data::encode(&note("hm")).unwrap();

    let elsewhere = "com.example.shelf.book".parse().unwrap();
    let wrong_place = create_record::Input::new(judy.repo(), elsewhere, written.clone());
    let message = create(wrong_place).await;
    assert!(
        message.contains("expected com.example.shelf.book, got com.example.shelf.note"),
        "{message}"
    );

    let mut strict = create_record::Input::new(judy.repo(), Note::collection(), written);
    strict.validate = Some(true);
    let message = create(strict).await;
    assert!(message.contains("com.example.shelf.note"), "{message}");

    // A record that is invalid by a lexicon that the PDS knows.
    let post: Data = [("$type".to_owned(), "app.bsky.feed.post".into())]
        .into_iter()
        .collect();
    let known = "app.bsky.feed.post".parse().unwrap();
    let message = create(create_record::Input::new(judy.repo(), known, post)).await;
    assert!(
        message.contains("Invalid app.bsky.feed.post record"),
        "{message}"
    );

    // The repository of another account.
    let mallory = world.account("mallory").await;
    let input = create_record::Input::new(
        judy.repo(),
        Note::collection(),
        Data::encode(&note("mine")).unwrap(),
    );
    let (status, _) = refusal(mallory.caller.procedure::<CreateRecord>(&input).await);
    assert_eq!(status, 401);
}
