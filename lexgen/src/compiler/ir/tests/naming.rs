//! Names: the rules of the README, one by one.

use super::{super::DefinitionKind, paths, sound, world};
use crate::compiler::ir::{ExternPath, Options, Target, TypeKind};

const OBJECT: &str = r#"{"type":"object","properties":{}}"#;

fn path(documents: &[(&str, &str)], wire: &str) -> String {
    let ir = sound(documents);
    let found = paths(&ir).into_iter().find(|(name, _)| name == wire);
    found.unwrap_or_else(|| panic!("{wire} is not generated")).1
}

#[test]
fn modules_mirror_the_nsid_and_main_takes_its_last_segment() {
    let defs = format!(r#""main":{OBJECT},"viewRecord":{OBJECT}"#);
    let documents = [("com.example.feed.getPost", defs.as_str())];
    let wire = "com.example.feed.getPost#main";
    assert_eq!(
        path(&documents, wire),
        "com::example::feed::get_post::GetPost"
    );
    let wire = "com.example.feed.getPost#viewRecord";
    assert_eq!(
        path(&documents, wire),
        "com::example::feed::get_post::ViewRecord"
    );
}

#[test]
fn reserved_names_are_marked_whatever_else_there_is() {
    for (definition, rust) in [
        ("input", "Input_"),
        ("option", "Option_"),
        ("self", "Self_"),
        ("thing", "Thing_"),
        ("handle", "Handle"),
    ] {
        let defs = format!(r#""{definition}":{OBJECT}"#);
        let path = path(
            &[("com.example.thing", &defs)],
            &format!("com.example.thing#{definition}"),
        );
        assert_eq!(path, format!("com::example::thing::{rust}"));
    }
}

#[test]
fn adding_a_lexicon_renames_nothing() {
    let main = format!(r#""main":{OBJECT}"#);
    let before = [
        ("com.example.fooBar", main.as_str()),
        ("com.example.getThing", main.as_str()),
    ];
    let mut after = before.to_vec();
    for nsid in [
        "com.example.getTHING",
        "com.example.foo-bar.baz",
        "com.example.another",
    ] {
        after.push((nsid, &main));
    }
    let (before, after) = (paths(&sound(&before)), paths(&sound(&after)));
    for name in before {
        assert!(after.contains(&name), "{name:?} was renamed: {after:?}");
    }
    let mut rust: Vec<_> = after.iter().map(|(_, path)| path).collect();
    rust.sort();
    rust.dedup();
    assert_eq!(rust.len(), after.len(), "two definitions share a path");
}

#[test]
fn including_less_renames_nothing() {
    let main = format!(r#""main":{OBJECT}"#);
    let documents = [
        ("com.example.getThing", main.as_str()),
        ("com.example.getTHING", &main),
    ];
    let all = paths(&sound(&documents));
    for (nsid, _) in documents {
        let include = vec![nsid.parse().unwrap()];
        let (ir, _) = world(
            &documents,
            &Options {
                include,
                ..Options::default()
            },
        );
        for name in paths(&ir) {
            assert!(all.contains(&name), "{name:?} was renamed: {all:?}");
        }
    }
}

#[test]
fn fields_come_required_first_and_then_by_name() {
    let documents = [(
        "com.example.thing",
        r#""main":{"type":"object","required":["zeta","beta"],"properties":{
            "beta":{"type":"integer"},"alpha":{"type":"integer"},"zeta":{"type":"integer"},
            "fooBar":{"type":"integer"},"foo-bar":{"type":"integer"},"extra":{"type":"integer"}}}"#,
    )];
    let ir = sound(&documents);
    let DefinitionKind::Object(object) = &ir.modules[0].definitions[0].kind else {
        panic!()
    };
    let names: Vec<_> = object
        .fields
        .iter()
        .map(|it| (it.name.as_str(), it.rust_name.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("zeta", "zeta"),
            ("beta", "beta"),
            ("alpha", "alpha"),
            ("extra", "extra_"),
            ("foo-bar", "foo_bar_"),
            ("fooBar", "foo_bar"),
        ]
    );
}

#[test]
fn union_variants_say_more_only_where_they_must() {
    let view = format!(r#""main":{OBJECT},"view":{OBJECT}"#);
    let defs = format!(r#""view":{OBJECT}"#);
    let documents = [
        ("com.example.images", view.as_str()),
        ("com.example.defs", &defs),
        ("com.other.images", &view),
        (
            "com.example.post",
            r##""main":{"type":"object","properties":{"embed":{"type":"union","refs":[
                "com.example.images","com.example.images#view","com.example.defs#view",
                "com.other.images","#other"]}}},"other":{"type":"object","properties":{}}"##,
        ),
    ];
    let ir = sound(&documents);
    let post = ir
        .modules
        .iter()
        .find(|it| it.nsid.as_str() == "com.example.post")
        .unwrap();
    let DefinitionKind::Object(object) = &post.definitions[0].kind else {
        panic!()
    };
    let TypeKind::Union(union) = &object.fields[0].r#type.kind else {
        panic!()
    };
    assert_eq!(union.rust_name, "PostEmbed");
    let names: Vec<_> = union
        .members
        .iter()
        .map(|it| it.rust_name.as_str())
        .collect();
    assert_eq!(
        names,
        ["Images", "ImagesView", "View", "OtherImages", "Other_"]
    );
}

