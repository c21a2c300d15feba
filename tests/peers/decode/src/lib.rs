//! The pages and who reads them. `time` measures how long each takes, `count`
//! what each allocates; they are two programs, for counting takes time.

pub mod contender;
pub mod plain;

use std::{fmt::Debug, fs, io, path::Path};

use atrium_api::{app::bsky::feed as atrium_feed, com::atproto as atrium};
use contender::{Bytes, DagCbor, Format, Json, Page};
use ipld_core::ipld::Ipld;
use jacquard_api::{app_bsky::feed as jacquard_feed, com_atproto as jacquard};
use jacquard_common::CowStr;
use lexicons::{app::bsky::feed, com::atproto};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The types that lexgen makes.
#[allow(clippy::all)]
pub mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}

/// What borrows as much of the page as it can.
type Borrowed = CowStr<'static>;

/// Reads the pages of a folder, and has every contender read and write each of
/// them once.
///
/// # Errors
/// When a page cannot be read.
pub fn pages(folder: &Path) -> io::Result<Vec<Page>> {
    Ok(vec![
        contend::<
            Json,
            feed::get_timeline::Output,
            jacquard_feed::get_timeline::GetTimelineOutput,
            jacquard_feed::get_timeline::GetTimelineOutput<Borrowed>,
            atrium_feed::get_timeline::Output,
        >(page(folder, "timeline", "json")?)
        .with::<Json, plain::Timeline<plain::Post>>(PLAIN)
        .with::<Json, plain::Timeline<Value>>(PLAIN_OPEN)
        .with::<Json, Value>("serde_json::Value")
        .with_skipping::<Json>(),
        contend::<
            Json,
            feed::get_post_thread::Output,
            jacquard_feed::get_post_thread::GetPostThreadOutput,
            jacquard_feed::get_post_thread::GetPostThreadOutput<Borrowed>,
            atrium_feed::get_post_thread::Output,
        >(page(folder, "thread", "json")?)
        .with::<Json, plain::Thread<plain::Post>>(PLAIN)
        .with::<Json, plain::Thread<Value>>(PLAIN_OPEN)
        .with::<Json, Value>("serde_json::Value")
        .with_skipping::<Json>(),
        contend::<
            Json,
            atproto::server::create_session::Output,
            jacquard::server::create_session::CreateSessionOutput,
            jacquard::server::create_session::CreateSessionOutput<Borrowed>,
            atrium::server::create_session::Output,
        >(page(folder, "session", "json")?)
        .with::<Json, plain::Session<plain::DidDocument>>(PLAIN)
        .with::<Json, plain::Session<Value>>(PLAIN_OPEN)
        .with::<Json, Value>("serde_json::Value")
        .with_skipping::<Json>(),
        contend::<
            DagCbor,
            atproto::sync::subscribe_repos::Commit,
            jacquard::sync::subscribe_repos::Commit,
            jacquard::sync::subscribe_repos::Commit<Borrowed>,
            atrium::sync::subscribe_repos::Commit,
        >(page(folder, "commit", "cbor")?)
        .with::<DagCbor, plain::Commit>(PLAIN)
        .with::<DagCbor, Ipld>("ipld_core::Ipld")
        .with_skipping::<DagCbor>(),
    ])
}

const PLAIN: &str = "plain structs";
const PLAIN_OPEN: &str = "plain structs, `unknown` as Value";

/// The generators' types, in the order of the table.
fn contend<F, Lexgen, Jacquard, JacquardBorrowed, Atrium>(page: Page) -> Page
where
    F: Format + 'static,
    Lexgen: Deserialize<'static> + Serialize + Debug + 'static,
    Jacquard: Deserialize<'static> + Serialize + Debug + 'static,
    JacquardBorrowed: Deserialize<'static> + Serialize + Debug + 'static,
    Atrium: Deserialize<'static> + Serialize + Debug + 'static,
{
    page.with::<F, Lexgen>("lexgen")
        .with::<F, Jacquard>("jacquard-api 0.12.2")
        .with::<F, JacquardBorrowed>("jacquard-api 0.12.2, borrowed")
        .with::<F, Atrium>("atrium-api 0.26.0")
}

fn page(folder: &Path, name: &'static str, extension: &str) -> io::Result<Page> {
    let read = |name: &str| -> io::Result<Bytes> {
        Ok(fs::read(folder.join(name).with_extension(extension))?.leak())
    };
    let spoiled = match read(&format!("{name}-spoiled")) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    Ok(Page {
        name,
        bytes: read(name)?,
        spoiled,
        contenders: Vec::new(),
    })
}
