//! Every rule that reading and checking apply: its code, in a line, and why.

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

        /// Every rule, in the order in which the passes come to them.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

// Reading.
rules! {
    CANNOT_READ "cannot-read" Error
    "a file or folder cannot be read"
    "A path that was named, or that lies in a folder that was named, does not exist or may not \
     be read. Everything else is read and checked all the same, but a set of lexicons with a \
     hole is not taken for the whole."

    NO_FILES "no-files" Warning
    "a folder holds no JSON"
    "A folder was named in which, at any depth, no file name ends in `.json`. Hidden folders, \
     `node_modules` and `target` are not searched unless named themselves."

    TOO_MANY_FILES "too-many-files" Error
    "there are more files than a run may read"
    "A folder far above the lexicons was probably named. The limit is 1,000,000 files."

    TOO_LARGE "too-large" Error
    "a file is larger than a lexicon may be"
    "A lexicon of more than 4 MiB is most probably something else: the largest one of the \
     protocol has 30 KiB."

    NOT_UTF8 "not-utf8" Error
    "a text is not UTF-8"
    "JSON is exchanged in UTF-8. The message names the first byte that is not. A byte order mark \
     and Windows line ends are fine."

    INVALID_JSON "invalid-json" Error
    "a text is not JSON"
    "Lexicons are plain JSON: no comments, no trailing commas, text in double quotes. What comes \
     after the place shown has not been looked at."

    TOO_DEEP "too-deep" Error
    "a document is nested too deep"
    "Arrays and objects may stand in each other up to 100 levels, and arrays directly in arrays up \
     to 32; lexicons in use stay below 20. Name an inner type as a definition of its own and refer \
     to it."

    REPEATED_KEY "repeated-key" Error
    "an object names a member twice"
    "JSON parsers disagree on which of the two values counts, so two readers of such a document \
     would see two different lexicons. Data of the protocol must not repeat a key."

    NOT_A_LEXICON "not-a-lexicon" Note
    "JSON that is no lexicon was passed over"
    "What has neither `lexicon`, nor `id` with `defs`, nor the `$type` of a published lexicon, \
     is taken for something else and left alone."

    SNAPSHOT_CONFLICT "snapshot-conflict" Error
    "a snapshot holds a merge that is not finished"
    "Two branches have changed the same document in a snapshot, and git has left both versions \
     in it with its marks between them. A snapshot follows from the lexicons: merge those, take \
     either side of the snapshot as a whole, and look at what `lexgen snapshot` says."

    SNAPSHOT_VERSION "snapshot-version" Error
    "a snapshot was written by a newer lexgen"
    "The number `lexgen` at the top of a snapshot is that of its form. A newer form may say what \
     this version does not understand, so it is not read at all."

    SNAPSHOT_FORM "snapshot-form" Error
    "a snapshot is not as lexgen writes it"
    "A snapshot is an object with `lexgen`, the number of its form, and `documents`: for each NSID \
     its `cid` and the `document`. One that has been changed by hand or damaged is not relied on; \
     `lexgen snapshot --accept` writes it anew from the lexicons."

    DUPLICATE_ID "duplicate-id" Error
    "two different documents have one id"
    "An NSID names one document. Documents that are equal as data (whatever their layout) count \
     as one; of two that differ neither is used, for nothing says which is meant."

// The document.

    LEXICON_VERSION "lexicon-version" Error
    "the version of the language is not 1"
    "`lexicon` says which version of the Lexicon language a document is written in. There is \
     only version 1, and it is written as the number `1`."

    DOCUMENT_TYPE "document-type" Error
    "a document's `$type` is not that of a lexicon"
    "A lexicon that is published as a record has the `$type` `com.atproto.lexicon.schema`. In a \
     file the `$type` may be left out, but it cannot be another one."

    INVALID_NSID "invalid-nsid" Error
    "a text is not an NSID"
    "An NSID is a domain name backwards, then a name: `com.example.fooBar`. It has at least \
     three segments of at most 63 characters; those of the domain are letters, digits and \
     hyphens, the name is letters and digits and begins with a letter."

    NO_DEFINITIONS "no-definitions" Error
    "a document defines nothing"
    "A lexicon with zero definitions is invalid: `defs` needs at least one."

    DEFINITION_NAME "definition-name" Error
    "a definition's name cannot be referred to"
    "A definition is referred to as `nsid#name`, so its name is not empty and holds no `#` and no \
     white space."

    UNUSUAL_NAME "unusual-name" Warning
    "a name that not every implementation accepts"
    "Names of definitions other than letters, digits, `_` and `-`, beginning with a letter, are \
     refused by some implementations; so are properties with an empty name, and the protocol \
     keeps names that begin with `$` for itself."

    RESERVED_NAME "reserved-name" Error
    "a property has a name with a meaning of its own"
    "The data model gives `$type`, `$link` and `$bytes` a meaning in every object. A property of \
     that name would be read as something else."

// Types and fields.

    MISSING_FIELD "missing-field" Error
    "a required field is missing"
    "The specification requires the field at this place."

    WRONG_JSON_TYPE "wrong-json-type" Error
    "a field holds the wrong kind of JSON"
    "Every field of a lexicon holds one kind of JSON: a string, an integer, a boolean, an array \
     or an object. `null` counts as a field that is absent."

    UNKNOWN_FIELD "unknown-field" Warning
    "a field that the language does not know"
    "Fields the specification does not know are ignored, so that the language can grow. One that \
     looks like a misspelt known field is a warning; any other is a note."

    MISPLACED_FIELD "misplaced-field" Warning
    "a field that means nothing on this type"
    "The field is one of the language, but of other types. Here it is ignored, which is seldom \
     what was meant."

    UNKNOWN_TYPE "unknown-type" Error
    "a type that the language does not have"
    "The types are `record`, `query`, `procedure`, `subscription`, `permission-set`, `token`, \
     `object`, `array`, `string`, `integer`, `boolean`, `bytes`, `cid-link`, `blob`, `ref`, \
     `union` and `unknown`, besides `params` and `permission` at their own places."

    TYPE_NOT_ALLOWED "type-not-allowed" Error
    "a type stands where it may not"
    "Not every type may stand everywhere: a named definition is no `ref`, `union` or `unknown`; \
     a `token` can only be a named definition; what a body holds is an `object`, `ref` or \
     `union`; a message is a `union`; parameters are booleans, integers and strings, or arrays \
     of them."

    PRIMARY_NOT_MAIN "primary-not-main" Error
    "a primary definition is not called `main`"
    "A document has at most one record, query, procedure, subscription or permission set, and it \
     is called `main`: the document's NSID alone is its name."

    UNDEFINED_PROPERTY "undefined-property" Error
    "`required` or `nullable` names no property"
    "Both lists can only name what stands in `properties`."

    DUPLICATE_ENTRY "duplicate-entry" Warning
    "a list names something twice"
    "The second entry says nothing new, and may be a slip for something else. If it is not, \
     `lexgen lint --fix` removes it."

    INVALID_KEY "invalid-key" Error
    "a record's `key` is no record key type"
    "`key` is `tid`, `nsid`, `any`, or `literal:` and a fixed record key, such as \
     `literal:self`."

// Values and bounds.

    NEGATIVE_BOUND "negative-bound" Error
    "a length or size is negative"
    "Lengths and sizes are counted from zero."

    BOUNDS_OUT_OF_ORDER "bounds-out-of-order" Error
    "a lower bound is above the upper bound"
    "No value can satisfy both."

    UNSAFE_INTEGER "unsafe-integer" Warning
    "an integer that JavaScript cannot hold"
    "Beyond 2^53 (9007199254740992) JavaScript, and with it many implementations of the \
     protocol, changes the last digits of a number."

    DEFAULT_AND_CONST "default-and-const" Error
    "a value has both `default` and `const`"
    "A value that is always the same needs no default: the two are mutually exclusive."

    EMPTY_ENUM "empty-enum" Error
    "an `enum` allows no value"
    "A closed set without a member refuses everything. Leave the field out to allow everything."

    VALUE_NOT_ALLOWED "value-not-allowed" Error
    "a value breaks the rules of its own type"
    "`default`, `const` and each entry of `enum` must themselves be allowed by the type's \
     bounds, format and enum."

    KNOWN_VALUE_NOT_ALLOWED "known-value-not-allowed" Warning
    "a known value breaks the rules of its own type"
    "`knownValues` suggests values. One that the type's own bounds or format refuse can never be \
     used."

    UNKNOWN_FORMAT "unknown-format" Error
    "a string format that the language does not have"
    "The specification lists the formats: https://atproto.com/specs/lexicon#string-formats."

    INVALID_MIME_TYPE "invalid-mime-type" Error
    "a text is neither a MIME type nor a pattern of them"
    "A MIME type is written `type/subtype`. A pattern is `type/*`, or `*/*` for all; partial \
     patterns such as `text/ht*` and a bare `*` are not supported."

// References.

    INVALID_REFERENCE "invalid-reference" Error
    "a text is no reference"
    "A reference is `#name` for a definition of the same document, `com.example.thing` for the \
     `main` of another one, or `com.example.defs#name`."

    EMPTY_CLOSED_UNION "empty-closed-union" Error
    "a closed union has no members"
    "A union without members that is closed allows nothing. Without `closed` it allows any \
     object that names its `$type`."

// Endpoints.

    ERROR_NAME "error-name" Error
    "an error's name is empty or has white space"
    "The name is what stands in the `error` field of a response: a short name without white \
     space."

// Permission sets.

    INVALID_LANGUAGE "invalid-language" Error
    "a key is not a language tag"
    "The keys of `title:lang` and `detail:lang` are BCP 47 language tags, such as `ja` or \
     `pt-BR`."

    INVALID_PERMISSION "invalid-permission" Error
    "a permission contradicts itself"
    "A `repo` permission names record types, and its actions are `create`, `update` and \
     `delete`. An `rpc` permission names endpoints, and either `aud` or `inheritAud`; endpoints \
     and audience cannot both be `*`."

    IGNORED_PERMISSION "ignored-permission" Warning
    "a permission that servers ignore"
    "Servers must ignore a permission of a set whose resource, fields or values they do not \
     expect there. In a set only `repo` and `rpc` are granted, record types and endpoints are \
     named one by one, and `aud` is `*` or inherited."

    PERMISSION_NAMESPACE "permission-namespace" Warning
    "a permission is outside the set's own namespace"
    "A set can only grant what lies beside it or below it in the NSID hierarchy: the set \
     `com.example.feed.auth` can name `com.example.feed.post`, not `com.example.actor.profile`. \
     Servers ignore the rest."

// Several documents together.

    NO_LEXICONS "no-lexicons" Error
    "there is no lexicon among what was read"
    "A lexicon is a JSON object with `\"lexicon\": 1`, an `id` and `defs`. Generating from none \
     would only remove what was generated before."

    UNMATCHED_PATTERN "unmatched-pattern" Error
    "a pattern of `include` chooses nothing"
    "Every pattern of `--include` has to match the NSID of a document that was read; one that \
     matches none is misspelt, or the document is missing. Generating nothing would only remove \
     what was generated before."

    MISSING_DOCUMENT "missing-document" Error
    "a reference leads to a document that was not read"
    "Sets of lexicons with holes are normal: fetch the document and add it to the inputs, say \
     with `--extern-path` where Rust finds its types, or let `--allow-missing` treat what it \
     would hold as data of any kind."

    MISSING_DEFINITION "missing-definition" Error
    "a reference leads to a definition that its document does not have"
    "The document was read, but nothing in its `defs` has this name. With `--allow-missing` it \
     is data of any kind."

    REFUSED_REFERENCE "refused-reference" Error
    "a reference leads to a definition with an error in it"
    "What it refers to is there but broken; see the error at that place. With `--keep-going` it \
     is data of any kind."

    NOT_A_TYPE "not-a-type" Error
    "a reference leads to something that is no type of data"
    "A `ref` leads to an object, a record, a token or another field type with a name, never to \
     an endpoint or a permission set."

    NOT_A_MEMBER "not-a-member" Error
    "a union has a member that is no object"
    "Members of a union are told apart by a `$type` inside them, so they are objects or \
     records. To allow a string or an array, define an object that holds it."

    UNLISTED_ERROR "unlisted-error" Note
    "an error response has a name that the lexicon does not list"
    "A lexicon lists the errors that programs may want to tell apart; servers answer with others \
     too, such as `InvalidRequest` or `RateLimitExceeded`."

    UNUSED_EXCEPTION "unused-exception" Warning
    "an exception in the settings excepts nothing"
    "Nothing in the documents it names breaks the rule any more. Remove it, or it will hide the \
     next one that does."

    EXPIRED_EXCEPTION "expired-exception" Warning
    "an exception in the settings is over"
    "The day that `until` names is over (in UTC), and what was excepted counts again. Mend it, \
     or decide anew how long it may stay."

    NOT_DATA "not-data" Error
    "a value is no data of the protocol"
    "The data model has no floats, and integers of 64 bits; `{\"$bytes\": …}` and `{\"$link\": …}` \
     hold base64 and a CID and nothing else, `$type` is a text, and blobs have `ref`, `mimeType` \
     and `size`. No lexicon can allow anything else."
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
