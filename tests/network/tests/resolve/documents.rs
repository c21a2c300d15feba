//! Records that are signed, and are not the lexicon.

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Network, lexicon};
use serde_json::{Value, json};

use crate::{POST, problems};

/// The problems with a record that was changed before it was signed.
fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut record = lexicon(POST);
    change(&mut record);
    let network = Network::new();
    let account = Account::new('a').with_record(POST, record);
    network.authority("example.com", &account.did);
    network.publish(&account);
    problems(&network)
}

#[test]
fn records_of_another_type_or_lexicon() {
    let other_type = changed(|record| record["$type"] = "com.example.post".into());
    let no_type = changed(|record| {
        record.as_object_mut().expect("an object").remove("$type");
    });
    let other_id = changed(|record| record["id"] = "com.evil.post".into());
    let no_id = changed(|record| record["id"] = 1.into());
    let list = changed(|record| *record = json!([1]));
    assert_snapshot!([other_type, no_type, other_id, no_id, list].join("\n\n"));
}

#[test]
fn a_lexicon_with_errors() {
    let said = changed(|record| {
        record["defs"]["main"]["record"]["properties"]["text"]["type"] = "text".into();
    });
    assert_snapshot!(said);
}
