//! Permission sets that exist already.

use super::*;

#[test]
fn a_permission_set_that_exists_keeps_its_texts() {
    let project = project();
    let path = "lexicons/com/example/authFull.json";
    let old = set("com.example.authFull", &repo(r#""com.example.like""#)).replace(
        r#""title": "T""#,
        r#""title": "Mine", "title:lang": {"de": "Meins"}"#,
    );
    project.put(path, &old);
    let command = format!("scopes --permission-set com.example.authFull -o {path}");
    project.run(&command).ends(0);
    let new = project.read(path);
    for text in [
        "\"Mine\"",
        "\"Meins\"",
        "\"D.\"",
        "com.example.post",
        "com.example.putPost",
    ] {
        assert!(new.contains(text), "{text} in {new}");
    }
    project.run(&command).ends(0);
    assert_eq!(project.read(path), new);
    // For any service, if that is what was asked for.
    let run = project
        .run("scopes --permission-set com.example.authFull --aud *")
        .ends(0);
    assert!(run.stdout.contains("\"aud\": \"*\""), "{}", run.stdout);
    assert!(!run.stdout.contains("inheritAud"), "{}", run.stdout);
}

#[test]
fn only_the_permissions_of_a_set_that_exists_change() {
    let project = project();
    project.put("lexicons/forum.json", &forum());
    let old = r#"{"lexicon": 1, "id": "com.example.authFull", "revision": 2,
        "description": "Of the document.", "defs": {
            "tok": {"type": "token", "description": "Of the token."},
            "main": {"type": "permission-set", "title": "Mine", "detail": "D.",
                "permissions": [
                    {"type": "permission", "resource": "repo",
                     "collection": ["com.example.like", "com.example.gone"],
                     "description": "Of the permission."},
                    {"type": "permission", "resource": "rpc", "aud": "*",
                     "lxm": ["com.example.getPosts"], "description": "Of the calls."},
                    {"type": "permission", "resource": "space",
                     "spaceType": "com.example.old"}]}}}"#;
    // The file is one of the inputs, or none.
    for path in ["lexicons/authFull.json", "elsewhere/authFull.json"] {
        project.put(path, old);
        let command = format!("scopes lexicons --permission-set com.example.authFull -o {path}");
        let run = project.run(&command).ends(0);
        let new = project.read(path);
        for text in [
            "\"revision\": 2",
            "\"Of the document.\"",
            "\"Of the token.\"",
            "\"Mine\"",
            "\"Of the permission.\"",
            "\"Of the calls.\"",
            "com.example.post",
        ] {
            assert!(new.contains(text), "{text} in {new}");
        }
        run.says(
            "note: the set now grants more: `repo:com.example.post`, \
             `rpc:com.example.putPost` of the service that the client names, \
             `space:com.example.forum`\n",
        )
        .says(
            "note: the set now grants less, no longer: `repo:com.example.gone`, \
             `rpc:com.example.getPosts?aud=*` (only `rpc:com.example.getPosts` of the service \
             that the client names), `space:com.example.old`\n",
        );
        // Once more changes nothing.
        let again = project.run(&command).ends(0);
        assert_eq!(project.read(path), new);
        assert!(!again.stderr.contains("grants"), "{}", again.stderr);
        fs::remove_file(project.path(path)).expect("a file");
    }
}

#[test]
fn the_limits_of_a_set_are_kept() {
    let project = project();
    project.put("lexicons/forum.json", &forum());
    let path = "lexicons/com/example/authFull.json";
    let old = [
        r#"{"type": "permission", "resource": "repo", "collection": ["com.example.like"],
            "action": ["create"], "description": "Only to like."}"#,
        r#"{"type": "permission", "resource": "space", "spaceType": "com.example.forum",
            "authority": "*", "action": ["read"], "description": "Only to read."}"#,
        r#"{"type": "permission", "resource": "repo", "collection": ["com.example.post"],
            "action": ["create"]}"#,
        r#"{"type": "permission", "resource": "repo", "collection": ["com.example.post"],
            "action": ["update", "delete"]}"#,
    ];
    project.put(path, &set("com.example.authFull", &old.join(",")));
    let command = format!("scopes --permission-set com.example.authFull -o {path}");
    let run = project.run(&command).ends(0).says(
        "note: limits of the set are kept: `repo:com.example.like?action=create`, \
         `space:com.example.forum?authority=*&action=read`; to grant more, remove them \
         from the set\n",
    );
    assert!(!run.stderr.contains("descriptions"), "{}", run.stderr);
    assert!(!run.stderr.contains("less"), "{}", run.stderr);
    let new = project.read(path);
    let json: serde_json::Value = serde_json::from_str(&new).expect("JSON");
    let permissions = &json["defs"]["main"]["permissions"];
    // What was granted in two parts is granted whole, which is the same.
    assert_eq!(
        permissions[0]["collection"],
        serde_json::json!(["com.example.post"])
    );
    assert_eq!(permissions[0].get("action"), None);
    let kept = [&permissions[1], &permissions[3]].map(ToString::to_string);
    assert!(kept[0].contains(r#""action":["create"]"#), "{new}");
    assert!(kept[0].contains("Only to like."), "{new}");
    assert!(kept[1].contains(r#""authority":"*""#), "{new}");
    assert!(kept[1].contains("Only to read."), "{new}");
    project.run(&command).ends(0);
    assert_eq!(project.read(path), new);
}
