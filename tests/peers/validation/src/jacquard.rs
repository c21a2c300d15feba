//! jacquard, in both ways that it has: `LexiconSchema::validate` of generated types, which
//! looks at the record's own fields and not into what they hold, and `SchemaValidator`,
//! which looks at data of any type, here with the lexicons that the records need and no
//! others. Its results can be cached, from which nothing here would gain: no two records
//! are the same.

use std::collections::HashMap;

use jacquard_api::{
    app_bsky::{
        actor::profile::Profile,
        embed::{
            AspectRatio, external::External, images::Images, record::Record,
            record_with_media::RecordWithMedia,
        },
        feed::{
            like::Like,
            post::Post,
            repost::Repost,
            threadgate::{FollowingRule, Threadgate},
        },
        graph::{block::Block, follow::Follow, listitem::Listitem},
        richtext::facet::Facet,
    },
    com_atproto::{label::SelfLabels, repo::strong_ref::StrongRef},
};
use jacquard_common::{DefaultStr, types::value::Data};
use jacquard_lexicon::{
    schema::{LexiconSchema, SchemaRegistry},
    validation::SchemaValidator,
};
use serde::{Deserialize, de::DeserializeOwned};

use crate::{Contender, Lines, of_decoded, of_text};

const TYPES: &str = "jacquard 0.12.2, LexiconSchema::validate";
const RUN_TIME: &str = "jacquard 0.12.2, SchemaValidator";

pub fn contenders(records: Lines) -> Vec<Contender> {
    let validator: &'static SchemaValidator = Box::leak(Box::new(validator()));
    let is_valid = |(collection, data): &(String, Data)| {
        validator.validate_by_nsid(collection, data).is_valid()
    };
    vec![
        of_decoded(TYPES, records, typed, |record| record.is_valid()),
        of_decoded(RUN_TIME, records, data, is_valid),
        of_text(TYPES, records, |text| {
            typed(text).is_some_and(|it| it.is_valid())
        }),
        of_text(RUN_TIME, records, move |text| {
            data(text).is_some_and(|it| is_valid(&it))
        }),
    ]
}

/// The `$type` of a record, which jacquard has no enum of all records to read by.
#[derive(Deserialize)]
struct Tag<'t> {
    #[serde(rename = "$type", borrow)]
    collection: &'t str,
}

fn collection(text: &str) -> Option<&str> {
    let tag: Tag<'_> = serde_json::from_str(text).ok()?;
    Some(tag.collection)
}

fn data(text: &str) -> Option<(String, Data)> {
    Some((
        collection(text)?.to_owned(),
        serde_json::from_str(text).ok()?,
    ))
}

/// A record of any of the types.
trait AnyRecord {
    fn is_valid(&self) -> bool;
}

impl<T: LexiconSchema> AnyRecord for T {
    fn is_valid(&self) -> bool {
        self.validate().is_ok()
    }
}

/// Reads a record as a type.
type Read = fn(&str) -> Option<Box<dyn AnyRecord>>;

fn typed(text: &str) -> Option<Box<dyn AnyRecord>> {
    fn of<T: LexiconSchema + DeserializeOwned + 'static>(text: &str) -> Option<Box<dyn AnyRecord>> {
        Some(Box::new(serde_json::from_str::<T>(text).ok()?))
    }
    let read: Read = match collection(text)? {
        "app.bsky.feed.like" => of::<Like<DefaultStr>>,
        "app.bsky.feed.post" => of::<Post<DefaultStr>>,
        "app.bsky.feed.repost" => of::<Repost<DefaultStr>>,
        "app.bsky.feed.threadgate" => of::<Threadgate<DefaultStr>>,
        "app.bsky.graph.block" => of::<Block<DefaultStr>>,
        "app.bsky.graph.follow" => of::<Follow<DefaultStr>>,
        "app.bsky.graph.listitem" => of::<Listitem<DefaultStr>>,
        "app.bsky.actor.profile" => of::<Profile<DefaultStr>>,
        _ => return None,
    };
    read(text)
}

fn validator() -> SchemaValidator {
    let registry = SchemaRegistry::new();
    let mut documents = HashMap::new();
    macro_rules! insert {
        ($($type:ident)*) => {
            $(documents.insert($type::<DefaultStr>::nsid(), $type::<DefaultStr>::lexicon_doc());)*
        };
    }
    insert!(
        AspectRatio Block External Facet Follow FollowingRule Images Like Listitem Post Profile Record
        RecordWithMedia Repost SelfLabels StrongRef Threadgate
    );
    for (name, document) in documents {
        registry.insert(name.into(), document);
    }
    SchemaValidator::from_registry(registry)
}
