//! What lexicons must pass before they are published.

use std::fs;

use insta::assert_snapshot;
use lexgen_tests_network::{Account, Answer, Manner, Network, Said, lexicon};
use serde_json::{Value, json};

use crate::{NOTE, POST, Project, documented, longer, shorter, told};

#[test]
fn a_lexicon_with_errors_is_not_published() {
    let project = Project::new(Manner::Honest);
    let mut document = documented(POST);
    document["defs"]["main"]["record"]["properties"]["text"]["type"] = json!("text");
    project.write(POST, &document);
    let said = project.publish();
    assert_snapshot!(told(&said));
    assert_eq!(project.network.asked(), Vec::<String>::new());
}

#[test]
fn what_lint_refuses_is_not_published() {
    let project = Project::new(Manner::Honest);
    let settings = "inputs = ['lexicons']\n[lint]\ndeny = ['unlimited-string']\n";
    fs::write(project.path().join("lexgen.toml"), settings).expect("written");
    let mut document = documented(POST);
    let text = &mut document["defs"]["main"]["record"]["properties"]["text"];
    text.as_object_mut().expect("an object").remove("maxLength");
    project.write(POST, &document);
    let said = project.publish();
    assert_snapshot!(told(&said));
    assert_eq!(project.network.asked(), Vec::<String>::new());
}

#[test]
fn what_breaks_the_published_version_is_not_published() {
    let project = Project::new(Manner::Honest).with_authority();
    assert_eq!(project.publish().code, Some(0));
    project.write(POST, &shorter(POST));
    project.write(NOTE, &longer(NOTE));
    let rev = project.network.hosted(&project.did).rev;
    let said = project.publish();
    assert_snapshot!("breaking", told(&said));
    assert_eq!(project.network.hosted(&project.did).rev, rev);
    let planned = project.run(&["publish", "--dry-run", "--account", &project.did]);
    assert_eq!(planned.code, Some(1), "{planned:?}");

    let allowed = [
        "publish",
        "--account",
        &project.did,
        "--allow-breaking",
        "limit-tightened",
    ];
    let said = project.run(&allowed);
    assert_eq!(said.code, Some(2), "a reason is needed: {said:?}");
    let said = project.run(&[&allowed[..], &["--reason", " "]].concat());
    assert!(said.stderr.contains("a reason needs words"), "{said:?}");
    assert_eq!(said.code, Some(2));
    let said = project.run(&[&allowed[..], &["--reason", "nobody has it yet"]].concat());
    assert_snapshot!("allowed", told(&said));
}

/// The manifest can have another name, and the protocol's own tools write no lock.
#[test]
fn lexicons_that_a_manifest_of_another_name_lists_are_not_published() {
    let project = Project::new(Manner::Honest).with_authority();
    let manifest = json!({ "version": 1, "lexicons": [NOTE], "resolutions": {} });
    fs::write(project.path().join("others.json"), manifest.to_string()).expect("written");
    let settings = "inputs = ['lexicons']\n[install]\nmanifest = 'others.json'\n";
    fs::write(project.path().join("lexgen.toml"), settings).expect("written");
    let said = project.publish();
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(project.published(), [POST]);
    let settings = project.path().join("lexgen.toml");
    let settings = settings.to_str().expect("Unicode");
    let said = project
        .network
        .offline(&["fmt", "--check", "--config", settings]);
    assert!(
        said.stderr.contains("left as they are: 1 installed"),
        "{said:?}"
    );
}

#[test]
fn lexicons_that_were_installed_are_not_published() {
    let project = Project::new(Manner::Honest).with_authority();
    let manifest = json!({ "version": 1, "lexicons": [NOTE], "resolutions": {} });
    fs::write(project.path().join("lexicons.json"), manifest.to_string()).expect("written");
    let said = project.publish();
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(project.published(), [POST]);
    let said = project.run(&["publish", NOTE, "--account", &project.did]);
    assert_snapshot!(told(&said));
}

/// A project can have copies of the lexicons of others.
#[test]
fn lexicons_of_another_authority_are_published_only_by_name() {
    let project = Project::new(Manner::Honest).with_authority();
    let other = "org.example.thing";
    project.write(other, &documented(other));
    let owner = Account::new('b').with_record(other, {
        let mut record = shorter(other);
        record["$type"] = "com.atproto.lexicon.schema".into();
        record
    });
    project.network.authority("example.org", &owner.did);
    project.network.publish(&owner);
    let said = project.publish();
    assert_snapshot!("skipped", told(&said));
    assert_eq!(project.published(), [NOTE, POST]);
    // It is compared with what others have.
    let said = project.run(&["publish", other, "--account", &project.did]);
    assert_snapshot!("another_authority", told(&said));
    let said = project.run(&[
        "publish",
        other,
        "--account",
        &project.did,
        "--allow-breaking",
        "limit-loosened",
        "--reason",
        "the domain moves",
    ]);
    assert_snapshot!("moved", told(&said));
}

