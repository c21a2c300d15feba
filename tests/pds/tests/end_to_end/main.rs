//! Generated types, the client and the examples against the protocol's own PDS.
//!
//! A single test, because the PDS takes seconds to start. The chapters run at the
//! same time, each with its own accounts, and all failures are reported.

mod accounts;
mod app_passwords;
mod files;
mod firehose;
mod guide;
mod not_data;
mod oauth;
mod records;
mod repositories;
mod sessions;
mod typed_records;
mod world;
mod writes;

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write},
    pin::Pin,
    sync::Arc,
};

use lexgen_tests::{json_files, lexicons};
use lexgen_tests_pds::{Pds, answers};
use serde_json::Value;

use world::World;

/// Starts a chapter.
type Chapter = fn(Arc<World>) -> Pin<Box<dyn Future<Output = ()> + Send>>;

macro_rules! chapters {
    ($($module:ident::$name:ident,)*) => {
        &[$((
            concat!(stringify!($module), "::", stringify!($name)),
            |world| Box::pin(async move { $module::$name(&world).await }),
        ),)*]
    };
}

const CHAPTERS: &[(&str, Chapter)] = chapters! {
    accounts::a_newcomer_is_known_by_its_handle,
    accounts::refusals_are_the_errors_of_the_lexicon,
    accounts::an_account_goes_and_comes_back,
    app_passwords::each_opens_a_session_until_it_is_revoked,
    files::a_file_comes_back_as_it_went,
    firehose::a_commit_arrives_typed,
    firehose::a_cursor_of_the_future_is_refused,
    guide::its_program_writes_a_record,
    not_data::a_page_with_them_is_read,
    oauth::tokens_are_bound_to_a_key,
    records::the_agent_writes_edits_and_deletes,
    records::what_others_wrote_survives_an_edit,
    records::what_is_no_record_is_refused,
    repositories::archives_hold_the_record,
    repositories::other_accounts_are_listed,
    sessions::a_wrong_password_is_refused,
    sessions::the_agent_logs_in_and_out,
    sessions::an_expired_session_renews_itself,
    typed_records::a_record_has_the_cid_we_say,
    writes::several_writes_are_one_commit,
};

#[tokio::test]
async fn a_pds_agrees() {
    let Some(pds) = Pds::start() else {
        return;
    };
    let world = Arc::new(World { pds });
    let mut running = Vec::new();
    for (name, chapter) in CHAPTERS {
        running.push((name, tokio::spawn(chapter(Arc::clone(&world)))));
    }
    let mut failures = Vec::new();
    for (name, chapter) in running {
        if chapter.await.is_err() {
            failures.push(*name);
        }
    }
    drop(world);
    assert!(failures.is_empty(), "failed: {}", failures.join(", "));

    let answers = answers();
    let mut report = format!(
        "\n{} chapters; {} distinct endpoints answered {} calls:\n",
        CHAPTERS.len(),
        answers.len(),
        answers.values().sum::<u32>(),
    );
    for (nsid, times) in &answers {
        report.push_str(&format!("{times:5} {nsid}\n"));
    }
    // Not `eprintln!`, which is captured in a test that passes.
    let _ = io::stderr().write_all(report.as_bytes());
    let silent: Vec<String> = endpoints()
        .into_iter()
        .filter(|nsid| !answers.contains_key(nsid.as_str()))
        .collect();
    assert_eq!(silent, [""; 0], "described and never called");
}

/// Every endpoint of a PDS whose lexicon is in this repository.
fn endpoints() -> BTreeSet<String> {
    let mut endpoints = BTreeSet::new();
    for path in json_files(&lexicons().join("com/atproto")) {
        let text = fs::read(&path).expect("a lexicon can be read");
        let document: Value = serde_json::from_slice(&text).expect("JSON");
        let kind = document["defs"]["main"]["type"].as_str();
        if matches!(kind, Some("query" | "procedure" | "subscription")) {
            endpoints.insert(document["id"].as_str().expect("an NSID").to_owned());
        }
    }
    endpoints
}