#[test]
fn inline_types_give_way_to_definitions() {
    let inline = r#"{"type":"object","properties":{"status":{"type":"string","enum":["a"]}}}"#;
    let defs = format!(r#""thing":{inline},"thingStatus":{OBJECT}"#);
    let ir = sound(&[("com.example.defs", &defs)]);
    assert_eq!(paths(&ir)[1].1, "com::example::defs::ThingStatus");
    let json = ir.to_json();
    let inline = json.pointer("/0/definitions/0/fields/0/type/values/rust_name");
    assert_eq!(inline, Some(&"ThingStatus_".into()));
}

#[test]
fn extern_paths_follow_the_same_rules() {
    let documents = [(
        "com.example.post",
        r#""main":{"type":"object","properties":{
            "a":{"type":"ref","ref":"com.atproto.label.defs#label"},
            "b":{"type":"ref","ref":"com.atproto.repo.strongRef"},
            "c":{"type":"ref","ref":"com.atproto.type.match#match"}}}"#,
    )];
    let extern_paths = vec![ExternPath {
        prefix: "com.atproto".to_owned(),
        rust_path: "::atproto::com::atproto".parse().expect("a path"),
    }];
    let (ir, diagnostics) = world(
        &documents,
        &Options {
            extern_paths,
            ..Options::default()
        },
    );
    assert_eq!(diagnostics, []);
    let DefinitionKind::Object(object) = &ir.modules[0].definitions[0].kind else {
        panic!()
    };
    let paths: Vec<_> = object
        .fields
        .iter()
        .map(|field| match &field.r#type.kind {
            TypeKind::Ref(Target::External { rust_path, .. }) => rust_path.to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        paths,
        [
            "::atproto::com::atproto::label::defs::Label",
            "::atproto::com::atproto::repo::strong_ref::StrongRef",
            "::atproto::com::atproto::r#type::r#match::Match_",
        ]
    );
}

#[test]
fn digits_that_are_apart_stay_apart() {
    let documents = [(
        "com.example.ratio",
        r#""main":{"type":"object","properties":{
            "ratio":{"type":"string","knownValues":["16:9","1:69","4:3","1.0","10"]},
            "x1":{"type":"object","properties":{
                "2":{"type":"object","properties":{}}}},
            "x12":{"type":"object","properties":{}}}}"#,
    )];
    let json = sound(&documents).to_json();
    let names = |pointer: &str| -> Vec<String> {
        let list = json.pointer(pointer).and_then(|it| it.as_array());
        let names = list.expect("a list").iter();
        names
            .map(|it| it["rust_name"].as_str().expect("a name").to_owned())
            .collect()
    };
    assert_eq!(
        names("/0/definitions/0/fields/0/type/values/variants"),
        ["_16_9", "_1_69", "_4_3", "_1_0", "_10"]
    );
    let inline = |pointer| json.pointer(pointer).and_then(|it| it.as_str());
    let inside = "/0/definitions/0/fields/1/type/fields/0/type/rust_name";
    assert_eq!(inline(inside), Some("RatioX1_2"));
    assert_eq!(
        inline("/0/definitions/0/fields/2/type/rust_name"),
        Some("RatioX12")
    );
}

/// The variants of an enum of all records, by NSID.
fn record_variants(nsids: &[&str]) -> Vec<(String, String)> {
    let record =
        r#""main":{"type":"record","key":"tid","record":{"type":"object","properties":{}}}"#;
    let documents: Vec<_> = nsids.iter().map(|nsid| (*nsid, record)).collect();
    let ir = sound(&documents);
    let definitions = ir.definitions().map(|(id, definition)| {
        let DefinitionKind::Record(record) = &definition.kind else {
            panic!("{definition:?}")
        };
        (ir.full_name(id).to_string(), record.variant.clone())
    });
    definitions.collect()
}

#[test]
fn records_are_called_by_their_whole_nsid() {
    let of = |nsid: &str, variant: &str| (nsid.to_owned(), variant.to_owned());
    assert_eq!(
        record_variants(&[
            "com.other.feed.post",
            "app.bsky.feed.post",
            "com.example.3d.scan"
        ]),
        [
            of("app.bsky.feed.post", "AppBskyFeedPost"),
            of("com.example.3d.scan", "ComExample3dScan"),
            of("com.other.feed.post", "ComOtherFeedPost"),
        ]
    );
    // Where two are spelt alike, the order of the documents does not matter.
    for order in [
        ["app.bsky.feedPost", "app.bsky.feed.post"],
        ["app.bsky.feed.post", "app.bsky.feedPost"],
    ] {
        assert_eq!(
            record_variants(&order),
            [
                of("app.bsky.feed.post", "AppBskyFeedPost"),
                of("app.bsky.feedPost", "AppBskyFeedPost_"),
            ]
        );
    }
}
