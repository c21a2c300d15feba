//! A table of all constructs of the Lexicon language, with an example of each in
//! the lexicons of this repository. The tests prove that it is correct and
//! complete, so tests of these lexicons cover every construct.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use lexgen_tests::{json_files, lexicons};
use serde_json::Value;

/// Construct, document under `com.example`, JSON pointer from `/defs`, and the
/// value there.
#[rustfmt::skip]
const WHERE: &[(&str, &str, &str, &str)] = &[
    // Primary definitions
    ("record, key tid", "shelf.book", "/main/key", r#""tid""#),
    ("record, key nsid", "shelf.retention", "/main/key", r#""nsid""#),
    ("record, key any", "shelf.review", "/main/key", r#""any""#),
    ("record, literal key", "shelf.profile", "/main/key", r#""literal:self""#),
    ("record without properties", "awkward.empty", "/main/record/properties", "{}"),
    ("query", "shelf.getBook", "/main/type", r#""query""#),
    ("procedure", "shelf.borrowBook", "/main/type", r#""procedure""#),
    ("procedure that only does", "shelf.ringBell", "/main/type", r#""procedure""#),
    ("subscription", "shelf.subscribeDesk", "/main/message/schema/refs", r##"["#lent","#returned","#info"]"##),
    ("subscription, its frames", "shelf.watchReturns", "/main/subprotocol", r#""xrpc.v1.json""#),
    ("subscription, no messages yet", "awkward.silentStream", "/main/message/schema/refs", "[]"),
    ("permission set", "shelf.authPatron", "/main/type", r#""permission-set""#),
    ("its title in other languages", "shelf.authPatron", "/main/title:lang/de", r#""Bibliotheksausweis""#),
    ("its permissions on records", "shelf.authPatron", "/main/permissions/1/action", r#"["create"]"#),
    ("its permissions on endpoints", "shelf.authPatron", "/main/permissions/2/inheritAud", "true"),
    ("its permissions in spaces", "shelf.authPatron", "/main/permissions/3/spaceType", r#""com.example.shelf.readingRoom""#),
    ("type of spaces", "shelf.readingRoom", "/main/type", r#""space""#),
    ("its name in other languages", "shelf.readingRoom", "/main/name:lang/de", r#""Lesesaal""#),
    // Definitions by name, one of each field type
    ("token", "shelf.defs", "/referenceOnly/type", r#""token""#),
    ("named object", "shelf.defs", "/label/type", r#""object""#),
    ("named string", "shelf.defs", "/isbn/type", r#""string""#),
    ("named integer", "shelf.defs", "/rating/type", r#""integer""#),
    ("named boolean", "shelf.defs", "/isOpen/type", r#""boolean""#),
    ("named bytes", "shelf.defs", "/checksum/type", r#""bytes""#),
    ("named cid-link", "shelf.defs", "/snapshot/type", r#""cid-link""#),
    ("named blob", "shelf.defs", "/cover/type", r#""blob""#),
    ("named array", "shelf.defs", "/tags/type", r#""array""#),
    ("main that is an object", "shelf.section", "/main/type", r#""object""#),
    ("main that is a string", "awkward.lib", "/main/type", r#""string""#),
    ("main that is an array", "awkward.types", "/main/type", r#""array""#),
    ("main that is a token", "awkward.mod", "/main/type", r#""token""#),
    // Strings and numbers
    ("format at-identifier", "shelf.profile", "/main/record/properties/contact/format", r#""at-identifier""#),
    ("format at-uri", "shelf.review", "/bookRef/properties/uri/format", r#""at-uri""#),
    ("format cid", "shelf.review", "/bookRef/properties/cid/format", r#""cid""#),
    ("format datetime", "shelf.book", "/main/record/properties/createdAt/format", r#""datetime""#),
    ("format did", "shelf.defs", "/patronView/properties/did/format", r#""did""#),
    ("format handle", "shelf.defs", "/patronView/properties/handle/format", r#""handle""#),
    ("format language", "shelf.book", "/main/record/properties/language/format", r#""language""#),
    ("format nsid", "shelf.retention", "/main/record/properties/replacedBy/format", r#""nsid""#),
    ("format record-key", "shelf.loan", "/main/record/properties/receipt/properties/key/format", r#""record-key""#),
    ("format space-ref", "shelf.readingRoom", "/seat/properties/room/format", r#""space-ref""#),
    ("format tid", "shelf.loan", "/main/record/properties/receipt/properties/number/format", r#""tid""#),
    ("format uri", "shelf.defs", "/patronView/properties/avatar/format", r#""uri""#),
    ("lengths in bytes", "shelf.defs", "/isbn/minLength", "10"),
    ("lengths in graphemes", "shelf.review", "/main/record/properties/text/maxGraphemes", "1000"),
    ("range", "shelf.defs", "/rating/maximum", "5"),
    ("range as wide as JavaScript holds", "awkward.values", "/main/properties/least/minimum", "-9007199254740991"),
    ("known values", "shelf.defs", "/genre/knownValues/0", r#""novel""#),
    ("known values that are tokens", "shelf.defs", "/shelfKind/knownValues/0", r#""com.example.shelf.defs#openShelf""#),
    ("closed strings", "shelf.defs", "/condition/enum/0", r#""mint""#),
    ("closed integers", "shelf.profile", "/hours/properties/day/enum", "[1,2,3,4,5,6,7]"),
    ("constant boolean", "shelf.profile", "/main/record/properties/isPublic/const", "true"),
    ("constant integer", "shelf.profile", "/main/record/properties/schemaVersion/const", "2"),
    ("constant string", "shelf.profile", "/main/record/properties/kind/const", r#""library""#),
    ("default boolean", "shelf.review", "/main/record/properties/spoilers/default", "false"),
    ("default integer", "shelf.profile", "/main/record/properties/loanDays/default", "28"),
    ("default string", "shelf.profile", "/main/record/properties/greeting/default", r#""Come in, we are open.""#),
    // Objects
    ("nullable and required", "shelf.profile", "/hours/nullable", r#"["note"]"#),
    ("nullable and optional", "shelf.book", "/main/record/nullable", r#"["subtitle"]"#),
    ("object in an object in an object", "shelf.defs", "/bookView/properties/availability/properties/copies/type", r#""object""#),
    ("bytes with lengths", "shelf.defs", "/checksum/minLength", "32"),
    ("cid-link", "shelf.subscribeDesk", "/lent/properties/ledger/type", r#""cid-link""#),
    ("blob that takes some types", "shelf.defs", "/cover/accept", r#"["image/png","image/jpeg"]"#),
    ("blob that takes all", "shelf.profile", "/main/record/properties/logo", r#"{"type":"blob"}"#),
    ("unknown", "shelf.review", "/main/record/properties/clientData/type", r#""unknown""#),
    // Arrays
    ("array of strings", "shelf.book", "/main/record/properties/authors/items/type", r#""string""#),
    ("array of references", "shelf.profile", "/main/record/properties/openingHours/items/type", r#""ref""#),
    ("array of unions", "shelf.review", "/main/record/properties/passages/items/type", r#""union""#),
    ("array of inline objects", "shelf.review", "/photos/properties/images/items/type", r#""object""#),
    ("array of arrays", "shelf.loan", "/main/record/properties/receipt/properties/stamps/items/type", r#""array""#),
    ("array of blobs", "awkward.images", "/main/properties/images/items/type", r#""blob""#),
    // References and unions
    ("reference inside the document", "shelf.book", "/main/record/properties/series/ref", r##""#series""##),
    ("the same, written in full", "shelf.review", "/main/record/properties/subject/ref", r#""com.example.shelf.review#bookRef""#),
    ("reference to another document", "shelf.book", "/main/record/properties/isbn/ref", r#""com.example.shelf.defs#isbn""#),
    ("reference to a main", "shelf.defs", "/bookView/properties/record/ref", r#""com.example.shelf.book""#),
    ("open union", "shelf.book", "/main/record/properties/contents/refs", r##"["#chapters","#plates"]"##),
    ("closed union", "shelf.updateShelf", "/main/input/schema/closed", "true"),
    ("empty union", "shelf.review", "/main/record/properties/extension/refs", "[]"),
    ("union with a record", "shelf.review", "/main/record/properties/embed/refs/1", r#""com.example.shelf.book""#),
    ("recursion, direct", "shelf.section", "/main/properties/sections/items/ref", r#""com.example.shelf.section""#),
    ("recursion, direct, without a list", "shelf.section", "/main/properties/parent/ref", r##""#main""##),
    ("recursion, mutual, one way", "shelf.note", "/thread/properties/replies/items/refs/0", r#""com.example.shelf.reply#reply""#),
    ("recursion, mutual, the other", "shelf.reply", "/reply/properties/thread/ref", r#""com.example.shelf.note#thread""#),
    // Endpoints
    ("array of strings in parameters", "shelf.searchBooks", "/main/parameters/properties/genres/type", r#""array""#),
    ("array of integers in parameters", "shelf.searchBooks", "/main/parameters/properties/years/items/type", r#""integer""#),
    ("array of booleans in parameters", "shelf.searchBooks", "/main/parameters/properties/flags/items/type", r#""boolean""#),
    ("parameters of a procedure", "shelf.updateShelf", "/main/parameters/properties/dryRun/type", r#""boolean""#),
    ("body that is an object", "shelf.borrowBook", "/main/input/schema/type", r#""object""#),
    ("input that is a reference", "shelf.returnBook", "/main/input/schema/type", r#""ref""#),
    ("input that is a union", "shelf.updateShelf", "/main/input/schema/type", r#""union""#),
    ("output that is a reference", "shelf.getBook", "/main/output/schema/type", r#""ref""#),
    ("output that is a union", "shelf.resolveCode", "/main/output/schema/type", r#""union""#),
    ("input that is text", "shelf.importCatalogue", "/main/input/encoding", r#""text/csv""#),
    ("input that is anything", "shelf.uploadScan", "/main/input/encoding", r#""*/*""#),
    ("input that is a CAR file", "shelf.restoreArchive", "/main/input/encoding", r#""application/vnd.ipld.car""#),
    ("output that is text", "shelf.exportCatalogue", "/main/output/encoding", r#""text/csv""#),
    ("output that is anything", "shelf.getCover", "/main/output/encoding", r#""*/*""#),
    ("output that is a CAR file", "shelf.getArchive", "/main/output/encoding", r#""application/vnd.ipld.car""#),
    ("error with a description", "shelf.getBook", "/main/errors/0/name", r#""BookNotFound""#),
    ("error without", "shelf.getCover", "/main/errors/0", r#"{"name":"CoverNotFound"}"#),
    // Descriptions with a meaning
    ("deprecated definition", "shelf.defs", "/oldPatronView/description", r#""DEPRECATED: use `patronView`.""#),
    ("deprecated property", "shelf.defs", "/patronView/properties/karma/description", r#""Deprecated: libraries stopped counting.""#),
    // Hard to convert to Rust
    ("property that is a keyword", "awkward.fieldNames", "/main/record/properties/self/type", r#""string""#),
    ("properties that clash", "awkward.fieldNames", "/main/record/properties/foo-bar/type", r#""string""#),
    ("property that starts with a digit", "awkward.fieldNames", "/main/record/properties/2fa/type", r#""boolean""#),
    ("definition named like a Rust type", "awkward.defNames", "/option/type", r#""object""#),
    ("definition named like a string format", "awkward.defNames", "/handle/type", r#""object""#),
    ("definition named like a part of an endpoint", "awkward.endpointNames", "/input/type", r#""object""#),
    ("definition named like its document", "awkward.sameName", "/sameName/type", r#""object""#),
    ("definition named like an inline object", "awkward.sameName", "/sameNameItem/type", r#""object""#),
    ("known value that is no identifier", "awkward.values", "/main/properties/reaction/knownValues/0", r#""+1""#),
    ("union members with one last segment", "awkward.unions", "/main/properties/sameSegments/refs/3", r#""com.example.awkward.nest.images""#),
    ("document that is also a folder", "awkward.nest.egg", "/main/type", r#""object""#),
    ("segments that are keywords", "type.match", "/main/type", r#""object""#),
    ("segments no raw identifier can be", "async.self.super", "/main/type", r#""record""#),
    ("segment that starts with a digit", "3d.scan", "/main/type", r#""object""#),
    ("segments with hyphens", "deep-stacks.2nd-floor.lift", "/main/type", r#""query""#),
    ("descriptions that would break a comment", "awkward.prose", "/oldObject/properties/oldField/description", r#""DEPRECATED: `x` */""#),
    ("the form lexicons are published in", "awkward.published", "/main/type", r#""record""#),
];

/// The types of the language, and the keywords of each.
#[rustfmt::skip]
const LANGUAGE: &[(&str, &[&str])] = &[
    ("array", &["description", "items", "maxLength", "minLength"]),
    ("blob", &["accept", "description", "maxSize"]),
    ("boolean", &["const", "default", "description"]),
    ("bytes", &["description", "maxLength", "minLength"]),
    ("cid-link", &["description"]),
    ("integer", &["const", "default", "description", "enum", "maximum", "minimum"]),
    ("object", &["description", "nullable", "properties", "required"]),
    ("params", &["description", "properties", "required"]),
    (
        "permission",
        &[
            "action", "aud", "authority", "collection", "inheritAud", "lxm", "manage",
            "resource", "skey", "spaceType",
        ],
    ),
    ("permission-set", &["description", "detail", "detail:lang", "permissions", "title", "title:lang"]),
    ("procedure", &["description", "errors", "input", "output", "parameters"]),
    ("query", &["description", "errors", "output", "parameters"]),
    ("record", &["description", "key", "record"]),
    ("ref", &["description", "ref"]),
    ("space", &["collections", "description", "key", "name", "name:lang"]),
    (
        "string",
        &[
            "const", "default", "description", "enum", "format", "knownValues",
            "maxGraphemes", "maxLength", "minGraphemes", "minLength",
        ],
    ),
    ("subscription", &["description", "errors", "message", "parameters", "subprotocol"]),
    ("token", &["description"]),
    ("union", &["closed", "description", "refs"]),
    ("unknown", &["description"]),
];

fn documents() -> BTreeMap<String, Value> {
    json_files(&lexicons().join("com/example"))
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).expect("the file is readable");
            let document: Value = serde_json::from_str(&text).expect("the file is JSON");
            let id = document["id"].as_str().expect("the id is a string");
            (id.to_owned(), document)
        })
        .collect()
}

#[test]
fn every_construct_is_where_the_table_says() {
    let documents = documents();
    for (construct, name, pointer, expected) in WHERE {
        let expected: Value = serde_json::from_str(expected).expect("the table holds JSON");
        let found = documents
            .get(&format!("com.example.{name}"))
            .and_then(|document| document["defs"].pointer(pointer));
        assert_eq!(found, Some(&expected), "{construct}: {name} {pointer}");
    }
}

#[test]
fn every_type_occurs_with_every_keyword() {
    let mut found = BTreeMap::new();
    for document in documents().values() {
        for definition in document["defs"]
            .as_object()
            .expect("defs is an object")
            .values()
        {
            collect(definition, &mut found);
        }
    }
    let expected: BTreeMap<_, _> = LANGUAGE
        .iter()
        .map(|(name, keywords)| {
            let keywords = keywords.iter().map(|keyword| (*keyword).to_owned());
            ((*name).to_owned(), keywords.collect::<BTreeSet<_>>())
        })
        .collect();
    assert_eq!(found, expected);
}

/// Collects the type and the keywords of a schema node and of all nodes below.
/// Values between two nodes (a body, a message, the properties) have no `type`
/// that is a string.
fn collect(node: &Value, found: &mut BTreeMap<String, BTreeSet<String>>) {
    match node {
        Value::Object(members) => {
            if let Some(Value::String(name)) = members.get("type") {
                let keywords = members.keys().filter(|key| *key != "type").cloned();
                found.entry(name.clone()).or_default().extend(keywords);
            }
            members.values().for_each(|member| collect(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}
