//! Every generated type that validates by itself, and the schema it was
//! generated from. (What is only an alias holds no rules; the fields that it
//! is the type of do.)

#![expect(deprecated, reason = "deprecated types are generated, too")]

use lexgen::dynamic::Subject::{self, Input, Message, Output, Params, Value};

use super::{Case, case};
use crate::lexicons::com;

macro_rules! table {
    ($($name:literal $subject:ident => $type:ty;)*) => {
        &[$(($name, $subject, case::<$type>)),*]
    };
}

/// Name, part, and what the generated type makes of a JSON text.
pub(super) const TABLE: &[(&str, Subject, Case)] = table! {
    "com.atproto.server.createSession" Input => com::atproto::server::create_session::Input;
    "com.atproto.server.createSession" Output => com::atproto::server::create_session::Output;
    "com.example.3d.scan" Value => com::example::_3d::scan::Scan;
    "com.example.async.self.super" Value => com::example::r#async::self_::super_::Super;
    "com.example.awkward.URLTools" Params => com::example::awkward::url_tools::Params;
    "com.example.awkward.URLTools" Output => com::example::awkward::url_tools::Output;
    "com.example.awkward.URLTools#URLTools" Value => com::example::awkward::url_tools::UrlTools_;
    "com.example.awkward.defNames" Value => com::example::awkward::def_names::DefNames;
    "com.example.awkward.defNames#Capital" Value => com::example::awkward::def_names::Capital_;
    "com.example.awkward.defNames#blob" Value => com::example::awkward::def_names::Blob;
    "com.example.awkward.defNames#box" Value => com::example::awkward::def_names::Box_;
    "com.example.awkward.defNames#bytes" Value => com::example::awkward::def_names::Bytes;
    "com.example.awkward.defNames#capital" Value => com::example::awkward::def_names::Capital;
    "com.example.awkward.defNames#clone" Value => com::example::awkward::def_names::Clone_;
    "com.example.awkward.defNames#core" Value => com::example::awkward::def_names::Core;
    "com.example.awkward.defNames#crate" Value => com::example::awkward::def_names::Crate;
    "com.example.awkward.defNames#data" Value => com::example::awkward::def_names::Data;
    "com.example.awkward.defNames#datetime" Value => com::example::awkward::def_names::Datetime;
    "com.example.awkward.defNames#debug" Value => com::example::awkward::def_names::Debug;
    "com.example.awkward.defNames#default" Value => com::example::awkward::def_names::Default_;
    "com.example.awkward.defNames#did" Value => com::example::awkward::def_names::Did;
    "com.example.awkward.defNames#err" Value => com::example::awkward::def_names::Err_;
    "com.example.awkward.defNames#error" Value => com::example::awkward::def_names::Error_;
    "com.example.awkward.defNames#extra" Value => com::example::awkward::def_names::Extra;
    "com.example.awkward.defNames#fn" Value => com::example::awkward::def_names::Fn_;
    "com.example.awkward.defNames#handle" Value => com::example::awkward::def_names::Handle;
    "com.example.awkward.defNames#impl" Value => com::example::awkward::def_names::Impl;
    "com.example.awkward.defNames#lexgen" Value => com::example::awkward::def_names::Lexgen;
    "com.example.awkward.defNames#none" Value => com::example::awkward::def_names::None_;
    "com.example.awkward.defNames#ok" Value => com::example::awkward::def_names::Ok_;
    "com.example.awkward.defNames#option" Value => com::example::awkward::def_names::Option_;
    "com.example.awkward.defNames#other" Value => com::example::awkward::def_names::Other_;
    "com.example.awkward.defNames#result" Value => com::example::awkward::def_names::Result_;
    "com.example.awkward.defNames#self" Value => com::example::awkward::def_names::Self_;
    "com.example.awkward.defNames#serde" Value => com::example::awkward::def_names::Serde;
    "com.example.awkward.defNames#serialize" Value => com::example::awkward::def_names::Serialize;
    "com.example.awkward.defNames#some" Value => com::example::awkward::def_names::Some_;
    "com.example.awkward.defNames#std" Value => com::example::awkward::def_names::Std;
    "com.example.awkward.defNames#str" Value => com::example::awkward::def_names::Str;
    "com.example.awkward.defNames#string" Value => com::example::awkward::def_names::String_;
    "com.example.awkward.defNames#type" Value => com::example::awkward::def_names::Type;
    "com.example.awkward.defNames#unknown" Value => com::example::awkward::def_names::Unknown;
    "com.example.awkward.defNames#vec" Value => com::example::awkward::def_names::Vec_;
    "com.example.awkward.empty" Value => com::example::awkward::empty::Empty;
    "com.example.awkward.empty#nothing" Value => com::example::awkward::empty::Nothing;
    "com.example.awkward.endpointNames" Params => com::example::awkward::endpoint_names::Params;
    "com.example.awkward.endpointNames" Input => com::example::awkward::endpoint_names::Input;
    "com.example.awkward.endpointNames" Output => com::example::awkward::endpoint_names::Output;
    "com.example.awkward.endpointNames#endpointNames" Value => com::example::awkward::endpoint_names::EndpointNames_;
    "com.example.awkward.endpointNames#error" Value => com::example::awkward::endpoint_names::Error_;
    "com.example.awkward.endpointNames#input" Value => com::example::awkward::endpoint_names::Input_;
    "com.example.awkward.endpointNames#inputKind" Value => com::example::awkward::endpoint_names::InputKind;
    "com.example.awkward.endpointNames#output" Value => com::example::awkward::endpoint_names::Output_;
    "com.example.awkward.endpointNames#params" Value => com::example::awkward::endpoint_names::Params_;
    "com.example.awkward.fieldNames" Value => com::example::awkward::field_names::FieldNames;
    "com.example.awkward.foo-bar.baz" Value => com::example::awkward::foo_bar_::baz::Baz;
    "com.example.awkward.fooBar" Value => com::example::awkward::foo_bar::FooBar;
    "com.example.awkward.images" Value => com::example::awkward::images::Images;
    "com.example.awkward.nest" Value => com::example::awkward::nest::Nest;
    "com.example.awkward.nest#egg" Value => com::example::awkward::nest::Egg;
    "com.example.awkward.nest.egg" Value => com::example::awkward::nest::egg::Egg;
    "com.example.awkward.nest.egg#bird" Value => com::example::awkward::nest::egg::Bird;
    "com.example.awkward.nest.images" Value => com::example::awkward::nest::images::Images;
    "com.example.awkward.prose" Params => com::example::awkward::prose::Params;
    "com.example.awkward.prose" Output => com::example::awkward::prose::Output;
    "com.example.awkward.prose#oldObject" Value => com::example::awkward::prose::OldObject;
    "com.example.awkward.published" Value => com::example::awkward::published::Published;
    "com.example.awkward.sameName" Value => com::example::awkward::same_name::SameName;
    "com.example.awkward.sameName#record" Value => com::example::awkward::same_name::Record;
    "com.example.awkward.sameName#sameName" Value => com::example::awkward::same_name::SameName_;
    "com.example.awkward.sameName#sameNameItem" Value => com::example::awkward::same_name::SameNameItem;
    "com.example.awkward.silentStream" Message => com::example::awkward::silent_stream::Message;
    "com.example.awkward.stream" Message => com::example::awkward::stream::Message;
    "com.example.awkward.stream#error" Value => com::example::awkward::stream::Error_;
    "com.example.awkward.stream#info" Value => com::example::awkward::stream::Info;
    "com.example.awkward.stream#message" Value => com::example::awkward::stream::Message_;
    "com.example.awkward.unions" Value => com::example::awkward::unions::Unions;
    "com.example.awkward.unions#cell" Value => com::example::awkward::unions::Cell;
    "com.example.awkward.unions#images" Value => com::example::awkward::unions::Images;
    "com.example.awkward.unions#none" Value => com::example::awkward::unions::None_;
    "com.example.awkward.unions#other" Value => com::example::awkward::unions::Other_;
    "com.example.awkward.unions#unknown" Value => com::example::awkward::unions::Unknown;
    "com.example.awkward.values" Value => com::example::awkward::values::Values;
    "com.example.awkward.video" Value => com::example::awkward::video::Video;
    "com.example.deep-stacks.2nd-floor.lift" Output => com::example::deep_stacks::_2nd_floor::lift::Output;
    "com.example.shelf.book" Value => com::example::shelf::book::Book;
    "com.example.shelf.book#chapters" Value => com::example::shelf::book::Chapters;
    "com.example.shelf.book#plates" Value => com::example::shelf::book::Plates;
    "com.example.shelf.book#series" Value => com::example::shelf::book::Series;
    "com.example.shelf.borrowBook" Input => com::example::shelf::borrow_book::Input;
    "com.example.shelf.borrowBook" Output => com::example::shelf::borrow_book::Output;
    "com.example.shelf.defs#bookView" Value => com::example::shelf::defs::BookView;
    "com.example.shelf.defs#label" Value => com::example::shelf::defs::Label;
    "com.example.shelf.defs#oldPatronView" Value => com::example::shelf::defs::OldPatronView;
    "com.example.shelf.defs#patronView" Value => com::example::shelf::defs::PatronView;
    "com.example.shelf.exportCatalogue" Params => com::example::shelf::export_catalogue::Params;
    "com.example.shelf.getArchive" Params => com::example::shelf::get_archive::Params;
    "com.example.shelf.getBook" Params => com::example::shelf::get_book::Params;
    "com.example.shelf.getBook" Output => com::example::shelf::get_book::Output;
    "com.example.shelf.getCover" Params => com::example::shelf::get_cover::Params;
    "com.example.shelf.importCatalogue" Output => com::example::shelf::import_catalogue::Output;
    "com.example.shelf.listSections" Output => com::example::shelf::list_sections::Output;
    "com.example.shelf.loan" Value => com::example::shelf::loan::Loan;
    "com.example.shelf.note" Value => com::example::shelf::note::Note;
    "com.example.shelf.note#removed" Value => com::example::shelf::note::Removed;
    "com.example.shelf.note#thread" Value => com::example::shelf::note::Thread;
    "com.example.shelf.profile" Value => com::example::shelf::profile::Profile;
    "com.example.shelf.profile#hours" Value => com::example::shelf::profile::Hours;
    "com.example.shelf.reply#reply" Value => com::example::shelf::reply::Reply_;
    "com.example.shelf.resolveCode" Params => com::example::shelf::resolve_code::Params;
    "com.example.shelf.resolveCode" Output => com::example::shelf::resolve_code::Output;
    "com.example.shelf.retention" Value => com::example::shelf::retention::Retention;
    "com.example.shelf.returnBook" Input => com::example::shelf::return_book::Input;
    "com.example.shelf.returnBook#slip" Value => com::example::shelf::return_book::Slip;
    "com.example.shelf.review" Value => com::example::shelf::review::Review;
    "com.example.shelf.review#bookRef" Value => com::example::shelf::review::BookRef;
    "com.example.shelf.review#pageRange" Value => com::example::shelf::review::PageRange;
    "com.example.shelf.review#photos" Value => com::example::shelf::review::Photos;
    "com.example.shelf.review#quotation" Value => com::example::shelf::review::Quotation;
    "com.example.shelf.searchBooks" Params => com::example::shelf::search_books::Params;
    "com.example.shelf.searchBooks" Output => com::example::shelf::search_books::Output;
    "com.example.shelf.searchBooks#facet" Value => com::example::shelf::search_books::Facet;
    "com.example.shelf.section" Value => com::example::shelf::section::Section;
    "com.example.shelf.subscribeDesk" Params => com::example::shelf::subscribe_desk::Params;
    "com.example.shelf.subscribeDesk" Message => com::example::shelf::subscribe_desk::Message;
    "com.example.shelf.subscribeDesk#info" Value => com::example::shelf::subscribe_desk::Info;
    "com.example.shelf.subscribeDesk#lent" Value => com::example::shelf::subscribe_desk::Lent;
    "com.example.shelf.subscribeDesk#returned" Value => com::example::shelf::subscribe_desk::Returned;
    "com.example.shelf.updateShelf" Params => com::example::shelf::update_shelf::Params;
    "com.example.shelf.updateShelf" Input => com::example::shelf::update_shelf::Input;
    "com.example.shelf.updateShelf" Output => com::example::shelf::update_shelf::Output;
    "com.example.shelf.updateShelf#move" Value => com::example::shelf::update_shelf::Move;
    "com.example.shelf.updateShelf#withdraw" Value => com::example::shelf::update_shelf::Withdraw;
    "com.example.shelf.uploadScan" Output => com::example::shelf::upload_scan::Output;
    "com.example.type.match" Value => com::example::r#type::r#match::Match;
    "com.example.type.match#impl" Value => com::example::r#type::r#match::Impl;
};
