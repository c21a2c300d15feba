//! Repositories as archives, and the list of them.

use lexgen::{
    Data, Did, Record, RecordKey,
    car::{BlockIndex, Reader},
    repo::{Repo, RepoPath},
    xrpc::client::Download,
};
use lexgen_tests_pds::{
    answered,
    com::{
        atproto::{
            repo::{
                create_record::{self, CreateRecord},
                describe_repo::{self, DescribeRepo},
            },
            sync::{
                get_latest_commit::{self, GetLatestCommit},
                get_record::{self, GetRecord},
                get_repo::{self, GetRepo},
                list_repos::{self, ListRepos},
            },
        },
        example::shelf::note::Note,
    },
};

use crate::world::{World, note, refusal};

async fn all(mut download: Download) -> Vec<u8> {
    assert_eq!(download.encoding(), "application/vnd.ipld.car");
    let mut bytes = Vec::new();
    while let Some(chunk) = download.chunk().await.unwrap() {
        bytes.extend_from_slice(chunk.as_ref());
    }
    bytes
}

pub async fn archives_hold_the_record(world: &World) {
    let rupert = world.account("rupert").await;
    let note = note("to be found");
    let record = Data::encode(&note).unwrap();
    let input = create_record::Input::new(rupert.repo(), Note::collection(), record);
    let created = rupert
        .caller
        .procedure::<CreateRecord>(&input)
        .await
        .unwrap();

    let latest = get_latest_commit::Params::new(rupert.did.clone());
    let latest = world
        .stranger()
        .query::<GetLatestCommit>(&latest)
        .await
        .unwrap();
    let commit = created.commit.unwrap();
    assert_eq!((&latest.cid, &latest.rev), (&commit.cid, &commit.rev));

    let mut params = get_repo::Params::new(rupert.did.clone());
    let whole = all(world.stranger().download::<GetRepo>(&params).await.unwrap()).await;
    let repo = Repo::parse(&whole).unwrap();
    assert_eq!(
        (&repo.commit().did, &repo.commit().rev),
        (&rupert.did, &latest.rev)
    );
    assert_eq!(repo.cid().to_cid(), latest.cid);
    let records: Vec<_> = repo.records().map(Result::unwrap).collect();
    let [found] = &*records else {
        panic!("{records:?}");
    };
    assert_eq!(found.cid.to_cid(), created.cid);
    assert_eq!(found.decode::<Note>().unwrap(), note);
    // The same blocks come out of a stream.
    let mut reader = Reader::new(&*whole).unwrap();
    let mut blocks = 0;
    while let Some(block) = reader.next_block().unwrap() {
        assert_eq!(
            repo.blocks().get(block.cid).unwrap().unwrap().data,
            block.data
        );
        blocks += 1;
    }
    assert_eq!(blocks, repo.blocks().len());
    params.since = Some(commit.rev);
    let nothing_new = all(world.stranger().download::<GetRepo>(&params).await.unwrap()).await;
    let nothing_new = BlockIndex::parse(&nothing_new).unwrap();
    assert!(nothing_new.block(&created.cid).is_err());

    let key = RecordKey::new(created.uri.record_key().unwrap()).unwrap();
    let params = get_record::Params::new(rupert.did.clone(), Note::collection(), key.clone());
    let proof = all(world
        .stranger()
        .download::<GetRecord>(&params)
        .await
        .unwrap())
    .await;
    let path = RepoPath::new(Note::collection(), key);
    let proven = Repo::parse(&proof).unwrap().record(&path).unwrap().unwrap();
    assert_eq!(proven.decode::<Note>().unwrap(), note);

    let params = describe_repo::Params::new(rupert.repo());
    let described = world
        .stranger()
        .query::<DescribeRepo>(&params)
        .await
        .unwrap();
    assert_eq!(described.collections, [Note::collection()]);

    let nobody = get_repo::Params::new(Did::new("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa").unwrap());
    let (status, error) = refusal(world.stranger().download::<GetRepo>(&nobody).await);
    assert_eq!(status, 400);
    assert!(
        matches!(error, get_repo::Error::RepoNotFound(_)),
        "{error:?}"
    );
}

pub async fn other_accounts_are_listed(world: &World) {
    let (sybil, trent) = (world.account("sybil").await, world.account("trent").await);
    let mut found = Vec::new();
    let mut params = list_repos::Params::default();
    params.limit = Some(5);
    let mut pages = world.stranger().0.pages::<ListRepos>(params);
    while let Some(page) = pages.next().await {
        answered::<ListRepos>();
        found.extend(
            page.unwrap()
                .repos
                .into_iter()
                .map(|it| (it.did, it.active)),
        );
    }
    for did in [sybil.did, trent.did] {
        assert!(found.contains(&(did, Some(true))));
    }
}
