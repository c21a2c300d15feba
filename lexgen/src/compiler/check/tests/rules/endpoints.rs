//! Examples for the rules of primary definitions.

use super::{Case, main, set};

pub(super) fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    let mut case = |text: String, code, pointer: &str| all.push((text, code, pointer.to_owned()));

    // Records.
    let record = |rest: &str| main(&format!(r#"{{"type":"record",{rest}}}"#));
    let fields = r#""record":{"type":"object","properties":{}}"#;
    case(record(fields), "missing-field", "/defs/main");
    case(
        record(&format!(r#""key":"self",{fields}"#)),
        "invalid-key",
        "/defs/main/key",
    );
    case(
        record(&format!(r#""key":"literal:",{fields}"#)),
        "invalid-key",
        "/defs/main/key",
    );
    case(
        record(&format!(r#""key":"literal:a/b",{fields}"#)),
        "invalid-key",
        "/defs/main/key",
    );
    case(record(r#""key":"tid""#), "missing-field", "/defs/main");
    case(
        record(r#""key":"tid","record":{"properties":{}}"#),
        "missing-field",
        "/defs/main/record",
    );
    case(
        record(r##""key":"tid","record":{"type":"ref","ref":"#a"}"##),
        "type-not-allowed",
        "/defs/main/record/type",
    );

    // Endpoints.
    let parameter = |it: &str| {
        main(&format!(
            r#"{{"type":"query","parameters":{{"type":"params","properties":{{"p":{it}}}}}}}"#
        ))
    };
    let at = "/defs/main/parameters/properties/p";
    case(
        parameter(r#"{"type":"object","properties":{}}"#),
        "type-not-allowed",
        &format!("{at}/type"),
    );
    case(
        parameter(r##"{"type":"ref","ref":"#a"}"##),
        "type-not-allowed",
        &format!("{at}/type"),
    );
    case(
        parameter(r#"{"type":"unknown"}"#),
        "type-not-allowed",
        &format!("{at}/type"),
    );
    case(
        parameter(r#"{"type":"array","items":{"type":"unknown"}}"#),
        "type-not-allowed",
        &format!("{at}/items/type"),
    );
    case(
        parameter(r#"{"type":"array","items":{"type":"bytes"}}"#),
        "type-not-allowed",
        &format!("{at}/items/type"),
    );
    case(
        parameter(r#"{"type":"array","items":{"type":"array","items":{"type":"string"}}}"#),
        "type-not-allowed",
        &format!("{at}/items/type"),
    );
    case(
        main(r#"{"type":"query","parameters":{"type":"object"}}"#),
        "type-not-allowed",
        "/defs/main/parameters/type",
    );
    case(
        main(r#"{"type":"query","parameters":{"type":"params","nullable":[]}}"#),
        "misplaced-field",
        "/defs/main/parameters/nullable",
    );
    case(
        main(r#"{"type":"query","parameters":{"type":"params","required":["a"]}}"#),
        "undefined-property",
        "/defs/main/parameters/required/0",
    );
    case(
        main(r#"{"type":"procedure","input":{}}"#),
        "missing-field",
        "/defs/main/input",
    );
    case(
        main(r#"{"type":"procedure","input":{"encoding":"json"}}"#),
        "invalid-mime-type",
        "/defs/main/input/encoding",
    );
    case(
        main(
            r#"{"type":"query","output":{"encoding":"application/json","schema":{"type":"string"}}}"#,
        ),
        "type-not-allowed",
        "/defs/main/output/schema/type",
    );
    case(
        main(r#"{"type":"query","output":{"encoding":"*/*","shema":{}}}"#),
        "unknown-field",
        "/defs/main/output/shema",
    );
    case(
        main(r#"{"type":"subscription"}"#),
        "missing-field",
        "/defs/main",
    );
    case(
        main(r#"{"type":"subscription","message":{}}"#),
        "missing-field",
        "/defs/main/message",
    );
    case(
        main(r##"{"type":"subscription","message":{"schema":{"type":"ref","ref":"#a"}}}"##),
        "type-not-allowed",
        "/defs/main/message/schema/type",
    );
    for name in ["", "json", "xrpc.v1.jsom", "XRPC.V1.JSON", "xrpc.v2.json"] {
        case(
            main(&format!(
                r#"{{"type":"subscription","subprotocol":"{name}","message":{{"schema":{{"type":"union","refs":[]}}}}}}"#
            )),
            "unknown-subprotocol",
            "/defs/main/subprotocol",
        );
    }
    case(
        main(r#"{"type":"query","subprotocol":"xrpc.v1.json"}"#),
        "misplaced-field",
        "/defs/main/subprotocol",
    );
    let errors = |it: &str| main(&format!(r#"{{"type":"query","errors":{it}}}"#));
    case(
        errors(r#"[{"name":"Not Found"}]"#),
        "error-name",
        "/defs/main/errors/0/name",
    );
    case(
        errors(r#"[{"name":""}]"#),
        "error-name",
        "/defs/main/errors/0/name",
    );
    case(errors("[{}]"), "missing-field", "/defs/main/errors/0");
    case(
        errors(r#"["NotFound"]"#),
        "wrong-json-type",
        "/defs/main/errors/0",
    );
    case(
        errors(r#"[{"name":"A"},{"name":"A"}]"#),
        "duplicate-entry",
        "/defs/main/errors/1/name",
    );

    // Spaces.
    let space = |rest: &str| main(&format!(r#"{{"type":"space"{rest}}}"#));
    let rest = r#","name":"A","collections":[]"#;
    case(space(rest), "missing-field", "/defs/main");
    case(
        space(&format!(r#","key":"self"{rest}"#)),
        "invalid-key",
        "/defs/main/key",
    );
    let rest = r#","key":"any","collections":[]"#;
    case(space(rest), "missing-field", "/defs/main");
    case(
        space(&format!(r#","name":""{rest}"#)),
        "space-name",
        "/defs/main/name",
    );
    case(
        space(&format!(r#","name":"{}"{rest}"#, "a".repeat(65))),
        "space-name",
        "/defs/main/name",
    );
    case(
        space(&format!(r#","name":"A","name:lang":{{"e n":"A"}}{rest}"#)),
        "invalid-language",
        "/defs/main/name:lang/e n",
    );
    let collections = |list: &str| space(&format!(r#","key":"any","name":"A"{list}"#));
    case(collections(""), "missing-field", "/defs/main");
    case(
        collections(r#","collections":["*"]"#),
        "invalid-nsid",
        "/defs/main/collections/0",
    );
    case(
        collections(r#","collections":["com.example.a","com.example.a"]"#),
        "duplicate-entry",
        "/defs/main/collections/1",
    );
    case(
        collections(r#","collections":[1]"#),
        "wrong-json-type",
        "/defs/main/collections/0",
    );

    // Permission sets.
    let at = "/defs/main/permissions/0";
    let repo = |rest: &str| {
        set(&format!(
            r#"{{"type":"permission","resource":"repo"{rest}}}"#
        ))
    };
    let rpc = |rest: &str| {
        set(&format!(
            r#"{{"type":"permission","resource":"rpc"{rest}}}"#
        ))
    };
    case(
        main(r#"{"type":"permission-set"}"#),
        "missing-field",
        "/defs/main",
    );
    case(
        main(r#"{"type":"permission-set","permissions":[],"title:lang":{"e n":"x"}}"#),
        "invalid-language",
        "/defs/main/title:lang/e n",
    );
    case(set("1"), "wrong-json-type", at);
    case(set("{}"), "missing-field", at);
    case(set(r#"{"type":"permission"}"#), "missing-field", at);
    case(
        set(r#"{"type":"object"}"#),
        "type-not-allowed",
        &format!("{at}/type"),
    );
    case(
        set(r#"{"type":"permission","resource":"blob","accept":[]}"#),
        "ignored-permission",
        &format!("{at}/resource"),
    );
    for resource in ["inbox", "rep"] {
        case(
            set(&format!(
                r#"{{"type":"permission","resource":"{resource}"}}"#
            )),
            "unknown-resource",
            &format!("{at}/resource"),
        );
    }
    case(repo(""), "missing-field", at);
    case(
        repo(r#","collection":[]"#),
        "invalid-permission",
        &format!("{at}/collection"),
    );
    case(
        repo(r#","collection":["*"]"#),
        "ignored-permission",
        &format!("{at}/collection/0"),
    );
    case(
        repo(r#","collection":["a"]"#),
        "invalid-nsid",
        &format!("{at}/collection/0"),
    );
    case(
        repo(r#","collection":["com.other.a"]"#),
        "permission-namespace",
        &format!("{at}/collection/0"),
    );
    case(
        repo(r#","collection":["com.example.a"],"action":["creat"]"#),
        "invalid-permission",
        &format!("{at}/action/0"),
    );
    case(
        repo(r#","collection":["com.example.a"],"action":[]"#),
        "ignored-permission",
        &format!("{at}/action"),
    );
    case(
        repo(r#","collection":["com.example.a"],"aud":"*""#),
        "ignored-permission",
        &format!("{at}/aud"),
    );
    case(rpc(r#","aud":"*""#), "missing-field", at);
    case(rpc(r#","lxm":["com.example.a"]"#), "invalid-permission", at);
    case(
        rpc(r#","lxm":["com.example.a"],"inheritAud":{}"#),
        "wrong-json-type",
        &format!("{at}/inheritAud"),
    );
    case(
        rpc(r#","lxm":["com.example.a"],"aud":"*","inheritAud":true"#),
        "invalid-permission",
        &format!("{at}/aud"),
    );
    case(
        rpc(r#","lxm":["com.example.a"],"aud":"x""#),
        "invalid-permission",
        &format!("{at}/aud"),
    );
    let space = |rest: &str| {
        set(&format!(
            r#"{{"type":"permission","resource":"space"{rest}}}"#
        ))
    };
    case(space(""), "missing-field", at);
    case(
        space(r#","spaceType":"*""#),
        "ignored-permission",
        &format!("{at}/spaceType"),
    );
    case(
        space(r#","spaceType":"com.other.a""#),
        "permission-namespace",
        &format!("{at}/spaceType"),
    );
    case(
        space(r#","spaceType":"a""#),
        "invalid-nsid",
        &format!("{at}/spaceType"),
    );
    for (field, value, code) in [
        ("authority", r#""alice.example""#, "invalid-permission"),
        ("skey", r#""..""#, "invalid-permission"),
        ("collection", "[]", "invalid-permission"),
        ("collection", r#""*""#, "wrong-json-type"),
        ("lxm", "[]", "ignored-permission"),
        ("action", "[]", "ignored-permission"),
        ("manage", "[]", "ignored-permission"),
        ("manage", r#""read""#, "invalid-permission"),
    ] {
        case(
            space(&format!(
                r#","spaceType":"com.example.a","{field}":{value}"#
            )),
            code,
            &format!("{at}/{field}"),
        );
    }
    case(
        space(r#","spaceType":"com.example.a","collection":["com.other.b","*","a"]"#),
        "invalid-nsid",
        &format!("{at}/collection/2"),
    );
    case(
        rpc(r##","lxm":["com.example.a"],"aud":"did:web:example.com#x""##),
        "ignored-permission",
        &format!("{at}/aud"),
    );
    all
}
