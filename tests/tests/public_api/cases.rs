//! Two versions of a lexicon, and the required version bump of the generated
//! module.

use Semver::{Major, Minor, Patch};
use lexgen::__internal::{
    check,
    compare::Semver,
    ir::{self, Ir},
    source::Sources,
};

/// A name, both versions, and the verdict.
pub type Case = (&'static str, &'static str, &'static str, Semver);

/// A document's `defs`, resolved. Several documents are separated by a line
/// `---` with the NSID's last segment; the first is `thing`.
pub fn world(text: &str) -> Ir {
    let mut sources = Sources::default();
    for (place, part) in text.split("---").enumerate() {
        let (name, defs) = match place {
            0 => ("thing", part),
            _ => part.trim_start().split_once(' ').expect("a name"),
        };
        let nsid = format!("com.example.{name}");
        let document = format!(r#"{{"lexicon": 1, "id": "{nsid}", "defs": {{{defs}}}}}"#);
        sources.add(nsid, None, document);
    }
    let checked = check::check(&sources);
    assert!(
        checked.diagnostics.is_empty(),
        "{text}\n{:?}",
        checked.diagnostics
    );
    let options = ir::Options {
        allow_missing: true,
        ..ir::Options::default()
    };
    ir::resolve(&checked.documents, &checked.refused, &options).0
}

pub const CASES: &[Case] = &[
    (
        "optional_field_added",
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}"##,
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}"##,
        Minor,
    ),
    (
        "required_field_added",
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}"##,
        r##""main": {"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}"##,
        Major,
    ),
    (
        "first_required_field_added",
        r##""main": {"type": "object", "properties": {"a": {"type": "string"}}}"##,
        r##""main": {"type": "object", "required": ["b"], "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}"##,
        Major,
    ),
    (
        "optional_field_removed",
        r##""main": {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string"}}}"##,
        Major,
    ),
    (
        "last_required_field_made_optional",
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string"}}}"##,
        Major,
    ),
    (
        "field_made_nullable",
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "required": ["a"], "nullable": ["a"], "properties": {"a": {"type": "integer"}}}"##,
        Major,
    ),
    (
        "limits_changed",
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "maxLength": 10}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "maxLength": 20, "minLength": 1}}}"##,
        Patch,
    ),
    (
        "format_added",
        r##""main": {"type": "object", "properties": {"a": {"type": "string"}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "format": "did"}}}"##,
        Major,
    ),
    (
        "known_value_added",
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "knownValues": ["x"]}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "knownValues": ["x", "y"]}}}"##,
        Minor,
    ),
    (
        "known_value_removed",
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "knownValues": ["x", "y"]}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "knownValues": ["x"]}}}"##,
        Major,
    ),
    (
        "enum_value_added",
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "enum": ["x"]}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "enum": ["x", "y"]}}}"##,
        Major,
    ),
    (
        "enum_opened",
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "enum": ["x"]}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "knownValues": ["x"]}}}"##,
        Major,
    ),
    (
        "known_values_closed",
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "knownValues": ["x"]}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "enum": ["x"]}}}"##,
        Major,
    ),
    (
        "known_values_introduced",
        r##""main": {"type": "object", "properties": {"a": {"type": "string"}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "knownValues": ["x"]}}}"##,
        Major,
    ),
    (
        "values_reordered",
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "enum": ["x", "y"]}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "enum": ["y", "x"]}}}"##,
        Patch,
    ),
    (
        "open_union_member_added",
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "refs": ["#x"]}}}, "x": {"type": "object", "properties": {}}, "y": {"type": "object", "properties": {}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "refs": ["#x", "#y"]}}}, "x": {"type": "object", "properties": {}}, "y": {"type": "object", "properties": {}}"##,
        Minor,
    ),
    (
        "closed_union_member_added",
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "closed": true, "refs": ["#x"]}}}, "x": {"type": "object", "properties": {}}, "y": {"type": "object", "properties": {}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "closed": true, "refs": ["#x", "#y"]}}}, "x": {"type": "object", "properties": {}}, "y": {"type": "object", "properties": {}}"##,
        Major,
    ),
    (
        "union_closed",
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "refs": ["#x"]}}}, "x": {"type": "object", "properties": {}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "closed": true, "refs": ["#x"]}}}, "x": {"type": "object", "properties": {}}"##,
        Major,
    ),
    (
        "union_opened",
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "closed": true, "refs": ["#x"]}}}, "x": {"type": "object", "properties": {}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "refs": ["#x"]}}}, "x": {"type": "object", "properties": {}}"##,
        Major,
    ),
    (
        "definition_added",
        r##""main": {"type": "object", "properties": {}}"##,
        r##""main": {"type": "object", "properties": {}}, "more": {"type": "string", "knownValues": ["x"]}, "name": {"type": "token"}"##,
        Minor,
    ),
    (
        "definition_removed",
        r##""main": {"type": "object", "properties": {}}, "name": {"type": "token"}"##,
        r##""main": {"type": "object", "properties": {}}"##,
        Major,
    ),
    (
        "definition_renamed",
        r##""main": {"type": "object", "properties": {"a": {"type": "ref", "ref": "#x"}}}, "x": {"type": "object", "properties": {}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "ref", "ref": "#y"}}}, "y": {"type": "object", "properties": {}}"##,
        Major,
    ),
    (
        "alias_written_in_place",
        r##""main": {"type": "object", "properties": {"a": {"type": "ref", "ref": "#x"}}}, "x": {"type": "string", "format": "did"}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "format": "did"}}}, "x": {"type": "string", "format": "did"}"##,
        Patch,
    ),
    (
        "alias_changed",
        r##""main": {"type": "object", "properties": {"a": {"type": "ref", "ref": "#x"}}}, "x": {"type": "string", "format": "did"}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "ref", "ref": "#x"}}}, "x": {"type": "string", "format": "handle"}"##,
        Major,
    ),
    (
        "argument_from_alias_to_string",
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "ref", "ref": "#x"}}}, "x": {"type": "string"}"##,
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}, "x": {"type": "string"}"##,
        Minor,
    ),
    (
        "argument_from_string_to_alias",
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}, "x": {"type": "string"}"##,
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "ref", "ref": "#x"}}}, "x": {"type": "string"}"##,
        Major,
    ),
    (
        "required_reordered",
        r##""main": {"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "required": ["b", "a"], "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}"##,
        Major,
    ),
    (
        "required_swapped_of_one_type",
        r##""main": {"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "required": ["b", "a"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}}"##,
        Major,
    ),
    (
        "optional_field_added_to_many",
        r##""main": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}}}"##,
        r##""main": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}, "e": {"type": "integer"}}}"##,
        Minor,
    ),
    (
        "optional_field_called_required",
        r##""main": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}}}"##,
        r##""main": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}, "required": {"type": "object", "properties": {}}}}"##,
        Minor,
    ),
    (
        "fourth_required_field_added",
        r##""main": {"type": "object", "required": ["a", "b", "c"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}}}"##,
        Major,
    ),
    (
        "fourth_required_field_made_optional",
        r##""main": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}}}"##,
        r##""main": {"type": "object", "required": ["a", "b", "c"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}}}"##,
        Major,
    ),
    (
        "required_field_added_to_many",
        r##""main": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}}}"##,
        r##""main": {"type": "object", "required": ["a", "b", "c", "d", "e"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}, "e": {"type": "string"}}}"##,
        Major,
    ),
    (
        "required_field_removed_from_many",
        r##""main": {"type": "object", "required": ["a", "b", "c", "d", "e"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}, "e": {"type": "string"}}}"##,
        r##""main": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}}}"##,
        Major,
    ),
    (
        "required_field_of_many_retyped",
        r##""main": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}}}"##,
        r##""main": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "integer"}}}"##,
        Major,
    ),
    (
        "many_required_reordered",
        r##""main": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}}}"##,
        r##""main": {"type": "object", "required": ["d", "c", "b", "a"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}}}"##,
        Patch,
    ),
    (
        "name_of_required_fields_taken",
        r##""main": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}}}"##,
        r##""main": {"type": "object", "required": ["a", "b", "c", "d"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}}}, "thingRequired": {"type": "object", "properties": {}}"##,
        Major,
    ),
    (
        "const_came",
        r##""main": {"type": "object", "required": ["type", "did"], "properties": {"type": {"type": "string"}, "did": {"type": "string", "format": "did"}}}"##,
        r##""main": {"type": "object", "required": ["type", "did"], "properties": {"type": {"type": "string", "const": "author"}, "did": {"type": "string", "format": "did"}}}"##,
        Major,
    ),
    (
        "const_gone",
        r##""main": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer", "const": 3}}}"##,
        r##""main": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}"##,
        Major,
    ),
    (
        "const_came_to_many",
        r##""main": {"type": "object", "required": ["a", "b", "c", "d", "e"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}, "e": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "required": ["a", "b", "c", "d", "e"], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": {"type": "integer"}, "d": {"type": "string"}, "e": {"type": "integer", "const": 3}}}"##,
        Major,
    ),
    (
        "const_of_the_only_required_came",
        r##""main": {"type": "object", "required": ["n"], "properties": {"n": {"type": "boolean"}}}"##,
        r##""main": {"type": "object", "required": ["n"], "properties": {"n": {"type": "boolean", "const": true}}}"##,
        Major,
    ),
    (
        "const_changed",
        r##""main": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer", "const": 3}}}"##,
        r##""main": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer", "const": 4}}}"##,
        Minor,
    ),
    (
        "const_of_an_optional_field_came",
        r##""main": {"type": "object", "properties": {"n": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "properties": {"n": {"type": "integer", "const": 3}}}"##,
        Patch,
    ),
    (
        "const_of_a_nullable_field_came",
        r##""main": {"type": "object", "required": ["n"], "nullable": ["n"], "properties": {"n": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "required": ["n"], "nullable": ["n"], "properties": {"n": {"type": "integer", "const": 3}}}"##,
        Patch,
    ),
    (
        "required_const_added",
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "required": ["a", "kind"], "properties": {"a": {"type": "integer"}, "kind": {"type": "string", "const": "author"}}}"##,
        Minor,
    ),
    (
        "argument_from_uri_to_alias",
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "format": "uri"}}}, "x": {"type": "string", "format": "uri"}"##,
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "ref", "ref": "#x"}}}, "x": {"type": "string", "format": "uri"}"##,
        Major,
    ),
    (
        "field_name_taken",
        r##""main": {"type": "object", "properties": {"foo-bar": {"type": "string"}, "fooBar": {"type": "string"}}}"##,
        r##""main": {"type": "object", "properties": {"foo-bar": {"type": "string"}, "fooBar": {"type": "string"}, "FooBar": {"type": "string"}}}"##,
        Major,
    ),
    (
        "variant_name_taken",
        r##""main": {"type": "string", "knownValues": ["foo-bar"]}"##,
        r##""main": {"type": "string", "knownValues": ["fooBar", "foo-bar"]}"##,
        Major,
    ),
    (
        "values_that_differ_in_case_reordered",
        r##""main": {"type": "string", "enum": ["foo-bar", "fooBar", "FooBar"]}"##,
        r##""main": {"type": "string", "enum": ["FooBar", "foo-bar", "fooBar"]}"##,
        Patch,
    ),
    (
        "error_name_taken",
        r##""main": {"type": "query", "errors": [{"name": "foo-bar"}]}"##,
        r##""main": {"type": "query", "errors": [{"name": "foo-bar"}, {"name": "fooBar"}]}"##,
        Major,
    ),
    (
        "members_of_one_name_reordered",
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "refs": ["#view", "com.example.defs#view", "com.example.other"]}}}, "view": {"type": "object", "properties": {}} --- defs "view": {"type": "object", "properties": {}} --- other "main": {"type": "object", "properties": {}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "refs": ["com.example.other", "com.example.defs#view", "#view"]}}}, "view": {"type": "object", "properties": {}} --- defs "view": {"type": "object", "properties": {}} --- other "main": {"type": "object", "properties": {}}"##,
        Patch,
    ),
    (
        "member_of_one_name_inserted",
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "refs": ["#view"]}}}, "view": {"type": "object", "properties": {}} --- defs "view": {"type": "object", "properties": {}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "refs": ["com.example.defs#view", "#view"]}}}, "view": {"type": "object", "properties": {}} --- defs "view": {"type": "object", "properties": {}}"##,
        Minor,
    ),
    (
        "member_name_taken",
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "refs": ["com.example.defs#view"]}}}, "view": {"type": "object", "properties": {}} --- defs "view": {"type": "object", "properties": {}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "union", "refs": ["com.example.defs#view", "#view"]}}}, "view": {"type": "object", "properties": {}} --- defs "view": {"type": "object", "properties": {}}"##,
        Major,
    ),
    (
        "document_name_taken",
        r##""main": {"type": "token"} --- getTHING "main": {"type": "object", "properties": {}}"##,
        r##""main": {"type": "token"} --- getTHING "main": {"type": "object", "properties": {}} --- getThing "main": {"type": "object", "properties": {}}"##,
        Major,
    ),
    (
        "holds_itself_now",
        r##""main": {"type": "object", "properties": {"a": {"type": "ref", "ref": "#x"}}}, "x": {"type": "object", "properties": {}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "ref", "ref": "#x"}}}, "x": {"type": "object", "properties": {"b": {"type": "ref", "ref": "#main"}}}"##,
        Major,
    ),
    (
        "missing_document_found",
        r##""main": {"type": "object", "properties": {"a": {"type": "ref", "ref": "com.example.other"}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "ref", "ref": "com.example.other"}}} --- other "main": {"type": "object", "properties": {}}"##,
        Major,
    ),
    (
        "default_added",
        r##""main": {"type": "object", "properties": {"a": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "integer", "default": 3}}}"##,
        Minor,
    ),
    (
        "default_changed",
        r##""main": {"type": "object", "properties": {"a": {"type": "integer", "default": 3}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "integer", "default": 4}}}"##,
        Minor,
    ),
    (
        "default_removed",
        r##""main": {"type": "object", "properties": {"a": {"type": "integer", "default": 3}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "integer"}}}"##,
        Major,
    ),
    (
        "default_of_a_required_field_added",
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer", "default": 3}}}"##,
        Minor,
    ),
    (
        "field_with_a_default_made_required",
        r##""main": {"type": "object", "properties": {"a": {"type": "integer", "default": 3}}}"##,
        r##""main": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer", "default": 3}}}"##,
        Major,
    ),
    (
        "field_with_a_default_made_nullable",
        r##""main": {"type": "object", "properties": {"a": {"type": "integer", "default": 3}}}"##,
        r##""main": {"type": "object", "nullable": ["a"], "properties": {"a": {"type": "integer", "default": 3}}}"##,
        Major,
    ),
    (
        "default_becomes_a_known_value",
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "knownValues": ["x"], "default": "y"}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "knownValues": ["x", "y"], "default": "y"}}}"##,
        Major,
    ),
    (
        "default_of_a_text_added",
        r##""main": {"type": "object", "properties": {"a": {"type": "string"}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "default": "x"}}}"##,
        Minor,
    ),
    (
        "default_of_a_list_removed",
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "knownValues": ["x"], "default": "x"}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "string", "knownValues": ["x"]}}}"##,
        Major,
    ),
    (
        "default_called_like_a_method_added",
        r##""main": {"type": "object", "properties": {"clone": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "properties": {"clone": {"type": "integer", "default": 3}}}"##,
        Minor,
    ),
    (
        "name_of_a_method_taken",
        r##""main": {"type": "object", "properties": {"clone": {"type": "integer", "default": 3}}}"##,
        r##""main": {"type": "object", "properties": {"clone": {"type": "integer", "default": 3}, "clone_": {"type": "integer", "default": 3}}}"##,
        Minor,
    ),
    (
        "deprecated",
        r##""main": {"type": "object", "properties": {"a": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "integer", "description": "DEPRECATED: use b."}}}"##,
        Minor,
    ),
    (
        "record_became_object",
        r##""main": {"type": "record", "key": "tid", "record": {"type": "object", "properties": {"a": {"type": "integer"}}}}"##,
        r##""main": {"type": "object", "properties": {"a": {"type": "integer"}}}"##,
        Major,
    ),
    (
        "object_became_record",
        r##""main": {"type": "object", "properties": {"a": {"type": "integer"}}}"##,
        r##""main": {"type": "record", "key": "tid", "record": {"type": "object", "properties": {"a": {"type": "integer"}}}}"##,
        Minor,
    ),
    (
        "record_key_changed",
        r##""main": {"type": "record", "key": "tid", "record": {"type": "object", "properties": {"a": {"type": "integer"}}}}"##,
        r##""main": {"type": "record", "key": "any", "record": {"type": "object", "properties": {"a": {"type": "integer"}}}}"##,
        Minor,
    ),
    (
        "object_became_union",
        r##""x": {"type": "object", "properties": {}}, "y": {"type": "object", "properties": {}}"##,
        r##""x": {"type": "object", "properties": {}}, "y": {"type": "array", "items": {"type": "string"}}"##,
        Major,
    ),
    (
        "query_became_procedure",
        r##""main": {"type": "query", "output": {"encoding": "application/json", "schema": {"type": "object", "properties": {}}}}"##,
        r##""main": {"type": "procedure", "output": {"encoding": "application/json", "schema": {"type": "object", "properties": {}}}}"##,
        Major,
    ),
    (
        "parameters_added",
        r##""main": {"type": "query"}"##,
        r##""main": {"type": "query", "parameters": {"type": "params", "properties": {"limit": {"type": "integer"}}}}"##,
        Major,
    ),
    (
        "optional_parameter_added",
        r##""main": {"type": "query", "parameters": {"type": "params", "properties": {"limit": {"type": "integer"}}}}"##,
        r##""main": {"type": "query", "parameters": {"type": "params", "properties": {"limit": {"type": "integer"}, "cursor": {"type": "string"}}}}"##,
        Minor,
    ),
    (
        "output_added",
        r##""main": {"type": "procedure"}"##,
        r##""main": {"type": "procedure", "output": {"encoding": "application/json", "schema": {"type": "object", "properties": {}}}}"##,
        Major,
    ),
    (
        "encoding_changed",
        r##""main": {"type": "procedure", "input": {"encoding": "image/png"}}"##,
        r##""main": {"type": "procedure", "input": {"encoding": "image/*"}}"##,
        Minor,
    ),
    (
        "encoding_changed_to_json",
        r##""main": {"type": "procedure", "input": {"encoding": "image/png"}}"##,
        r##""main": {"type": "procedure", "input": {"encoding": "application/json"}}"##,
        Major,
    ),
    (
        "first_error_added",
        r##""main": {"type": "query"}"##,
        r##""main": {"type": "query", "errors": [{"name": "Lost"}]}"##,
        Minor,
    ),
    (
        "error_added",
        r##""main": {"type": "query", "errors": [{"name": "Lost"}]}"##,
        r##""main": {"type": "query", "errors": [{"name": "Lost"}, {"name": "Found"}]}"##,
        Minor,
    ),
    (
        "error_removed",
        r##""main": {"type": "query", "errors": [{"name": "Lost"}, {"name": "Found"}]}"##,
        r##""main": {"type": "query", "errors": [{"name": "Lost"}]}"##,
        Major,
    ),
    (
        "document_added",
        r##""main": {"type": "object", "properties": {}}"##,
        r##""main": {"type": "object", "properties": {}} --- other "main": {"type": "query"}"##,
        Minor,
    ),
    (
        "nothing_but_text",
        r##""main": {"type": "object", "properties": {"a": {"type": "integer"}}}"##,
        r##""main": {"type": "object", "description": "A thing.", "properties": {"a": {"type": "integer", "description": "Its size."}}}"##,
        Patch,
    ),
];