/// Nobody knows then who has the published version.
#[test]
fn a_dns_server_that_fails_stops_a_publication() {
    let project = Project::new(Manner::Honest);
    project
        .network
        .name("_lexicon.example.com", Answer::Failure);
    let said = project.publish();
    assert_snapshot!(told(&said));
    project.assert_no_login();
}

#[test]
fn lexicons_of_another_authority_are_not_named_by_a_group() {
    let project = Project::new(Manner::Honest);
    let owner = Account::new('b');
    project.network.authority("example.com", &owner.did);
    project.network.publish(&owner);
    let group = ["publish", "com.example.*", "--account", &project.did];
    let said = project.run(&group);
    assert_snapshot!("all_skipped", told(&said));
    let said = project.run(&[&group[..], &["--format", "json"]].concat());
    assert_eq!(said.code, Some(1), "{said:?}");
    let line: Value = said
        .stdout
        .lines()
        .next()
        .expect("a line")
        .parse()
        .expect("JSON");
    let expected = json!({ "nsid": NOTE, "action": "skipped", "authority": owner.did });
    assert_eq!(line, expected);
    project.assert_no_login();
}

/// Nothing says whose they are, so they may be copies of the lexicons of others.
#[test]
fn lexicons_of_a_domain_that_nobody_has_claimed_are_asked_about() {
    let project = Project::new(Manner::Honest).with_authority();
    let other = "org.example.thing";
    project.write(other, &documented(other));
    let said = project.publish();
    assert_snapshot!("unclaimed", told(&said));
    project.assert_no_login();
    assert_eq!(project.published(), Vec::<String>::new());
    let said = project.run(&["publish", "--dry-run", "--account", &project.did]);
    assert_snapshot!("unclaimed_plan", told(&said));

    let said = project.run(&["publish", other, "--account", &project.did]);
    assert_eq!(said.code, Some(0), "named: {said:?}");
    // It has one of the domain now.
    let second = "org.example.second";
    project.write(second, &documented(second));
    let said = project.publish();
    assert_eq!(said.code, Some(0), "{said:?}");
    let third = "net.example.third";
    project.write(third, &documented(third));
    let said = project.run(&["publish", "--yes", "--account", &project.did]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(project.published().len(), 5);
}

#[test]
fn a_handle_says_whose_the_domains_below_it_are() {
    for (handle, is_enough) in [
        ("example.com", true),
        ("alice.example.com", false),
        ("com.example", false),
        ("notexample.com", false),
    ] {
        let mut account = Account::new('a');
        account.handle = Some(handle.to_owned());
        let project = Project::of(account, Manner::Honest);
        let said = project.publish();
        assert_eq!(said.code == Some(0), is_enough, "{handle}: {said:?}");
    }
}

/// What `check` warns of is an error for lint if the settings say so.
#[test]
fn warnings_of_check_are_denied_like_those_of_lint() {
    let project = Project::new(Manner::Honest).with_authority();
    let mut document = documented(POST);
    document["defs"]["main"]["record"]["properties"]["text"]["maxLenght"] = json!(10);
    project.write(POST, &document);
    let warned = project.run(&["publish", "--dry-run", "--account", &project.did]);
    assert_eq!(warned.code, Some(0), "{warned:?}");
    assert_eq!(warned.stderr.matches("warning[").count(), 1, "{warned:?}");
    let settings = "inputs = ['lexicons']\n[lint]\ndeny = ['warnings']\n";
    fs::write(project.path().join("lexgen.toml"), settings).expect("written");
    let said = project.publish();
    assert_snapshot!("denied_warning", told(&said));
    project.assert_no_login();
}

/// Nobody knows what depends on a record that is no lexicon.
#[test]
fn records_that_are_no_lexicons_are_replaced_only_if_that_is_allowed() {
    let mut other_id = documented(NOTE);
    other_id["$type"] = "com.atproto.lexicon.schema".into();
    let other_type = json!({ "$type": "com.example.post", "text": "a" });
    for (name, record) in [("other_id", other_id), ("other_type", other_type)] {
        let account = Account::new('a').with_record(POST, record);
        let project = Project::of(account, Manner::Honest).with_authority();
        let said = project.publish();
        assert_snapshot!(name, told(&said));
        project.assert_no_login();
        let allowed = ["--allow-breaking", "not-compared", "--reason", "a mistake"];
        let publish = ["publish", "--account", &project.did];
        let said = project.run(&[&publish[..], &allowed].concat());
        assert_eq!(said.code, Some(0), "{said:?}");
    }
}

#[test]
fn commits_that_servers_may_refuse_are_warned_of() {
    let project = Project::new(Manner::Honest).with_authority();
    for number in 0..199 {
        let nsid = format!("com.example.n{number}");
        project.write(&nsid, &documented(&nsid));
    }
    let plan = ["publish", "--dry-run", "--account", &project.did];
    let said = project.run(&plan);
    assert!(said.stderr.contains("Large 201 lexicons of "), "{said:?}");
    let project = Project::new(Manner::Honest).with_authority();
    let mut document = documented(POST);
    let plan = ["publish", "--dry-run", "--account", &project.did];
    for (bytes, is_large) in [(140 << 10, false), (160 << 10, true)] {
        document["x-long"] = "x".repeat(bytes).into();
        project.write(POST, &document);
        let said = project.run(&plan);
        assert_eq!(
            said.stderr.contains("Large 2 lexicons of "),
            is_large,
            "{said:?}"
        );
    }
}

#[test]
fn references_to_lexicons_that_stay_behind_are_told() {
    let project = Project::new(Manner::Honest).with_authority();
    let mut document = documented(POST);
    document["defs"]["main"]["record"]["properties"]["note"] =
        json!({ "type": "ref", "ref": "com.example.defs" });
    let defs = "com.example.defs";
    let mut object = json!({ "lexicon": 1, "id": defs, "defs": { "main": {
        "type": "object", "description": "A thing.",
        "properties": { "a": { "type": "integer" } } } } });
    project.write(defs, &object);
    project.write(POST, &document);
    let plan = ["publish", POST, "--dry-run", "--account", &project.did];
    let told = |said: &Said| {
        let lines = said.stderr.lines().filter(|it| it.contains("Incomplete"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let all = [
        "`com.example.post` refers to `com.example.defs`, which this account has not published",
        "`com.example.post` refers to `com.example.defs`, which is not as it is published",
    ];
    assert!(told(&project.run(&plan)).contains(all[0]));
    let said = project.run(&["publish", defs, "--account", &project.did]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(told(&project.run(&plan)), "");
    object["defs"]["main"]["properties"]["b"] = json!({ "type": "integer" });
    project.write(defs, &object);
    assert!(told(&project.run(&plan)).contains(all[1]));
}

/// A lexicon that is not written cannot break anything, whatever another account has.
#[test]
fn unchanged_lexicons_are_not_judged() {
    let project = Project::new(Manner::Honest);
    assert_eq!(project.publish().code, Some(0));
    let mut record = shorter(POST);
    record["$type"] = "com.atproto.lexicon.schema".into();
    let owner = Account::new('b').with_record(POST, record).with(NOTE);
    project.network.authority("example.com", &owner.did);
    project.network.publish(&owner);
    let said = project.run(&["publish", POST, "--account", &project.did]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(said.stdout, format!("unchanged  {POST}\n"));
}

#[test]
fn a_malformed_txt_record_is_to_be_corrected() {
    let project = Project::new(Manner::Honest);
    let two = [
        "did=did:plc:aaaaaaaaaaaaaaaaaaaaaaaa",
        "did=did:web:example.com",
    ];
    let two = two.map(|text| vec![text.to_owned()]);
    let name = "_lexicon.example.com";
    let plan = ["publish", "--dry-run", "--account", &project.did];
    let mut all = String::new();
    for answer in [Answer::Texts(two.into()), Answer::text("did=alice")] {
        project.network.name(name, answer);
        all.push_str(&project.run(&plan).stderr);
        all.push('\n');
    }
    assert_snapshot!(all);
}

/// Reviews take only diagnostics.
#[test]
fn the_plan_is_for_people_and_json() {
    let project = Project::new(Manner::Honest);
    for format in ["github", "sarif"] {
        let plan = ["publish", "--dry-run", "--account", &project.did];
        let said = project.run(&[&plan[..], &["--format", format]].concat());
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(!said.stdout.contains("create "), "{said:?}");
    }
}

/// A reference to a lexicon of others is the same in both versions.
#[test]
fn references_to_lexicons_of_others_are_compared() {
    let project = Project::new(Manner::Honest).with_authority();
    let manifest = json!({ "version": 1, "lexicons": ["org.example.thing"], "resolutions": {} });
    fs::write(project.path().join("lexicons.json"), manifest.to_string()).expect("written");
    project.write(
        "org.example.thing",
        &json!({ "lexicon": 1, "id": "org.example.thing", "defs": { "main": {
            "type": "object", "properties": { "a": { "type": "integer" } } } } }),
    );
    let mut document = documented(POST);
    document["defs"]["main"]["record"]["properties"]["thing"] =
        json!({ "type": "ref", "ref": "org.example.thing" });
    project.write(POST, &document);
    assert_eq!(project.publish().code, Some(0));
    document["defs"]["main"]["record"]["properties"]["more"] = json!({ "type": "integer" });
    project.write(POST, &document);
    let said = project.publish();
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.stdout
            .contains(&format!("update     {POST}  compatible")),
        "{said:?}"
    );
}

/// The same lexicon in another account and in DNS.
#[test]
fn a_server_that_holds_a_record_back_stops_a_publication() {
    let (network, account) = (Network::new(), Account::new('a').with(POST));
    drop((network, lexicon(POST)));
    let project = Project::of(account, Manner::Honest).with_authority();
    let page = lexgen_tests_network::Page::error(404, "RecordNotFound", "no such record");
    project
        .network
        .page(&format!("record {} {POST}", project.did), page);
    project.write(POST, &shorter(POST));
    let said = project.publish();
    assert_snapshot!(told(&said));
    project.assert_no_login();
}
