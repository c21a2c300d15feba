//! A pattern generates a tree of modules in a module.

use lexgen::Endpoint;
use lexgen_macros::lexicon;

use super::read;

#[lexicon("com.example.shelf.*")]
mod shelf {
    /// Items of the user can use the generated ones.
    pub(crate) fn search(q: &str) -> search_books::Params {
        search_books::Params::new(q)
    }
}

/// One of three documents that refer to each other is not below this prefix.
#[lexicon("com.example.awkward.nest.*")]
mod nest {}

/// Keywords, leading digits and hyphens become the same names as with the command.
#[lexicon("*")]
mod all {}

#[lexicon("com.example.shelf.section", "com.example.3d.*")]
mod several {}

#[test]
fn modules_are_called_what_stands_for_the_star() {
    assert_eq!(shelf::search("tea").q, "tea");
    assert_eq!(shelf::get_book::GetBook::NSID, "com.example.shelf.getBook");
}

/// Documents that refer to the same type share it.
#[test]
fn references_among_them_are_to_the_same_types() {
    let view: <shelf::get_book::GetBook as Endpoint>::Output = read(
        r#"{"uri":"at://did:plc:a/com.example.shelf.book/3jui7kd54zh2y",
            "cid":"bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
            "owner":"did:plc:a","indexedAt":"2024-05-01T12:00:00.000Z",
            "availability":{"onLoan":false,"dueBack":null},
            "record":{"$type":"com.example.shelf.book","title":"Tea","authors":["A"],
                      "createdAt":"2024-05-01T12:00:00.000Z"}}"#,
    );
    let book: shelf::book::Book = view.record.clone();
    let hit = shelf::search_books::OutputHitsItem::new(view);
    assert_eq!(hit.book.record, book);
}

#[test]
fn references_to_others_bring_them_along() {
    let outside = nest::com::example::awkward::nest::Nest::default();
    let egg = nest::egg::Egg {
        nest: Some(Box::new(outside)),
        ..Default::default()
    };
    assert_eq!(serde_json::to_string(&egg).expect("JSON"), r#"{"nest":{}}"#);
    // This one is below the prefix too.
    assert_eq!(nest::images::Images::default().extra.len(), 0);
}

#[test]
fn everything_there_is_may_be_meant() {
    let session = all::com::atproto::server::create_session::Input::new("a", "b");
    assert_eq!(session.identifier, "a");
    let scan: all::com::example::_3d::scan::Scan = read(r#"{"points":[]}"#);
    assert_eq!(scan.points, Some(Vec::new()));
}

#[test]
fn several_patterns_make_modules_by_the_whole_nsid() {
    use several::com::example::{_3d::scan::Scan, shelf::section::Section};

    assert_eq!(Section::new("Attic").name, "Attic");
    assert_eq!(Scan::default().points, None);
}
