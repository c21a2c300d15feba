//! Permission sets that are in the list instead of what they grant.

use super::*;

#[test]
fn a_set_is_used_if_it_grants_nothing_else() {
    let project = project();
    let permissions =
        repo(r#""com.example.post", "com.example.like""#) + "," + &rpc(r#""com.example.getPosts""#);
    project.put(
        "lexicons/auth.json",
        &set("com.example.authAll", &permissions),
    );
    let files = "blob?accept=audio/mpeg&accept=image/*";
    let run = project.run(&format!("scopes --aud {SERVICE}")).ends(0);
    prints(
        &run,
        &[
            "atproto",
            files,
            "include:com.example.authAll?aud=did:web:api.example.com%23svc",
            "repo:org.other.thing",
            "rpc:com.example.putPost?aud=did:web:api.example.com%23svc",
        ],
    );
    // Without a service, it grants no calls.
    let run = project.run("scopes").ends(0);
    prints(
        &run,
        &[
            "atproto",
            files,
            "include:com.example.authAll",
            "repo:org.other.thing",
            "rpc?lxm=com.example.getPosts&lxm=com.example.putPost&aud=*",
        ],
    );
    run.says(
        "note: `include:com.example.authAll` may cover endpoints of one service: \
         name it with `--aud`",
    );
    // A set that is not selected is used all the same, unless it grants more.
    let run = project
        .run("scopes --include com.example.like --include com.example.post")
        .ends(0);
    prints(&run, &["atproto", files, "include:com.example.authAll"]);
    let run = project
        .run(&format!(
            "scopes --include com.example.like --include com.example.getPosts --aud {SERVICE}"
        ))
        .ends(0);
    prints(
        &run,
        &[
            "atproto",
            "repo:com.example.like",
            "rpc:com.example.getPosts?aud=did:web:api.example.com%23svc",
        ],
    );
    run.says(
        "note: `include:com.example.authAll` covers 2 of these, and also grants \
         `com.example.post`; `--allow-more` uses it",
    );
    let run = project
        .run(&format!(
            "scopes --include com.example.like --include com.example.getPosts --aud {SERVICE} \
             --allow-more"
        ))
        .ends(0);
    prints(
        &run,
        &[
            "atproto",
            "include:com.example.authAll?aud=did:web:api.example.com%23svc",
        ],
    );
    run.says("note: `include:com.example.authAll` also grants `com.example.post`");
}

/// The same permission with one action.
fn only(permission: &str, action: &str) -> String {
    permission.replace("]}", &format!(r#"], "action": ["{action}"]}}"#))
}

#[test]
fn a_set_for_some_actions_on_a_record_makes_no_list_longer() {
    let project = project();
    let both = r#""com.example.post", "com.example.like""#;
    let sets = [
        ("com.example.authCreate", only(&repo(both), "create")),
        ("com.example.authUpdate", only(&repo(both), "update")),
        (
            "com.example.authLike",
            only(&repo(r#""com.example.like""#), "delete"),
        ),
    ];
    for (nsid, permissions) in sets {
        project.put(&format!("lexicons/{nsid}.json"), &set(nsid, &permissions));
    }
    let run = project.run("scopes --include com.example.like").ends(0);
    prints(&run, &["atproto", "repo:com.example.like"]);
    let run = project
        .run("scopes --include com.example.like --include com.example.post")
        .ends(0);
    let files = "blob?accept=audio/mpeg&accept=image/*";
    let records = "repo?collection=com.example.like&collection=com.example.post";
    prints(&run, &["atproto", files, records]);
}

#[test]
fn a_record_that_chosen_sets_grant_in_parts_is_not_listed() {
    let project = project();
    let both = r#""com.example.post", "com.example.like""#;
    let post = repo(r#""com.example.post""#);
    let like = repo(r#""com.example.like""#);
    let quote = repo(r#""com.example.quote""#);
    project.put("lexicons/quote.json", &record("com.example.quote", ""));
    let sets = [
        ("com.example.authFirst", post + "," + &only(&like, "create")),
        (
            "com.example.authSecond",
            quote + "," + &only(&like, "update") + "," + &only(&like, "delete"),
        ),
        // What it grants of the record is granted by others.
        ("com.example.authThird", only(&repo(both), "update")),
    ];
    for (nsid, permissions) in sets {
        project.put(&format!("lexicons/{nsid}.json"), &set(nsid, &permissions));
    }
    let run = project
        .run(
            "scopes --json --include com.example.like --include com.example.post \
             --include com.example.quote",
        )
        .ends(0);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let scopes = json["scopes"].as_array().expect("a list");
    assert_eq!(
        scopes[2..],
        [
            serde_json::json!({
                "scope": "include:com.example.authFirst",
                "for": ["com.example.like", "com.example.post"],
            }),
            serde_json::json!({
                "scope": "include:com.example.authSecond",
                "for": ["com.example.like", "com.example.quote"],
            }),
        ]
    );
}

#[test]
fn as_few_sets_as_possible_are_used() {
    let project = Project::empty();
    let name = |number: u32| format!("com.example.record{number}");
    for number in 1..=6 {
        let path = format!("lexicons/{number}.json");
        project.put(&path, &record(&name(number), ""));
    }
    // The first grants most, and leaves something for both of the others.
    for (nsid, numbers) in [
        ("com.example.authLarge", &[1, 2, 3, 4][..]),
        ("com.example.authLeft", &[1, 2, 5]),
        ("com.example.authRight", &[3, 4, 6]),
    ] {
        let names = numbers
            .iter()
            .map(|number| format!("\"{}\"", name(*number)));
        let permissions = repo(&names.collect::<Vec<_>>().join(", "));
        project.put(&format!("lexicons/{nsid}.json"), &set(nsid, &permissions));
    }
    let run = project.run("scopes").ends(0);
    prints(
        &run,
        &[
            "atproto",
            "include:com.example.authLeft",
            "include:com.example.authRight",
        ],
    );
}

#[test]
fn the_choice_among_sets_is_always_the_same() {
    let project = project();
    let both = repo(r#""com.example.post", "com.example.like""#);
    for nsid in ["com.example.authSecond", "com.example.authFirst"] {
        project.put(&format!("lexicons/{nsid}.json"), &set(nsid, &both));
    }
    let like = repo(r#""com.example.like""#);
    project.put("lexicons/small.json", &set("com.example.authA", &like));
    let run = project
        .run("scopes --include com.example.like --include com.example.post")
        .ends(0);
    prints(
        &run,
        &[
            "atproto",
            "blob?accept=audio/mpeg&accept=image/*",
            "include:com.example.authFirst",
        ],
    );
}

#[test]
fn a_set_grants_nothing_outside_of_its_namespace() {
    let project = project();
    // Servers ignore the whole permission; `lexgen check` warns.
    let foreign = repo(r#""com.example.like", "org.other.thing""#);
    project.put("lexicons/auth.json", &set("com.example.authAll", &foreign));
    let run = project
        .run("scopes --include com.example.like --include org.other.thing")
        .ends(0);
    prints(
        &run,
        &[
            "atproto",
            "repo?collection=com.example.like&collection=org.other.thing",
        ],
    );
}

#[test]
fn a_permission_with_an_unknown_field_grants_nothing() {
    let project = project();
    let newer = r#"{"type": "permission", "resource": "repo",
        "collection": ["com.example.like"], "maxCount": 5}"#;
    project.put("lexicons/auth.json", &set("com.example.authAll", newer));
    let run = project.run("scopes --include com.example.like").ends(0);
    prints(&run, &["atproto", "repo:com.example.like"]);
    // Nor does the generated constant say that it grants something.
    project
        .run("generate -o out --include com.example.authAll")
        .ends(0);
    let constant = project.read("out/com/example/auth_all.rs");
    assert!(constant.contains("Permission::Other"), "{constant}");
}

#[test]
fn spaces_are_listed_or_granted_by_a_set() {
    let project = project();
    project.put("lexicons/forum.json", &forum());
    let run = project.run("scopes --include com.example.forum").ends(0);
    prints(&run, &["atproto", "space:com.example.forum"]);
    run.says("note: `space:` is for the account's own spaces")
        .says("Listed 2 scopes for 0 record types, 0 endpoints and 1 space type");
    let help = project.run("scopes --help").ends(0);
    assert!(
        help.stdout.contains("\n  space:    for each"),
        "{}",
        help.stdout
    );
    let path = "lexicons/com/example/authForum.json";
    project
        .run(&format!(
            "scopes --include com.example.forum --permission-set com.example.authForum -o {path}"
        ))
        .ends(0);
    project.run("check").ends(0);
    let run = project.run("scopes --include com.example.forum").ends(0);
    prints(&run, &["atproto", "include:com.example.authForum"]);
}
