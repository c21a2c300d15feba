//! The rules of reading, checking and resolving: code, title and explanation.

use super::{Rule, Severity::*};

macro_rules! rules {
    ($($name:ident $code:literal $severity:ident $title:literal $explanation:literal)*) => {
        $(
            #[doc = concat!("`", $code, "`: ", $title, ".")]
            pub static $name: Rule = Rule {
                code: $code,
                severity: $severity,
                title: $title,
                explanation: $explanation,
            };
        )*

        /// Every rule, in the order of the passes.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

// Reading.
rules! {
    CANNOT_READ "cannot-read" Error
    "a file or folder cannot be read"
    "The path does not exist, or permission is missing. Other files are still read and checked, \
     but nothing is generated from an incomplete set unless `--keep-going` is given."

    NO_FILES "no-files" Warning
    "a folder contains no JSON files"
    "No file name in the folder, at any depth, ends in `.json`. Hidden folders, `node_modules` and \
     cargo's `target` are skipped unless you name them."

    TOO_MANY_FILES "too-many-files" Error
    "too many files"
    "The limit is 1,000,000 files. The path is probably a folder far above the lexicons."

    TOO_LARGE "too-large" Error
    "a file is too large for a lexicon"
    "The limit is 4 MiB. The largest lexicon of the protocol has 30 KiB."

    NOT_UTF8 "not-utf8" Error
    "a file is not valid UTF-8"
    "JSON is encoded in UTF-8. The message names the first invalid byte. A byte order mark and \
     Windows line endings are allowed."

    INVALID_JSON "invalid-json" Error
    "a file is not valid JSON"
    "Lexicons are plain JSON: no comments, no trailing commas, strings in double quotes. Parsing \
     stops at the first syntax error, so there may be more after it."

    TOO_DEEP "too-deep" Error
    "a document is nested too deeply"
    "The limit is 100 levels of arrays and objects, and 32 levels of arrays directly in arrays. \
     Published lexicons stay below 20. Move an inner type to a definition of its own and refer to \
     it. The keys on the way to a value, such as the names of a definition and a property, can \
     have 2,000 bytes together."

    REPEATED_KEY "repeated-key" Error
    "an object contains the same key twice"
    "JSON parsers disagree on which of the two values counts, so two readers of the document would \
     see different lexicons. The data model forbids repeated keys."

    NOT_A_LEXICON "not-a-lexicon" Note
    "a JSON file is not a lexicon"
    "A file is skipped if it has neither `lexicon`, nor `id` with `defs`, nor the `$type` of a \
     published lexicon."

    SNAPSHOT_CONFLICT "snapshot-conflict" Error
    "a snapshot contains conflict markers"
    "Two branches have added documents at one place, or changed the same document, and git has left \
     both versions in the snapshot. Merge the lexicons and run `lexgen snapshot`: it merges what \
     both sides accepted. A document that both sides changed must be compared with both and \
     accepted, with `lexgen snapshot --accept`."

    SNAPSHOT_STALE "snapshot-stale" Error
    "a snapshot is missing or out of date"
    "The lexicons have changed since the snapshot was written, or there is none. Review the changes, \
     and accept them with `lexgen snapshot --accept`."

    SNAPSHOT_VERSION "snapshot-version" Error
    "a snapshot was written by a newer lexgen"
    "The number `lexgen` at the top of a snapshot is the version of its format. This version of \
     lexgen does not read newer formats."

    SNAPSHOT_FORM "snapshot-form" Error
    "a snapshot has an invalid format"
    "A snapshot is an object with `lexgen`, the version of its format, `last`, the last NSID, and \
     `documents`: the `cid`, the `digest` and the `document` for each NSID. An edited or damaged snapshot is not used; `lexgen snapshot \
     --accept` writes it again from the lexicons."

    SNAPSHOT_EDITED "snapshot-edited" Error
    "a snapshot was edited or merged wrongly"
    "Each entry of a snapshot has a digest of itself, and `names` lists all entries. A snapshot that \
     does not fit to them does not say how the lexicons were, so nothing is compared with it. \
     Restore it from version control, or write it again from the lexicons with \
     `lexgen snapshot --accept`."

    DUPLICATE_ID "duplicate-id" Error
    "two different documents have the same id"
    "An NSID names one document. Documents that are equal as data, regardless of formatting, \
     count as one. If two in one input differ, neither is used, because nothing says which one is \
     right. If they are in several inputs, the one in the first of these is used."

    SHADOWED_DOCUMENT "shadowed-document" Warning
    "a document is not used because an earlier input has its NSID"
    "Inputs have precedence in the order in which they are listed, so that your own documents come \
     before copies of others' documents. The two documents differ. Errors in the one that is not \
     used do not count. Update it or remove it, or change the order of the inputs."

// The document.

    LEXICON_VERSION "lexicon-version" Error
    "the version of the language is not 1"
    "`lexicon` is the version of the Lexicon language. The only version is the number `1`."

    DOCUMENT_TYPE "document-type" Error
    "a document's `$type` is not that of a lexicon"
    "A lexicon that is published as a record has the `$type` `com.atproto.lexicon.schema`. A file \
     may omit the `$type`, but cannot have a different one."

    INVALID_NSID "invalid-nsid" Error
    "invalid NSID"
    "An NSID is a reversed domain name and a name: `com.example.fooBar`. It has at least three \
     segments of at most 63 characters. Segments of the domain consist of letters, digits and \
     hyphens. The name consists of letters and digits and starts with a letter."

    NO_DEFINITIONS "no-definitions" Error
    "a document has no definitions"
    "`defs` needs at least one definition."

    DEFINITION_NAME "definition-name" Error
    "invalid definition name"
    "References are written `nsid#name`, so a name cannot be empty or contain `#` or white space."

    UNUSUAL_NAME "unusual-name" Warning
    "a name that some implementations reject"
    "Some implementations reject definition names that do not start with a letter or that contain \
     anything but letters, digits, `_` and `-`. They also reject properties with an empty name. \
     The protocol reserves names that start with `$`."

    RESERVED_NAME "reserved-name" Error
    "a property has a reserved name"
    "`$type`, `$link` and `$bytes` have a meaning in every object of the data model. A property \
     with such a name would be read as something else."

// Types and fields.

    MISSING_FIELD "missing-field" Error
    "a required field is missing"
    "The specification requires the field here."

    WRONG_JSON_TYPE "wrong-json-type" Error
    "a field has the wrong JSON type"
    "Every field of a lexicon has one JSON type: string, integer, boolean, array or object. `null` \
     counts as an absent field."

    UNKNOWN_FIELD "unknown-field" Warning
    "unknown field"
    "Unknown fields are ignored, so that the language can grow. A field that looks like a \
     misspelled known field is a warning; others are notes."

    MISPLACED_FIELD "misplaced-field" Warning
    "a field has no effect on this type"
    "The field exists in the language, but not on this type. It is ignored here, which is probably \
     not what you want."

    UNKNOWN_TYPE "unknown-type" Error
    "unknown type"
    "The types are `record`, `query`, `procedure`, `subscription`, `permission-set`, `space`, \
     `token`, `object`, `array`, `string`, `integer`, `boolean`, `bytes`, `cid-link`, `blob`, `ref`, \
     `union` and `unknown`. `params` and `permission` are only allowed in their own places. If the \
     type is newer than this version of lexgen, `--allow-unknown` makes it a warning: nothing is \
     generated for a definition of such a type, and what refers to it is data of any type."

    TYPE_NOT_ALLOWED "type-not-allowed" Error
    "a type is not allowed here"
    "A named definition cannot be a `ref`, `union` or `unknown`. A `token` can only be a named \
     definition. The schema of a body is an `object`, `ref` or `union`. A message is a `union`. \
     Parameters are booleans, integers and strings, or arrays of them."

    PRIMARY_NOT_MAIN "primary-not-main" Error
    "a primary definition is not named `main`"
    "A document has at most one record, query, procedure, subscription, permission set or space. \
     Its name is `main`, because it is referred to by the NSID of the document alone."

    UNDEFINED_PROPERTY "undefined-property" Error
    "`required` or `nullable` names an undefined property"
    "Both lists can only contain names from `properties`."

    DUPLICATE_ENTRY "duplicate-entry" Warning
    "a list contains the same entry twice"
    "The second entry has no effect, and may be a typo for something else. If it is not, `lexgen \
     lint --fix` removes it."

    INVALID_KEY "invalid-key" Error
    "invalid record key type"
    "The `key` of a record or a space is `tid`, `nsid`, `any`, or `literal:` and a fixed record key, such as `literal:self`."

// Values and bounds.

    NEGATIVE_BOUND "negative-bound" Error
    "a length or size is negative"
    "Lengths and sizes cannot be less than zero."

    BOUNDS_OUT_OF_ORDER "bounds-out-of-order" Error
    "a lower bound is greater than the upper bound"
    "No value can satisfy both bounds."

    NULL_CONST "null-const" Warning
    "`const` is `null`"
    "A keyword that is `null` counts as absent, as for a reference implementation, so such a \
     constant does not restrict the value. Data can be `null` only where `nullable` of an object \
     lists the property."

    UNSATISFIABLE_TYPE "unsatisfiable-type" Error
    "a type allows no value"
    "The constraints of a required part contradict each other, so no data is valid: text of 10 \
     graphemes in at most 5 bytes, a format in fewer bytes than it has, a blob of no type or of no \
     bytes."

    UNSATISFIABLE_PART "unsatisfiable-part" Warning
    "an optional part of a type allows no value"
    "The constraints of an optional property, or of the items of an array that can be empty, \
     contradict each other. Data without that part is valid, but nothing can ever be in it."

    INFINITE_TYPE "infinite-type" Error
    "a type requires itself, so that it has no finite value"
    "A required property, an array that cannot be empty, or each member of a closed union leads \
     back to the type. Make a property on the way optional or nullable, or let an array be empty."

    UNSAFE_INTEGER "unsafe-integer" Warning
    "an integer exceeds what JavaScript can represent"
    "JavaScript, and many implementations of the protocol with it, cannot represent every integer \
     beyond 2^53 (9007199254740992): the last digits change."

    DEFAULT_AND_CONST "default-and-const" Error
    "a value has both `default` and `const`"
    "The two are mutually exclusive: a constant needs no default."

    EMPTY_ENUM "empty-enum" Error
    "an `enum` is empty"
    "An empty `enum` allows no value. Remove the field to allow every value."

    VALUE_NOT_ALLOWED "value-not-allowed" Error
    "a value violates the constraints of its own type"
    "`default`, `const` and each entry of `enum` must satisfy the bounds, the format and the enum \
     of the type."

    KNOWN_VALUE_NOT_ALLOWED "known-value-not-allowed" Warning
    "a known value violates the constraints of its own type"
    "A value in `knownValues` that the bounds or the format of the type exclude can never be used."

    UNKNOWN_FORMAT "unknown-format" Error
    "unknown string format"
    "The specification lists the formats: https://atproto.com/specs/lexicon#string-formats. If the \
     format is newer than this version of lexgen, `--allow-unknown` makes it a warning, and any text \
     is valid."

    INVALID_MIME_TYPE "invalid-mime-type" Error
    "invalid MIME type or pattern"
    "A MIME type is written `type/subtype`. A pattern is `type/*`, or `*/*` for all types. Other \
     patterns, such as `text/ht*` or `*`, are not supported."

    UNKNOWN_SUBPROTOCOL "unknown-subprotocol" Error
    "unknown subprotocol of a subscription"
    "A client that offers no subprotocol receives frames of the one in the lexicon, so both sides \
     must know it: `xrpc.v0.cbor`, which is the default, `xrpc.v1.json` or `xrpc.v1.cbor`."

// References.

    INVALID_REFERENCE "invalid-reference" Error
    "invalid reference"
    "A reference is `#name` for a definition of the same document, `com.example.thing` for the \
     `main` of another document, or `com.example.defs#name`."

    EMPTY_CLOSED_UNION "empty-closed-union" Error
    "a closed union has no members"
    "A closed union without members allows nothing. Without `closed`, it allows every object with \
     a `$type`."

// Endpoints.

    ERROR_NAME "error-name" Error
    "an error name is empty or contains white space"
    "The name is the value of `error` in a response: a short name without white space."

// Spaces.

    SPACE_NAME "space-name" Error
    "the name of a space is empty or too long"
    "Account holders see the `name` of a space when an app asks for access. It has 1 to 64 \
     characters."

// Permission sets.

    INVALID_LANGUAGE "invalid-language" Error
    "invalid language tag"
    "The keys of `title:lang`, `detail:lang` and `name:lang` are BCP 47 language tags, such as `ja` or `pt-BR`."

    INVALID_PERMISSION "invalid-permission" Error
    "invalid permission"
    "A `repo` permission names record types, and its actions are `create`, `update` and `delete`. \
     An `rpc` permission names endpoints, and either `aud` or `inheritAud`. Endpoints and audience \
     cannot both be `*`. A `space` permission names a type of spaces; its `authority` is a DID, \
     `self` or `*`, and its actions are also `read` and `read_self`."

    UNKNOWN_RESOURCE "unknown-resource" Error
    "unknown resource of a permission"
    "A permission set grants permissions for `repo`, `rpc` and `space`. If the resource is newer \
     than this version of lexgen, `--allow-unknown` makes it a warning, and the permission is kept \
     as it is."

    IGNORED_PERMISSION "ignored-permission" Warning
    "servers ignore a permission"
    "Servers must ignore a permission in a set if they do not expect its resource, fields or \
     values there. A set can only grant `repo`, `rpc` and `space`, must list record types, endpoints \
     and types of spaces one by one, must set `aud` to `*` or inherit it, and cannot have an empty \
     list of actions."

    PERMISSION_NAMESPACE "permission-namespace" Warning
    "a permission is outside the namespace of the set"
    "A set can only grant what is next to it or below it in the NSID hierarchy: the set \
     `com.example.feed.auth` can name `com.example.feed.post`, but not \
     `com.example.actor.profile`. Servers ignore the rest."

// Several documents together.

    NO_LEXICONS "no-lexicons" Error
    "no lexicons found"
    "A lexicon is a JSON object with `\"lexicon\": 1`, an `id` and `defs`. Generating from no \
     lexicons would only remove earlier output, so it is an error."

    UNMATCHED_PATTERN "unmatched-pattern" Error
    "a pattern of `include` matches no document"
    "Every pattern of `--include` must match the NSID of at least one document. Either the pattern \
     is misspelled or the document is missing."

    INEFFECTIVE_EXCLUDE "ineffective-exclude" Warning
    "an excluded document is needed all the same"
    "An included document refers to it, so it is generated. Exclude what refers to it too, or map it \
     with `--extern-path` if another crate has its types."

    EXCLUDED_ERRORS "excluded-errors" Note
    "problems in documents that are not included"
    "`include` and `exclude` decide whose problems count. A document that is not included, and that \
     no included document refers to, can have errors. `lexgen check '--include=*'` shows them, \
     unless `exclude` has them."

    MISSING_DOCUMENT "missing-document" Error
    "a reference leads to a missing document"
    "Incomplete sets of lexicons are normal. `lexgen install` with the NSID fetches a published \
     document with everything that it refers to, if lexgen was built with the feature `network`. \
     Otherwise download the document and add it to the inputs, use `--extern-path` if its types are in another crate, or use `--allow-missing` to treat the \
     reference as data of any type."

    MISSING_DEFINITION "missing-definition" Error
    "a reference leads to a missing definition"
    "The document exists, but its `defs` has no definition with this name. With `--allow-missing`, \
     the reference is data of any type."

    REFUSED_REFERENCE "refused-reference" Note
    "references lead to an invalid definition"
    "The definition exists but has an error, which is reported once, where it is. How many references \
     depend on it is a note on that error. With `--keep-going`, these references are data of any \
     type."

    NOT_A_TYPE "not-a-type" Error
    "a reference leads to a definition that is not a data type"
    "A `ref` can lead to an object, a record, a token or another named field type, but not to an \
     endpoint, a permission set or a space."

    NOT_A_MEMBER "not-a-member" Error
    "a member of a union is not an object"
    "The `$type` inside a value tells the members of a union apart, so members are objects or \
     records. To allow a string or an array, define an object that contains it."

    UNLISTED_ERROR "unlisted-error" Note
    "an error response has a name that the lexicon does not list"
    "A lexicon lists the errors that programs may want to distinguish. Servers also return others, \
     such as `InvalidRequest` or `RateLimitExceeded`."

    UNUSED_EXCEPTION "unused-exception" Warning
    "unused exception in the settings"
    "No document that the exception covers violates the rule any more. Remove the exception, so \
     that it does not hide the next violation."

    EXPIRED_EXCEPTION "expired-exception" Warning
    "expired exception in the settings"
    "The day in `until` (UTC) is over, so the exception has no effect. Fix the finding or extend \
     `until`."

    UNFORMATTED "unformatted" Error
    "a document does not have the layout of `lexgen fmt`"
    "`lexgen fmt --check` found white space, an order of keywords or escapes in strings that \
     `lexgen fmt` writes in another way. The data is the same, and so is the CID. Run `lexgen fmt`; \
     `exclude` in `[fmt]` of `lexgen.toml` leaves documents as they are."

    NOT_DATA "not-data" Error
    "a value is not in the data model"
    "The data model has no floats, and its integers have 64 bits. `{\"$bytes\": …}` and \
     `{\"$link\": …}` contain base64 and a CID and nothing else, `$type` is a string, and blobs \
     have `ref`, `mimeType` and `size`. No lexicon can allow anything else."
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn codes_are_unique_and_kebab_case() {
        for (at, rule) in ALL.iter().enumerate() {
            assert!(
                ALL[..at].iter().all(|other| other.code != rule.code),
                "{}",
                rule.code
            );
            let is_word = |word: &str| {
                !word.is_empty()
                    && word
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
            };
            assert!(rule.code.split('-').all(is_word), "{}", rule.code);
            assert!(
                !rule.title.ends_with('.') && rule.explanation.ends_with('.'),
                "{}",
                rule.code
            );
        }
    }
}
