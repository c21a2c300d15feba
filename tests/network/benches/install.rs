//! The time of `lexgen install`, and that of the reference installer on the same network, whose
//! servers wait 50 ms before each answer. Both take turns, each in an empty folder, and write the
//! same files.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use lexgen_tests_network::{Account, Installer, Network, files};
use serde_json::{Value, json};

const DELAY: Duration = Duration::from_millis(50);
const ROUNDS: usize = 5;

fn main() {
    let Some(reference) = Installer::installed() else {
        return;
    };
    // It is built where it is first needed, which is not to be measured.
    let _ = lexgen_tests::lexgen_of_the_network();
    println!("| What | Who | Time (least–most) | Ratio |");
    println!("|---|---|---|---|");
    compare("400 documents of one authority", &reference, 1, 400);
    compare("100 authorities of four documents", &reference, 100, 4);
}

/// Measures and prints both.
fn compare(title: &str, reference: &Installer, authorities: u8, documents: usize) {
    let network = network(authorities, documents);
    let (mut ours, mut theirs, mut without_start) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let folders = [(), ()].map(|()| tempfile::tempdir().expect("a folder can be made"));
        let root = nsid(0, 0);
        ours.push(time(|| lexgen(&network, folders[0].path(), &root)));
        theirs.push(time(|| {
            let installed = reference.install(&network, folders[1].path(), &[&root]);
            let inside = installed.unwrap_or_else(|error| panic!("{error}"));
            without_start.push(inside);
        }));
        let [ours, theirs] = folders.map(|folder| files(&folder.path().join("lexicons")));
        assert_eq!(ours.len(), usize::from(authorities) * documents);
        assert!(ours == theirs, "the same files");
    }
    let base = median(&mut ours);
    row(title, "lexgen", &mut ours, base);
    let version = "@atproto/lex-installer 0.1.21";
    row("", version, &mut theirs, base);
    let note = format!("{version}, without the start of Node");
    row("", &note, &mut without_start, base);
}

fn lexgen(network: &Network, folder: &Path, root: &str) {
    let said = network.lexgen_in(folder, &["install", root]);
    assert_eq!(said.code, Some(0), "{said:?}");
}

fn time(run: impl FnOnce()) -> u128 {
    let start = Instant::now();
    run();
    start.elapsed().as_millis()
}

fn median(times: &mut [u128]) -> u128 {
    times.sort_unstable();
    times[times.len() / 2]
}

fn row(title: &str, who: &str, times: &mut [u128], base: u128) {
    let middle = median(times);
    let (least, most) = (times[0], times[times.len() - 1]);
    // Milliseconds, so without loss.
    #[allow(clippy::cast_precision_loss)]
    let ratio = middle as f64 / base as f64;
    println!("| {title} | {who} | {middle} ms ({least}–{most}) | {ratio:.2}× |");
}

/// A network in which the first document refers to the first one of each other authority, and
/// the first one of each authority to all of its others.
fn network(authorities: u8, documents: usize) -> Network {
    let network = Network::new();
    for authority in 0..authorities {
        let mut account = Account::numbered(authority);
        for document in 0..documents {
            let mut refs = Vec::new();
            if document == 0 {
                refs.extend((1..documents).map(|document| nsid(authority, document)));
                let others = (1..authorities).filter(|_| authority == 0);
                refs.extend(others.map(|other| nsid(other, 0)));
            }
            let nsid = nsid(authority, document);
            account = account.with_record(&nsid, lexicon(&nsid, &refs));
        }
        network.authority(&format!("example{authority}.com"), &account.did);
        network.publish(&account);
    }
    network.delay(DELAY);
    network
}

fn nsid(authority: u8, document: usize) -> String {
    format!("com.example{authority}.n{document}")
}

/// A document of a size that is common.
fn lexicon(nsid: &str, refs: &[String]) -> Value {
    let properties: serde_json::Map<String, Value> = (0..12)
        .map(|number| {
            let description = format!("The field with the number {number}.");
            let field = json!({ "type": "string", "maxLength": 300, "description": description });
            (format!("field{number}"), field)
        })
        .chain((!refs.is_empty()).then(|| {
            let union = json!({ "type": "union", "refs": refs });
            ("others".to_owned(), union)
        }))
        .collect();
    json!({
        "$type": "com.atproto.lexicon.schema",
        "lexicon": 1,
        "id": nsid,
        "defs": { "main": { "type": "object", "properties": properties } },
    })
}
